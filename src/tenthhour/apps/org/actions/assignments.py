"""Giving and ending assignments: dated, told to the people they concern, never deleted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tenthhour.apps.org.access import held, holds
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.org.policies import PERSON_KINDS, QUESTION_KINDS, STAFFS, TABLE, Kind
from tenthhour.core.errors import Refused

# An assignment that opens someone's data to somebody new starts a day after the person was told.
NOTICE = timedelta(hours=24)
COVER_AT_MOST = timedelta(days=30)

# Which policy lets somebody give, and end, an assignment of a kind.
_GIVEN_UNDER: dict[Kind, str] = {
    "covers": "org.cover.give",
    "coaches": "org.coach.invite",
    "people_office": "org.question.open",
    "reviews": "org.question.open",
    "messenger": "org.question.open",
}
_IN_WORDS: dict[Kind, str] = {
    "leads": "leads {whom}",
    "covers": "stands in for the leader of {whom}",
    "supervises": "supports {whom} as supervisor",
    "coaches": "coaches {whom}",
    "people_office": "reads, for the people office, the file of one question of {whom} and no other",
    "reviews": "reviews one question of {whom} and reads no other",
    "messenger": "carries messages about one event of {whom} and reads nothing else",
    "stewards": "looks after the data",
    "administers": "looks after the server",
    "staffs": "is named for the people office",
}


@dataclass(frozen=True)
class Grant:
    """An assignment to be given: `holder` towards `subject`, one `question` of theirs, or the site.

    `starts_at` is the earliest start wished for; the 24 hours after the notice may move it later.
    """

    kind: Kind
    holder: Person
    subject: Person | None = None
    question: uuid.UUID | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def assign(*, grant: Grant, by: Person, at: datetime) -> Assignment:
    """Give an assignment; holder and subject are told.

    What opens a person's data to somebody new starts 24 hours later: not the first leader or supervisor,
    not what the person invites or a move of the pathway creates. A new leader ends the standing one.

    Raises:
        Refused: Every rule it breaks, in one sentence each.

    """
    name = _GIVEN_UNDER.get(grant.kind, "org.role.give")
    with action(
        by, name, at=at, subject=grant.subject or grant.holder, detail=grant.kind, question=grant.question
    ) as act:
        return begin(act, grant, by=by, at=at)


def begin(act: Act, grant: Grant, *, by: Person, at: datetime) -> Assignment:
    """The same inside an act that is under way, such as an import or a move of the pathway."""
    starts_at = max(grant.starts_at or at, _earliest(grant, at))
    if unmet := [*_unmet(grant, by, at), *_clashes(grant, starts_at)]:
        raise Refused(*unmet)
    if grant.kind == "leads":
        _close(grant, starts_at)
    given = Assignment.objects.create(
        kind=grant.kind,
        holder=grant.holder,
        subject=grant.subject,
        object_ref=grant.question,
        valid_from=starts_at,
        valid_to=grant.ends_at,
        granted_by=by,
    )
    act.obj = str(given.pk)
    _tell(act, given, "from {from_}{to}")
    return given


def end_assignment(*, assignment_id: uuid.UUID, by: Person, at: datetime) -> Assignment:
    """End an assignment now; one that has not begun never begins. Both are told.

    Raises:
        Refused: There is none such, or it ended before.

    """
    given = Assignment.objects.select_related("holder", "subject").filter(pk=assignment_id).first()
    if given is None or given.state == "ended" or (given.valid_to and given.valid_to <= at):
        raise Refused("This assignment has ended already. Nothing changed.")
    name = _GIVEN_UNDER.get(given.kind, "org.role.give")
    with action(
        by,
        name,
        at=at,
        subject=given.subject or given.holder,
        detail=f"{given.kind} ends",
        question=given.object_ref,
    ) as act:
        act.obj = str(given.pk)
        if given.valid_from < at:
            given.valid_to = at
        else:
            given.state = "ended"
        given.save()
        _tell(act, given, "until now")
    return given


def agree_to_cover(*, assignment_id: uuid.UUID, by: Person, at: datetime) -> Assignment:
    """The clinician agrees that a cover may start at once.

    Raises:
        Refused: No cover of theirs waits to start.

    """
    with action(by, "org.cover.agree", at=at, subject=by) as act:
        waiting = Assignment.objects.select_related("holder", "subject").filter(
            pk=assignment_id, kind="covers", subject=by, state="active", valid_from__gt=at
        )
        given = waiting.first()
        if given is None:
            raise Refused("No cover of yours waits to start. Nothing changed.")
        given.valid_from = at
        given.save()
        act.obj = str(given.pk)
        _tell(act, given, "from {from_}{to}")
    return given


def _earliest(grant: Grant, at: datetime) -> datetime:
    if grant.kind not in {"leads", "covers", "supervises"}:
        return at
    earlier = Assignment.objects.filter(kind=grant.kind, subject=grant.subject)
    is_first_setup = grant.kind != "covers" and not earlier.exists()
    return at if is_first_setup else at + NOTICE


def _unmet(grant: Grant, by: Person, at: datetime) -> list[str]:
    found = []
    if grant.holder == by:
        found.append("Nobody gives a role to themselves. Ask someone else who may.")
    if grant.holder == grant.subject:
        found.append("Nobody holds a role towards themselves. Choose another person.")
    if (grant.subject is None) == (grant.kind in PERSON_KINDS | QUESTION_KINDS):
        found.append("Name the person this is about, or none for a duty towards the whole site.")
    if (grant.question is None) == (grant.kind in QUESTION_KINDS):
        found.append("Name the one question this is about.")
    if grant.ends_at is not None and grant.ends_at <= at:
        found.append("The end lies in the past. Give a later day.")
    return [*found, *_unfit(grant, at)]


def _unfit(grant: Grant, at: datetime) -> list[str]:
    holder = grant.holder
    if grant.kind == "people_office" and not held(frozenset({STAFFS}), holder, at).exists():
        return [f"{holder.name} is not named for the people office. Have them named first."]
    if grant.kind == "reviews" and not _is_independent(grant, at):
        return [
            f"{holder.name} leads or supervises here, or looks after the data, so cannot review this. "
            "Name somebody else; it may be an outsider."
        ]
    return []


def _is_independent(grant: Grant, at: datetime) -> bool:
    if grant.subject is None:
        return True
    close = TABLE["org.reviewer.too_close"]
    return not holds(close, grant.holder, grant.subject, at)


def _clashes(grant: Grant, starts_at: datetime) -> list[str]:
    if grant.ends_at is not None and grant.ends_at <= starts_at:
        return [f"It would end before it starts, on {_day(starts_at)}. Give a later end."]
    if grant.kind == "covers" and (grant.ends_at is None or grant.ends_at - starts_at > COVER_AT_MOST):
        return ["A cover lasts 30 days at most. Give an earlier end."]
    if grant.kind != "leads":
        return []
    later = Assignment.objects.filter(kind="leads", subject=grant.subject, valid_from__gte=starts_at)
    if grant.ends_at is not None:
        later = later.filter(valid_from__lt=grant.ends_at)
    return [
        f"{a.holder.name} leads from {_day(a.valid_from)} already. End that first."
        for a in later.exclude(state="ended").select_related("holder")
    ]


def _close(grant: Grant, starts_at: datetime) -> None:
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=starts_at)
    standing = Assignment.objects.filter(
        running, kind="leads", subject=grant.subject, valid_from__lt=starts_at
    )
    standing.exclude(state="ended").update(valid_to=starts_at)


def _tell(act: Act, given: Assignment, when: str) -> None:
    until = f" until {_day(given.valid_to)}" if given.valid_to else ""
    dated = when.format(from_=_day(given.valid_from), to=until)
    whom = given.subject.name if given.subject else ""
    act.notify(given.holder, f"You: {given.holder.name} {_IN_WORDS[given.kind].format(whom=whom)} {dated}.")
    if given.subject:
        act.notify(given.subject, f"{given.holder.name} {_IN_WORDS[given.kind].format(whom='you')} {dated}.")


def _day(at: datetime) -> str:
    return timezone.localtime(at).strftime("%-d %B %Y, %H:%M")
