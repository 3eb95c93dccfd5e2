"""People and assignments as the other apps see them: frozen cards, never rows."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.utils import timezone

from tenthhour.apps.org.access import counting, held
from tenthhour.apps.org.models import Assignment, AuditEntry, Notice, Person, User, gone
from tenthhour.apps.org.policies import LEADERS

TRIAL_CODE = "@you"
ROLE_WORDS = {
    "leads": "leader",
    "covers": "leader",
    "supervises": "supervisor",
    "coaches": "coach",
    "staffs": "people office",
    "reviews": "reviewer",
    "stewards": "steward",
    "administers": "administrator",
}


@dataclass(frozen=True)
class PersonCard:
    """A person as pages show them."""

    id: uuid.UUID
    code: str
    name: str
    peer_group: str
    team: str


@dataclass(frozen=True)
class Reading:
    """One line of the subject's own access log."""

    at: datetime
    who: str
    role: str
    what: str
    how: str


@dataclass(frozen=True)
class DemoAccount:
    """Somebody the demo lets one sign in as."""

    id: uuid.UUID
    name: str
    role: str


class PersonBackend(ModelBackend):
    """Django's sign-in, fetching the person together with the account: one query a page.

    Whoever left is signed out by the next request: nothing has to be closed on the last day.
    """

    def get_user(self, user_id: Any) -> User | None:
        open_ = User.objects.select_related("person").filter(pk=user_id, is_active=True)
        return open_.exclude(gone(timezone.now())).first()


def is_gone(account: User, at: datetime) -> bool:
    """Whether their last day is over and no role of theirs goes on."""
    return User.objects.filter(gone(at), pk=account.pk).exists()


def card(person: Person) -> PersonCard:
    return PersonCard(person.pk, person.code, person.name, person.peer_group, person.team)


def everyone() -> dict[str, Person]:
    """Everybody by code, for what has to point at people; says nothing of any of them."""
    return {p.code: p for p in Person.unscoped.all()}


def team(*, leader: Person, at: datetime) -> tuple[PersonCard, ...]:
    """The people someone leads or covers at this instant, in alphabetical order."""
    subjects = held(LEADERS, leader, at).values("subject")
    people = Person.unscoped.filter(pk__in=subjects)
    return tuple(sorted((card(p) for p in people), key=lambda c: (c.name.casefold(), c.code)))


def visible_person(*, person_id: uuid.UUID, actor: Person, at: datetime) -> PersonCard | None:
    """A person whose page this actor may open, or None: absent and foreign look alike."""
    found = Person.objects.visible_to(actor, at).filter(pk=person_id).first()
    return card(found) if found else None


def visible_row(*, person_id: uuid.UUID, actor: Person, at: datetime) -> Person | None:
    """The same person as a row, for an app that has to point at them."""
    return Person.objects.visible_to(actor, at).filter(pk=person_id).first()


def known_row(person_id: uuid.UUID) -> Person | None:
    """A person by id, where a secret of their own and no assignment decides what is shown."""
    return Person.unscoped.filter(pk=person_id).first()


def with_account() -> tuple[Person, ...]:
    """Whoever has an account, for what the clock does in each one's own name."""
    return tuple(a.person for a in User.objects.select_related("person").filter(is_active=True))


