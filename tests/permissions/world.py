"""A small site in which everything anybody wrote carries a canary: whose it is and of which class.

Bob is the one everybody stands towards: alice leads him, sue supervises alice, cora coaches him, pete of
the people office, rita the reviewer and mia the messenger hold one question of his. Erin is foreign: only
frank leads her. Carol is led by dave, the leader of another team.
"""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from builders import finding, result, sign_in
from django.conf import settings
from django.utils import timezone

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement.models import Comment
from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.models import Assignment, Leave, Notice, Person, Post, User
from tenthhour.apps.pulse.models import Result, Wave
from tenthhour.apps.support.actions import pathway
from tenthhour.apps.support.models import (
    AskDraft,
    LoadReport,
    Need,
    Point,
    Promise,
    Rhythm,
    Scratch,
    Talk,
    Thanks,
)
from tenthhour.apps.support.models.pathway import (
    Danger,
    Dispute,
    Meeting,
    Plan,
    PlanAction,
    Proposal,
    Statement,
)
from tenthhour.apps.support.queries.pathway import Signal
from tenthhour.content.instruments import instruments
from tenthhour.core.pulse.wave import Definition, Group

PERSONAS = {
    "anonymous": None,
    "clinician": "bob",
    "team mate": "tim",
    "leader": "alice",
    "other leader": "dave",
    "supervisor": "sue",
    "coach": "cora",
    "people office": "pete",
    "reviewer": "rita",
    "messenger": "mia",
    "steward": "stef",
    "administrator": "adam",
}
STATES = ("invited", "active", "suspended", "delegated", "future", "ended")
COUNTING = ("active", "delegated")
STANDING = (  # who, kind, towards whom; what every state is tried on
    ("alice", "leads", "bob"),
    ("alice", "leads", "tim"),
    ("dave", "leads", "carol"),
    ("sue", "supervises", "alice"),
    ("cora", "coaches", "bob"),
    ("pete", "people_office", "bob"),
    ("pete", "staffs", None),
    ("rita", "reviews", "bob"),
    ("mia", "messenger", "bob"),
    ("stef", "stewards", None),
    ("adam", "administers", None),
)
ASK = {
    "level": "18", "unit": "a session", "kind": "efficiency", "reason": "access", "stake": "The post is looked at",
    "stake_source": "regional office", "stake_undecided": "whether anything follows", "stake_learned": "2026-11-02",
}  # fmt: skip
SUM = {"hours": "40", "asked": "18", "asked_as": "session", "sessions": "4"}


@dataclass
class World:
    """People by code, and for each word in an address the object about bob and the one about erin."""

    people: dict[str, Person] = field(default_factory=dict)
    objects: dict[str, tuple[uuid.UUID, uuid.UUID | None]] = field(default_factory=dict)
    count: Any = field(default_factory=lambda: itertools.count(1))

    def canary(self, kind: str, owner: str) -> str:
        return f"CANARY-{kind}-{owner}-{next(self.count)}"

    def number(self, owner: str) -> int:
        """A number nobody else has: 731001 is bob's first."""
        return {"bob": 731_000, "erin": 732_000}[owner] + next(self.count)


def build(world: World) -> World:
    """Everyone, all that stands between them, and rows about bob and about erin alike."""
    now = timezone.now()
    for code in {c for c in PERSONAS.values() if c} | {"carol", "erin", "frank"}:
        name = world.canary("name", code) if code == "erin" else f"{code.capitalize()} Example"
        group = "family" if code in {"bob", "tim", "carol", "erin"} else ""
        team = "East" if code in {"bob", "tim"} else ""
        world.people[code] = Person.objects.create(code=code, name=name, peer_group=group, team=team)
        account = User.objects.create(person=world.people[code], username=code)
        TOTP.activate(account, generate_totp_secret())
        RecoveryCodes.activate(account)
    since = now - timedelta(days=60)
    world.people["@site"] = the_site(at=since)
    for owner in ("bob", "erin"):
        _question(world, owner, now - timedelta(days=20))
        _post(world, owner, since)
    for holder, kind, subject in (*STANDING, ("frank", "leads", "erin")):
        _assign(world, holder, kind, subject, since)
    _assign(world, "frank", "supervises", "bob", since)
    world.objects["role"] = (Assignment.objects.get(holder=world.people["frank"], kind="supervises").pk, None)
    _numbers(world, now - timedelta(days=14))
    for owner, leader in (("bob", "alice"), ("erin", "frank")):
        _written(world, owner, leader, now)
    world.objects["wave"] = (_wave(world, now.date()), None)
    return world


