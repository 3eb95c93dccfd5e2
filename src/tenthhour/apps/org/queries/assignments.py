"""Who stands in which relation to whom at an instant."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tenthhour.apps.org.access import counting, overseen
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.org.policies import ROLES, Kind
from tenthhour.apps.org.queries.people import PersonCard, card

KIND_WORDS: dict[Kind, str] = {
    "leads": "leads",
    "covers": "stands in for the leader of",
    "supervises": "supervises",
    "coaches": "coaches",
    "people_office": "reads one question, for the people office, of",
    "reviews": "reviews one question of",
    "messenger": "carries messages about one event of",
    "stewards": "looks after the data",
    "administers": "looks after the server",
    "staffs": "is named for the people office",
}


@dataclass(frozen=True)
class Role:
    """One assignment as a page shows it: who, towards whom, since when, until when, given by whom."""

    id: uuid.UUID
    kind: Kind
    holder: PersonCard
    subject: PersonCard | None
    question: uuid.UUID | None
    starts_at: datetime
    ends_at: datetime | None
    given_by: str

    @property
    def words(self) -> str:
        """The relation as a person says it."""
        return KIND_WORDS[self.kind]


def holders(
    *, kind: Kind, at: datetime, subject: Person | uuid.UUID | None = None, question: uuid.UUID | None = None
) -> tuple[Person, ...]:
    """Who leads, covers, supervises, coaches somebody, or reviews a question, at this instant; by name.

    Without subject and question: who holds the duty towards the whole site.
    """
    given = Assignment.objects.filter(counting(at), kind=kind, subject=subject, object_ref=question)
    people = {a.holder for a in given.select_related("holder")}
    return tuple(sorted(people, key=lambda p: (p.name.casefold(), p.code)))


def leader_row(person_id: uuid.UUID, at: datetime) -> Person | None:
    """Who leads somebody at this instant."""
    return next(iter(holders(kind="leads", subject=person_id, at=at)), None)


def leader_of(at: datetime) -> dict[uuid.UUID, PersonCard]:
    """Who leads each person that is led at this instant, by the person's id."""
    given = Assignment.objects.filter(counting(at), kind="leads", subject__isnull=False)
    return {a.subject_id: card(a.holder) for a in given.select_related("holder") if a.subject_id}


def rows_towards(*, kind: Kind, holder: Person | uuid.UUID, at: datetime) -> tuple[Person, ...]:
    """The people somebody leads, covers, supervises or coaches at this instant, for an app that points at them."""
    given = Assignment.objects.filter(counting(at), kind=kind, holder=holder, subject__isnull=False)
    people = {a.subject for a in given.select_related("subject") if a.subject}
    return tuple(sorted(people, key=lambda p: (p.name.casefold(), p.code)))


def towards(*, kind: Kind, holder: Person | uuid.UUID, at: datetime) -> tuple[PersonCard, ...]:
    """The same people as cards; by name."""
    return tuple(card(person) for person in rows_towards(kind=kind, holder=holder, at=at))


def questions_of(*, kind: Kind, holder: Person, at: datetime) -> frozenset[uuid.UUID]:
    """The questions opened to a member of the people office, a reviewer or a messenger at this instant."""
    given = Assignment.objects.filter(counting(at), kind=kind, holder=holder, object_ref__isnull=False)
    return frozenset(ref for ref in given.values_list("object_ref", flat=True) if ref)


def overseen_row(*, person_id: uuid.UUID, supervisor: Person, at: datetime) -> Person | None:
    """Somebody led by a leader whom this person supervises, as a row to point at."""
    found = overseen(supervisor, at).filter(subject=person_id).select_related("subject").first()
    return found.subject if found else None


def with_accounts() -> tuple[PersonCard, ...]:
    """Everybody who can sign in, by name."""
    people = (u.person for u in User.objects.filter(is_active=True).select_related("person"))
    return tuple(sorted((card(p) for p in people), key=lambda c: (c.name.casefold(), c.code)))