def names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names of people already known by id, for lines such as «imported by»."""
    return dict(Person.unscoped.filter(pk__in=set(ids)).values_list("pk", "name"))


def named_in(text: str) -> bool:
    """Whether a text seems to name somebody who works here; a reminder, not anonymisation.

    Titles, single letters and the word of our made-up names are not taken for a name.
    """
    spoken = set(re.findall(r"[^\W\d_]{3,}", text))
    known = Person.unscoped.exclude(code__startswith="@").values_list("name", flat=True)
    return any(part in spoken for name in known for part in name.split() if part not in _NOT_NAMES)


_NOT_NAMES = frozenset({"Dr", "Prof", "Mrs", "Miss", "Example", "The", "You", "and"})


READS = {
    "monday.week.read": "saw your line on the Monday page",
    "monday.person.read": "opened your page",
    "monday.charts.read": "opened a chart of yours",
    "org.role.give": "gave or ended a role",
    "org.cover.give": "arranged who stands in for your leader",
    "org.coach.invite": "invited or ended a coach",
    "org.question.open": "opened one question to somebody, or closed it",
    "measurement.batch.import": "imported a file",
    "org.account.make": "made your account",
    "org.account.link": "made a link with which a password for you can be chosen",
    "org.account.close": "closed or opened your account",
    "measurement.question.read": "saw a question about your data",
    "measurement.level.confirm": "confirmed a new baseline for one of your numbers",
    "measurement.question.answer": "answered a question about your data",
    "org.hold.place": "placed or confirmed a legal hold on your records",
    "org.hold.release": "asked for, or agreed to, the end of a legal hold",
    "org.question.unseal": "asked for, or agreed to, the opening of a closed question for a court or a hold",
    "org.erase": "asked for, or agreed to, an erasure",
    "detail.erased": "erased what the record says in words about you",
    "org.expire": "erased something of yours whose time was over",
    "support.ask.list": "saw the list of asks",
    "support.ask.read": "opened what is asked of you",
    "support.ask.share": "shared an ask with you",
    "support.ask.answer": "wrote down an answer to an ask",
    "support.sum.read": "opened the sum of an ask",
    "support.sum.pdf": "printed the sum of an ask",
    "support.question.read": "opened a question about you",
    "support.question.list": "saw the list of your questions",
    "support.question.open": "opened a question about you",
    "support.question.step": "took a step, or said yes to one",
    "support.question.refused": "asked for a step that was refused",
    "support.figures.note": "imported figures for a question",
    "support.dispute.read": "saw your question about the data",
    "support.dispute.answer": "answered your question about the data",
    "support.dispute.second": "gave a second opinion on the data",
    "support.meeting.invite": "invited you to a meeting",
    "support.meeting.write": "wrote down a meeting with you",
    "support.meeting.declined": "confirmed that dates were offered and declined",
    "support.statement.add": "added a statement to a question",
    "support.plan.write": "opened or wrote a plan of help",
    "support.plan.again": "opened or wrote a plan of help to go back to",
    "support.formal.read": "opened a formal step about you",
    "support.proposal.write": "proposed a written expectation",
    "support.proposal.withdraw": "took a proposed formal step back",
    "support.formal.review": "wrote a reviewer's note",
    "support.danger.read": "opened a danger that was named",
    "support.danger.name": "named a danger or a legal duty",
    "support.file.take": "took the file of a question away",
    "support.action.deliver": "said that help was delivered",
    "support.plan.deliver": "said that help was delivered",
    "support.plan.confirm": "said whether help was delivered",
    "support.letter.ask": "opened a letter about an ask",
    "support.brief.read": "opened the page for your talk",
    "support.brief.pdf": "printed the page for your talk",
    "support.talk.invite": "invited you to a talk",
    "support.talk.read": "opened your talks and their agenda",
    "support.talk.calendar": "took a talk into a calendar",
    "support.talk.move": "moved a talk",
    "support.talk.cancel": "called a talk off",
    "support.talk.summarise": "wrote down what you agreed in a talk",
    "support.talk.acknowledge": "confirmed that you met",
    "support.point.write": "wrote or finished points of the agenda",
    "support.rhythm.set": "changed how often you meet",
    "support.load.answer": "answered about your time",
    "support.need.answer": "answered what you need in a crisis",
    "support.answer.late": "said that an answer to you is late",
    "support.thanks.say": "thanked you",
    "support.guide.read": "saw in the guide whether you have an account and a talk",
    "support.promise.read": "opened the promises between you",
    "support.promise.calendar": "took a promise into a calendar",
    "support.promise.make": "made or settled a promise",
    "support.formal.step": "said yes to a formal step",
    "support.formal.reviewer": "named who reviews",
    "support.danger.ring": "told whoever decides that a danger is still open",
    "support.danger.step": "said yes to a step of a danger that was named",
    "support.draft.share": "shared an ask with you",
    "support.talk.happened": "wrote down a talk with you",
    "support.promise.settle": "settled a promise",
    "support.promise.date": "gave a promise another date",
    "support.promise.miss": "said that a promise was missed",
    "support.supervision.read": "saw your work as a leader in numbers",
    "support.adoption.record": "recorded which policy was adopted",
    "support.crisis.declare": "declared or renewed a crisis",
    "org.person.read": "saw your data in a form",
    "org.person.enrol": "entered your months here",
    "org.people.add": "entered you here",
    "org.post.read": "opened what is written of your post and leave",
    "org.post.change": "wrote down a change of your post",
    "org.name.correct": "corrected how your name is written",
    "org.post.correct": "corrected an entry about your post",
    "org.post.end": "wrote down, or took back, your last day",
    "org.leave.read": "read when you are away",
    "org.leave.write": "wrote down when you are away",
    "org.leave.correct": "corrected when you are away",
    "org.retention.sign": "signed how long records are kept",
    "measurement.file.read": "opened a file with your numbers",
    "measurement.upload.create": "brought a file with your numbers",
    "measurement.batch.undo": "took an imported file back",
    "pulse.result.read": "read what your people answered about you",
    "key.rotated": "renewed the key of the record",
}


def notices(*, person: Person, at: datetime, limit: int = 100) -> tuple[tuple[datetime, str], ...]:
    """What somebody was told, newest first."""
    rows = Notice.objects.visible_to(person, at).filter(subject=person).order_by("-at", "-pk")[:limit]
    return tuple((row.at, row.text) for row in rows)


def readings(*, subject: Person, at: datetime, limit: int = 200) -> tuple[Reading, ...]:
    """Who looked at this person's data, newest first."""
    theirs = AuditEntry.objects.visible_to(subject, at).exclude(actor_ref=str(subject.pk))
    rows = list(theirs.order_by("-seq")[:limit])
    ids = {r.actor_ref: uuid.UUID(r.actor_ref) for r in rows if r.actor_ref}
    who = names(ids.values())
    held_then = list(
        Assignment.objects.filter(Q(subject=subject) | Q(subject__isnull=True), holder__in=set(ids.values()))
    )
    return tuple(
        Reading(
            r.at,
            who.get(ids.get(r.actor_ref), "somebody"),  # type: ignore[arg-type]
            _role(held_then, ids.get(r.actor_ref), r.at),
            READS.get(r.action, r.action),
            _how(r),
        )
        for r in rows
    )