def put(state: str) -> None:
    """Give every assignment of the personas one of the six states, counted from now."""
    now = timezone.now()
    label = state if state in {"invited", "suspended", "delegated"} else "active"
    begins, ends = {
        "future": (now + timedelta(days=1), None),
        "ended": (now - timedelta(days=60), now - timedelta(minutes=1)),
    }.get(state, (now - timedelta(days=60), None))
    mine = Assignment.objects.exclude(holder__code__in=["frank", "@site"])
    mine.update(state="suspended")  # no two leaders while the rows change one by one
    mine.update(state=label, valid_from=begins, valid_to=ends)


def _assign(world: World, holder: str, kind: str, subject: str | None, since: datetime) -> None:
    to_question = world.objects["question"][0] if kind in {"people_office", "reviews", "messenger"} else None
    towards = world.people[subject] if subject else None
    Assignment.objects.create(
        kind=kind, holder=world.people[holder], subject=towards, object_ref=to_question, valid_from=since
    )


def _question(world: World, owner: str, at: datetime) -> None:
    """A number that asks to be looked at, with a dispute and a statement of the clinician."""
    signal = Signal("letters", world.canary("question", owner), 30, False, at + timedelta(days=3))
    found = pathway.open_look(about=world.people[owner], signal=signal, by=world.people["@site"], at=at)
    assert found
    statement = {"by": world.people[owner], "text": world.canary("statement", owner), "at": at}
    Statement.objects.create(question_id=found, **statement)
    dated = {"opened_on": at.date(), "answer_due": at.date() + timedelta(days=30)}
    dispute = Dispute.objects.create(
        question_id=found, ground=world.canary("dispute", owner), text=world.canary("dispute", owner), **dated
    )
    made = {"question": found, "dispute": dispute.pk, **_steps(world, owner, found, at)}
    for word, pk in made.items():
        known = world.objects.get(word)
        world.objects[word] = (known[0], pk) if known else (pk, None)


def _steps(world: World, owner: str, question: uuid.UUID, at: datetime) -> dict[str, uuid.UUID]:
    """A meeting, a plan with one action, a proposal and a danger, as rows of that question."""
    day, by = at.date(), world.people["@site"]
    meeting = Meeting.objects.create(
        question_id=question, kind="talk", topic=world.canary("meeting", owner), created_at=at
    )
    plan = Plan.objects.create(
        question_id=question, starts_on=day, ends_on=day + timedelta(days=120), check_ins_on=[],
        is_coach_offered=True, is_label_shown=True, written_at=at, written_by=by,
    )  # fmt: skip
    help_ = PlanAction.objects.create(
        question_id=question, plan=plan, what=world.canary("plan", owner), owner="Clinic manager",
        due=day + timedelta(days=30), delivered_means="works two days a week",
    )  # fmt: skip
    proposal = Proposal.objects.create(
        question_id=question, expectation=world.canary("proposal", owner),
        consequence=world.canary("proposal", owner), proposed_at=at, proposed_by=by,
    )  # fmt: skip
    danger = Danger.objects.create(
        question_id=question, category="fraud", facts=world.canary("danger", owner),
        referral="the law", named_at=at, named_by=by,
    )  # fmt: skip
    return {"meeting": meeting.pk, "action": help_.pk, "proposal": proposal.pk, "danger": danger.pk}


def _post(world: World, owner: str, at: datetime) -> None:
    """What is written of somebody's work: their clinic's name, which only they and the office may read."""
    day, by = at.date(), world.people["@site"]
    written = {"subject": world.people[owner], "first_on": day, "recorded_at": at, "recorded_by": by}
    Post.objects.create(**written, peer_group="family", clinic=world.canary("post", owner))
    Leave.objects.create(**written, last_on=day)


def _numbers(world: World, at: datetime) -> None:
    said = [
        finding(who, sentence=f"{world.canary('numbers', who)}, {world.number(who)} of them.")
        for who in ("bob", "erin")
    ]
    month = result(*said, codes=("bob", "tim", "carol", "erin"))
    file = measurement.Files(
        "a" * 64,
        (f"{world.canary('file', 'site')}.csv",),
        "",
        12,
        "2024-01",
        "2026-10",
        "0",
        {"bp_controlled": 1},
    )
    stef = world.people["stef"]
    batch = measurement.store_month(
        said=measurement.SaidMonth(month, {}, world.people), files=file, by=stef, at=at
    )
    kept = settings.HOME / "imports" / ("a" * 64) / "files"
    kept.mkdir(parents=True)
    (kept / "october.csv").write_text(world.canary("file", "site"))
    upload = measurement.keep_upload(upload_id=uuid.uuid4(), by=stef, at=at)
    waiting = settings.HOME / "incoming" / str(upload.pk)
    waiting.mkdir(parents=True)
    (waiting / f"{world.canary('file', 'site')}.csv").write_text("nothing,that,is,known\n1,2,3,4\n")
    world.objects |= {"batch": (batch.pk, None), "upload": (upload.pk, None)}


