"""A clinic of twelve and its leader, Monday after Monday, through the product's own actions."""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.year.page import CHANCES, Played
from tenthhour.apps.monday import queries as monday
from tenthhour.apps.monday.actions import take_in_month, tick
from tenthhour.apps.org import actions as org
from tenthhour.apps.org.audit import entries
from tenthhour.apps.support import actions as support
from tenthhour.apps.support import queries
from tenthhour.apps.support.actions import pathway
from tenthhour.apps.support.actions.pathway import Draft, Held
from tenthhour.apps.support.actions.pathway.formal import Expectation
from tenthhour.apps.support.models import Question, Visit
from tenthhour.apps.support.queries.pathway import Words, page
from tenthhour.core.errors import Refused
from tenthhour.core.support import ask as asks
from tenthhour.core.support.pathway import OrganisationAction
from tenthhour.core.support.talk import Invitation
from tenthhour.data.generate import Plan, generate

FIRST_MONDAY = datetime(2025, 11, 3, 8, tzinfo=UTC)
HISTORY = 24  # months already there when the year begins
MEASURES = {"bp_controlled", "colorectal_screening", "messages_answered_two_days", "encounters_per_session"}


class Year:
    """One clinic, one leader, twelve clinicians, fifty-two Mondays."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder, self.dice, self.played = folder, dice, Played()
        self.at, self.tried = FIRST_MONDAY, set()
        self._begin()

    def _begin(self) -> None:
        clinic = self.folder / "clinic"
        generate(Plan(clinicians=12, months=36, seed=3), clinic)
        table = clinic / "clinicians.csv"
        lines = [line.replace("lead-02", "lead-01") for line in table.read_text().splitlines()]
        table.write_text("\n".join(lines) + "\n")
        self.site = org.the_site(at=self.at - timedelta(days=30))
        self._import(up_to=HISTORY)
        people = org.enrol(rows=[], by=self.site, at=self.at)
        self.people = {p.pk: p for p in people.values()}
        self.leader = people["lead-01"]
        boss = org.person_named(code="boss", name="Dr Example Supervisor", by=self.site, at=self.at)
        org.assign(grant=org.Grant("supervises", boss, self.leader), by=self.site, at=self.at)

    # -- months ------------------------------------------------------------------------------------

    def _import(self, up_to: int) -> None:
        """Take in the next months as the steward would: at first the history, then one at a time."""
        clinic, new = self.folder / "clinic", self.folder / f"upto-{up_to}"
        new.mkdir()
        (new / "clinicians.csv").write_text((clinic / "clinicians.csv").read_text())
        with (clinic / "results.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["measure_id"] in MEASURES]
        months = sorted({row["month"] for row in rows})
        wanted = set(months[:up_to]) if up_to == HISTORY else {months[up_to - 1]}
        with (new / "results.csv").open("w", newline="") as file:
            out = csv.DictWriter(file, rows[0].keys())
            out.writeheader()
            out.writerows(row for row in rows if row["month"] in wanted)
        take_in_month(paths=[new], by=self.site, at=self.at - timedelta(days=7))
        self.months = up_to
        self.played.happened["months imported"] += 1

    # -- a week ------------------------------------------------------------------------------------

    def play(self, weeks: int) -> Played:
        for number in range(weeks):
            self.at = FIRST_MONDAY + timedelta(weeks=number)
            if self.at.day <= 7 and number and self.months < 36:
                self._import(self.months + 1)
            self._monday(number)
            self.played.weeks += 1
        self._count()
        return self.played

    def _monday(self, number: int) -> None:
        tick(at=self.at)
        week = monday.week(leader=self.leader, at=self.at)
        owed = monday.owed(leader=self.leader, week=week, at=self.at)
        self.played.minutes.append(owed.minutes)
        self.played.available = owed.available
        self.played.over += owed.over > 0
        self.played.left += len(owed.left)
        self.played.happened["numbers looked at"] += len(week.talks)
        for line in owed.talks:
            self._talk(line.person.id)
        for line in owed.asked:
            self._invite(line.person.id, 3)
        for talk in week.thanks:
            self._do(
                "thanks said", "thank", about=self.people[talk.person.id], text=talk.whys[0].sentence[:290]
            )
        self._promises()
        self._questions([line.person.id for line in week.team])
        self._others(week.team)
        if number == 8:
            self._ask(week.team[6].person.id)

    def _do(self, counted: str, name: str, by: Any = None, **known: Any) -> Any:
        """One of the product's own acts; a refusal is counted under its own words."""
        place, _, last = name.rpartition(".")
        try:
            done = getattr(pathway if place else support, last)(**known, by=by or self.leader, at=self.at)
        except Refused as refused:
            self.played.happened["refusals"] += 1
            self.played.happened[f"refused: {refused.conditions[0]}"] += 1
            return None
        self.played.happened[counted] += 1
        return done

    def _chance(self, name: str) -> bool:
        return self.dice.random() < CHANCES[name]

    def _invite(self, who: Any, days: int) -> None:
        to = Invitation((self.at + timedelta(days=days)).date(), "How the work is going")
        self._do("invitations", "invite", about=self.people[who], invitation=to)

    def _talk(self, who: Any) -> None:
        talk = queries.next_talk(who, self.leader, self.at)
        if talk is None:
            self._invite(who, 7 + self.dice.randrange(5))
            return
        self.at = max(self.at, datetime.combine(talk.on, self.at.time(), UTC))
        if not self._chance("a talk fixed for this week is held"):
            if self._chance("a talk not held is moved, else called off"):
                day = talk.on + timedelta(days=7)
                self._do("talks moved", "move_talk", talk_id=talk.id, on=day, at_time=None)
            else:
                self._do("talks called off", "cancel_talk", talk_id=talk.id)
            return
        self._held(who, talk)

    def _held(self, who: Any, talk: Any) -> None:
        person = self.people[who]
        self._do(
            "talks summed up", "write_summary", talk_id=talk.id, text="What we agreed.", met_on=self.at.date()
        )
        self._finish(person)
        if self._chance("a summary is confirmed"):
            said = {
                "line": "",
                "is_welcome": True,
                "useful": self.dice.choice(["yes", "yes", "partly", "no", ""]),
            }
            self._do("talks confirmed by both", "acknowledge", by=person, talk_id=talk.id, **said)
        pairs = (
            ("promises of the leader", self.leader, person),
            ("promises of clinicians", person, self.leader),
        )
        for counted, by, to in pairs:
            if self._chance(
                f"{'the leader' if by == self.leader else 'the clinician'} promises something in a talk"
            ):
                due = self.at.date() + timedelta(days=self.dice.randrange(14, 35))
                known = {"about": person, "to": to, "text": "What I owe", "due": due}
                self._do(counted, "make_promise", by=by, **known)

    def _finish(self, person: Any) -> None:
        ids = [line.id for line in queries.points(person.pk, self.leader, self.at)]
        if ids:
            self._do("agendas worked through", "finish_points", about=person, point_ids=ids)

    def _promises(self) -> None:
        for card, line in queries.owed_by(self.leader, self.at, self.at.date())[0]:
            if line.promise.due > self.at.date() + timedelta(days=7) or line.proposed_due:
                continue
            receiver = self.people[card.id]
            if line.is_overdue or self._chance("a promise due is kept"):
                self._do("promises said to be kept", "settle_promise", promise_id=line.id)
                self._do("promises confirmed", "settle_promise", by=receiver, promise_id=line.id)
            elif self._chance("a promise not kept gets a later date in time"):
                due = line.promise.due + timedelta(days=14)
                self._do("later dates asked for", "propose_date", promise_id=line.id, due=due)
                self._do("later dates agreed", "agree_date", by=receiver, promise_id=line.id)

    # -- questions ---------------------------------------------------------------------------------

    def _questions(self, team: list[Any]) -> None:
        for step in queries.open_steps(team, self.leader, self.at):
            {"S1": self._look, "S2": self._about, "S3": self._plan}[step.state](step)

    def _take(self, counted: str, step: Any, move: str, by: Any = None, **words: Any) -> Any:
        known = {"question_id": step.question, "move": move, "words": Words(**words)}
        return self._do(counted, "pathway.take", by=by, **known)

    def _look(self, step: Any) -> None:
        """The leader tries once to skip to a written expectation, then does what can be done."""
        if step.question not in self.tried:
            self.tried.add(step.question)
            self.played.happened["jumps to a written expectation tried"] += 1
            written = Expectation("Better by May", "Two others would decide.")
            known = {"question_id": step.question, "written": written}
            self._do("written expectations proposed", "pathway.propose", **known)
        if self._chance("a look turns out to be noise or context"):
            self._take("looks closed as noise or context", step, "T02", reason="noise")
        else:
            day = (self.at + timedelta(days=7)).date()
            known = {"question_id": step.question, "topic": "The number", "planned_on": day}
            self._do("looks that became talks", "pathway.invite", **known)

    def _met(self, step: Any, counted: str) -> bool:
        """Hold the meeting that waits; both say so."""
        shown = page(step.question, self.leader, self.at)
        waiting = [m for m in shown.meetings if m.met_on is None]
        if not waiting:
            return False
        held = Held(self.at.date(), "What we agreed.")
        known = {"question_id": step.question, "meeting_id": waiting[-1].pk, "held": held}
        self._do(counted, "pathway.sum_up", **known)
        said = {"meeting_id": waiting[-1].pk, "is_welcome": True, "line": ""}
        self._do("meetings confirmed", "pathway.acknowledge", by=self.people[step.about], **said)
        return True

    def _about(self, step: Any) -> None:
        if not self._met(step, "talks about a number held"):
            return
        if self._chance("a talk about a number ends in a support plan"):
            self._agree(step)
            return
        for by in (self.leader, self.people[step.about]):
            self._take("yeses to closing after the talk", step, "T08", by=by)

    def _agree(self, step: Any) -> None:
        due = (self.at + timedelta(days=30)).date()
        help_ = OrganisationAction("A second room", "Clinic manager", due, "The room is used on both days")
        self._do(
            "plans written",
            "pathway.write_plan",
            question_id=step.question,
            draft=Draft(90, (help_,), (), True),
        )
        for by in (self.leader, self.people[step.about]):
            self._take("yeses to a plan", step, "T10", by=by)

    def _plan(self, step: Any) -> None:
        """Check-ins as they fall due; at the end both say that it worked."""
        if self._met(step, "check-ins held"):
            return
        soon = [d for d in step.check_ins_on if 0 <= (d - self.at.date()).days < 14]
        if soon:
            known = {"question_id": step.question, "topic": "How the plan goes", "planned_on": soon[0]}
            self._do("check-ins fixed", "pathway.invite", **known)
        elif step.check_ins_on and self.at.date() > max(step.check_ins_on):
            for by in (self.leader, self.people[step.about]):
                self._take("yeses to the end of a plan", step, "T12", by=by, outcome="graduated")

    def _others(self, team: Any) -> None:
        for line in team:
            person = self.people[line.person.id]
            if self._chance("a clinician puts a point on the agenda in a week"):
                self._do("points put on the agenda", "add_points", by=person, about=person, text="Something")
            if self._chance("a clinician asks for a talk soon in a week"):
                self._do("talks asked for", "add_points", by=person, about=person, text="Soon", is_soon=True)
        if self._chance("a colleague writes a note of thanks in a week"):
            one, other = self.dice.sample([self.people[line.person.id] for line in team], 2)
            self._do(
                "notes about colleagues", "note_colleague", by=one, about=other, text="Stayed with a family"
            )

    def _ask(self, who: Any) -> None:
        """The regional office wants eighteen: tried without a sum, with one, and answered."""
        person = self.people[who]
        wanted = asks.Wanted("Encounters a session", 18, "a session", is_efficiency=True)
        ask = asks.Ask(
            wanted, "Regional office", "access", "Patients wait.", person.name, no_stakes_known=True
        )
        draft = self._do("asks drafted", "save_draft", draft_id=None, about=person, ask=ask)
        self._do("asks shared", "share_ask", draft_id=draft.pk)
        note = asks.DoableNote(
            46.0, 40.0, "On likely figures the ask needs 6.0 more hours a week.", self.at.date()
        )
        self._do("sums kept", "keep_sum", draft_id=draft.pk, sums={"hours": "40"}, note=note)
        shared = self._do("asks shared", "share_ask", draft_id=draft.pk)
        answer = asks.Answer("ask_changed", "Sixteen, from July.", "Regional office", self.at.date())
        self._do("asks answered", "record_answer", ask_id=shared.pk, answer=answer, new_level=16.0)

    def _count(self) -> None:
        self.played.happened["questions opened by a signal"] = Question.unscoped.filter(
            kind="measure"
        ).count()
        for state, name in (("S3", "support plans begun"), ("S4", "written expectations begun")):
            self.played.happened[name] = Visit.unscoped.filter(state=state).count()
        self.played.happened["acts and readings in the record"] = sum(1 for _ in entries())
        rates = queries.talk_rates(self.leader, self.at)
        if rates:
            self.played.happened[f"the supervisor reads: {rates.sentence}"] = 1