def _role(held_then: Iterable[Assignment], actor: uuid.UUID | None, at: datetime) -> str:
    """What somebody was to the person at that instant, as far as an assignment says it."""
    kinds = {
        a.kind
        for a in held_then
        if a.holder_id == actor and a.valid_from <= at and (a.valid_to is None or at < a.valid_to)
    }
    return next((word for kind, word in ROLE_WORDS.items() if kind in kinds), "")


def _how(entry: AuditEntry) -> str:
    if entry.kind != "read":
        return "changed"
    return {"pdf": "printed", "calendar": "as a file"}.get(entry.action.rpartition(".")[2], "on screen")


def demo_accounts(at: datetime) -> tuple[DemoAccount, ...]:
    """Everyone one can sign in as in the demo, by role; nobody anywhere else."""
    if not settings.DEMO:
        return ()
    found = []
    for account in User.objects.select_related("person").filter(is_active=True):
        kinds = set(
            Assignment.objects.filter(counting(at), holder=account.person).values_list("kind", flat=True)
        )
        without = "clinician" if account.person.peer_group else "no role yet"
        role = next((word for kind, word in ROLE_WORDS.items() if kind in kinds), without)
        found.append(DemoAccount(account.pk, account.person.name, role))
    order = ["leader", "clinician", "steward", *ROLE_WORDS.values(), "no role yet"]
    return tuple(sorted(found, key=lambda a: (order.index(a.role), a.name)))


def trial_account() -> User:
    """The one account of a private trial."""
    return User.objects.select_related("person").get(person__code=TRIAL_CODE)