def _written(world: World, owner: str, leader: str, now: datetime) -> None:
    subject, lead = world.people[owner], world.people[leader]
    text = {
        kind: world.canary(kind, owner) for kind in ("comment", "talk", "point", "promise", "notes", "notice")
    }
    Comment.objects.create(subject=subject, measure_id="bp_controlled", text=text["comment"], written_at=now)
    talk = Talk.objects.create(
        subject=subject, on=now.date(), purpose=text["talk"], invited_at=now, invited_by=lead
    )
    Point.objects.create(subject=subject, text=text["point"], added_at=now, added_by=subject)
    Rhythm.objects.create(subject=subject, weeks=6, set_at=now, set_by=lead)
    promise = Promise.objects.create(
        subject=subject, owed_by=lead, owed_to=subject, text=text["promise"],
        due=now.date() + timedelta(days=9), made_at=now,
    )  # fmt: skip
    load = LoadReport.objects.create(subject=lead, clinicians=9, need=400, available=240, sent_at=now)
    need = Need.objects.create(subject=lead, text=world.canary("need", owner), sent_at=now)
    answer = {"words": world.canary("need", owner), "answered_at": now, "answered_by": world.people["@site"]}
    Need.objects.create(subject=lead, text=world.canary("need", owner), sent_at=now, **answer)
    thanks = {"text": world.canary("thanks", owner), "written_at": now, "said_at": now}
    Thanks.objects.create(subject=subject, written_by=lead, **thanks)
    own_notes = world.canary("preparation", owner)
    Scratch.objects.create(subject=lead, about=subject, text=text["notes"], written_at=now)
    Scratch.objects.create(subject=subject, about=subject, text=own_notes, written_at=now)
    Notice.objects.create(subject=subject, text=text["notice"], at=now)
    made = {
        "person": subject.pk,
        "talk": talk.pk,
        "promise": promise.pk,
        "report": load.pk,
        "need": need.pk,
        **_asks(world, owner, lead),
    }
    for word, pk in made.items():
        known = world.objects.get(word)
        world.objects[word] = (known[0], pk) if known else (pk, None)


def _wave(world: World, today: date) -> uuid.UUID:
    """A pulse of bob's team that ended four weeks ago, of twelve answers; and one that ended without a result."""
    asked, leader = instruments()["team-pulse"], str(world.people["alice"].pk)
    days = (today - timedelta(days=40), today - timedelta(days=27))
    groups = (Group("0", (world.canary("pulse", "bob"),), leader, ((leader, "East"),), 14),)
    fixed = {
        "instrument": asked.id, "k": 5, "opens_on": days[0], "closes_on": days[1],
        "definition": Definition(asked, 5, *days, groups).canonical(),
        "launched_at": timezone.now() - timedelta(days=41),
    }  # fmt: skip
    wave, over = Wave.objects.create(**fixed), Wave.objects.create(**fixed)
    over.state, over.why_void = "void", world.canary("pulse", "bob")
    over.ended_at = timezone.now() - timedelta(days=26)
    over.save()
    for state in ("frozen", "open", "closed"):
        wave.state = state
        wave.save()
    for item in asked.items:
        Result.objects.create(wave=wave, item=item.id, groups=["0"], n=12, low=5, high=7)
    wave.state, wave.ended_at = "published", timezone.now() - timedelta(days=26)
    wave.save()
    return wave.pk


def _asks(world: World, owner: str, lead: Person) -> dict[str, uuid.UUID]:
    """One Ask shared and one still a draft, written on the pages as their leader would."""
    client, pages = sign_in(lead), []
    for kind in ("ask", "draft"):
        words = {name: world.canary(kind, owner) for name in ("asker", "because", "stake", "stake_source")}
        form = client.post(f"/people/{world.people[owner].pk}/ask/", {**ASK, **words})
        assert form.status_code == 302, form.content.decode()[:3000]
        pages.append(form["Location"])
    client.post(f"{pages[0]}doable/keep/", SUM)
    shared = client.post(f"{pages[0]}share/")
    assert shared.status_code == 302, shared.content.decode()[:3000]
    draft = AskDraft.unscoped.get(subject=lead)
    return {"draft": draft.pk, "ask": uuid.UUID(shared["Location"].strip("/").split("/")[-1])}