def account_row(person_id: uuid.UUID) -> Person | None:
    """One of them as a row to point at."""
    found = User.objects.filter(is_active=True, person=person_id).select_related("person").first()
    return found.person if found else None


def pages_of(person: Person, at: datetime) -> frozenset[Kind]:
    """The kinds of assignment someone holds now; decides which page is home."""
    return frozenset(Assignment.objects.filter(counting(at), holder=person).values_list("kind", flat=True))


def roles(*, person: Person, at: datetime) -> tuple[Role, ...]:
    """Every assignment somebody holds or is the subject of, standing or still to come; newest last."""
    concerned = Q(holder=person) | Q(subject=person) | Q(granted_by=person, kind="covers")
    open_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    given = Assignment.objects.filter(concerned, open_ended).exclude(state="ended")
    rows = given.select_related("holder", "subject", "granted_by").order_by("valid_from")
    return tuple(_role(a) for a in rows)


def leaders(*, at: datetime) -> frozenset[str]:
    """Codes of everyone who leads somebody at this instant."""
    return frozenset(
        Assignment.objects.filter(counting(at), kind="leads").values_list("holder__code", flat=True)
    )


@dataclass(frozen=True)
class Offer:
    """What somebody may give: kinds in words, to whom, and towards whom."""

    kinds: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]


_FOR_THE_SITE = (
    ("leads", "leads somebody"),
    ("supervises", "supervises a leader"),
    ("covers", "stands in for somebody's leader"),
    ("stewards", "looks after the data"),
    ("administers", "looks after the server"),
    ("staffs", "is named for the people office"),
)


def gives_roles(person: Person, at: datetime) -> bool:
    """Whether somebody gives the roles of the site: the administrator, or one named for the people office."""
    return bool(pages_of(person, at) & ROLES)


def roles_to_give(person: Person, at: datetime) -> Offer:
    """Roles of the site; a substitute for a leader's own people; a coach for a clinician's own self."""
    people = tuple((str(c.id), c.name) for c in _everybody() if c.id != person.pk)
    if gives_roles(person, at):
        return Offer(_FOR_THE_SITE, people, tuple((str(c.id), c.name) for c in _everybody()))
    led = towards(kind="leads", holder=person, at=at)
    # A list of all colleagues would name other leaders' people: a substitute leads, a coach is no one's peer.
    others = leaders(at=at)
    people = tuple(
        (str(c.id), c.name)
        for c in _everybody()
        if c.id != person.pk and (not c.peer_group or c.code in others)
    )
    kinds = [("covers", "stands in for me")] if led else []
    kinds += [("coaches", "is my coach")] if person.peer_group else []
    subjects = [(str(c.id), c.name) for c in led]
    subjects += [(str(person.pk), "me")] if person.peer_group else []
    return Offer(tuple(kinds), people, tuple(subjects))


def all_roles(*, at: datetime) -> tuple[Role, ...]:
    """Every assignment that stands or is still to come, those of one question left out; by holder."""
    open_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    given = Assignment.objects.filter(open_ended, object_ref__isnull=True).exclude(state="ended")
    rows = given.exclude(kind="coaches").select_related("holder", "subject", "granted_by")
    return tuple(
        sorted((_role(a) for a in rows), key=lambda r: (r.holder.name.casefold(), r.kind, r.starts_at))
    )


def _everybody() -> list[PersonCard]:
    known = (card(p) for p in Person.unscoped.exclude(code__startswith="@"))
    return sorted(known, key=lambda c: (c.name.casefold(), c.code))


def _role(given: Assignment) -> Role:
    return Role(
        given.pk,
        given.kind,
        card(given.holder),
        card(given.subject) if given.subject else None,
        given.object_ref,
        given.valid_from,
        given.valid_to,
        given.granted_by.name if given.granted_by else "",
    )
