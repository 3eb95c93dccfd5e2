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
from tenthhour.apps.org.queries.reads import READS

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
