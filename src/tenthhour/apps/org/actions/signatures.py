"""What two people decide: legal holds and their end, erasures, and how long rows are kept."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from tenthhour.apps.org.actions.assignments import Grant, begin
from tenthhour.apps.org.audit import Act, action
from tenthhour.apps.org.models import (
    AuditDetail,
    AuditEntry,
    Erasure,
    Hold,
    HoldRelease,
    Person,
    RetentionPolicy,
    TwoSigned,
    Unsealing,
)
from tenthhour.apps.org.privacy import RETENTION, standing
from tenthhour.apps.org.queries import holders, unsealing
from tenthhour.core.audit import ERASED
from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused

Signed = TypeVar("Signed", bound=TwoSigned)
_ACTS: dict[type[TwoSigned], str] = {
    Hold: "org.hold.place",
    HoldRelease: "org.hold.release",
    Unsealing: "org.question.unseal",
    Erasure: "org.erase",
    RetentionPolicy: "org.retention.sign",
}
FEWEST_DAYS = 365
UNSEALED_DAYS = 14


def place_hold(*, subject: Person | None, reason: str, by: Person, at: datetime) -> Hold:
    """Stop every erasure about a person, or about everybody; a second person confirms it."""
    return _asked(Hold(subject=subject), subject, reason, by, at)


def release_hold(*, hold_id: uuid.UUID, reason: str, by: Person, at: datetime) -> HoldRelease:
    """Ask for the end of a hold; it ends when a second person agrees.

    Raises:
        Refused: It does not stand, or its end is asked for already.

    """
    hold = standing().filter(pk=hold_id).select_related("subject").first()
    if hold is None or HoldRelease.objects.filter(hold=hold).exists():
        raise Refused("This hold has ended, or its end is asked for already. Nothing changed.")
    return _asked(HoldRelease(hold=hold), hold.subject, reason, by, at)


def ask_erasure(*, subject: Person, reason: str, by: Person, at: datetime) -> Erasure:
    """Ask that what the record says in words about a person be erased; a second person agrees.

    Raises:
        Refused: A hold covers it.

    """
    _must_be_free(subject)
    return _asked(Erasure(subject=subject), subject, reason, by, at)


def ask_unsealing(
    *, subject: Person, question: uuid.UUID, ground: str, reason: str, by: Person, at: datetime
) -> Unsealing:
    """Ask that one closed question be opened for a court or a hold; a second person agrees, the clinician is told.

    Raises:
        Refused: No hold stands, or it is open or asked for already.

    """
    if ground == "hold" and not _holds_about(subject):
        raise Refused(f"No legal hold covers {subject.name}. Place it first, or name the court.")
    if question in unsealing(at):
        raise Refused("It is open, or its opening is asked for already. Nothing changed.")
    return _asked(Unsealing(subject=subject, question=question, ground=ground), subject, reason, by, at)


def sign_retention(*, days: Mapping[str, int], reason: str, by: Person, at: datetime) -> RetentionPolicy:
    """Write down how many days rows of each class are kept; in force when a second person signs it, too.

    Raises:
        Refused: A class that is not erased by policy, or less than a year.

    """
    wrong = [
        f"{name}: at least {FEWEST_DAYS} days, and only for what a signed policy may erase."
        for name, kept in days.items()
        if name not in RETENTION or not RETENTION[name].by_policy or kept < FEWEST_DAYS
    ]
    if wrong:
        raise Refused(*wrong)
    return _asked(RetentionPolicy(days=dict(days)), None, reason, by, at)


def agree(*, row_id: uuid.UUID, by: Person, at: datetime) -> TwoSigned:
    """The second signature, by somebody else than the first.

    Raises:
        Refused: Nothing waits under this id, or the person signed first.

    """
    found = (m._default_manager.filter(pk=row_id, agreed_at__isnull=True).first() for m in _ACTS)
    row = next((r for r in found if r is not None), None)
    if row is None:
        raise Refused("This waits for nobody any more. Nothing changed.")
    if row.asked_by_id == by.pk:
        raise Refused("You asked for this yourself. Somebody else must agree.")
    with transaction.atomic():
        if isinstance(row, Unsealing):
            row.ends_at = at + timedelta(days=UNSEALED_DAYS)
        _sign(row, by, at)
        if isinstance(row, Erasure):
            _erase(row, by, at)
    return row


def erase_details(
    *, seqs: list[int], about: Mapping[str, str], subject: Person | None, by: Person, at: datetime
) -> int:
    """Erase salt and text of entries; the record keeps which ones, why, and that the chain stays whole."""
    with action(by, ERASED, at=at, subject=subject, detail=json.dumps({**about, "entries": seqs})):
        gone, _ = AuditDetail.objects.filter(seq__in=seqs).delete()
    return gone


def _erase(row: Erasure, by: Person, at: datetime) -> None:
    _must_be_free(row.subject)
    theirs = AuditEntry.unscoped.filter(subject_ref=str(row.subject_id)).exclude(action=ERASED)
    seqs = list(AuditDetail.objects.filter(seq__in=theirs.values("seq")).values_list("seq", flat=True))
    about = {"asked_by": str(row.asked_by_id), "agreed_by": str(by.pk), "why": row.reason}
    row.count = erase_details(seqs=seqs, about=about, subject=row.subject, by=by, at=at)
    row.save()


def _asked(row: Signed, subject: Person | None, reason: str, by: Person, at: datetime) -> Signed:
    if len(reason.strip()) < 10:
        raise Refused("Say why, in ten characters or more.")
    with action(by, _ACTS[type(row)], at=at, subject=subject) as act:
        row.reason, row.asked_by, row.asked_at = reason.strip(), by, at
        row.save()
        if isinstance(row, Unsealing):
            act.notify(row.subject, f"{by.name} asks that {_opened(row)} A second person has to agree.")
        act.obj = str(row.pk)
    return row


def _sign(row: TwoSigned, by: Person, at: datetime) -> None:
    hold = row.hold if isinstance(row, HoldRelease) else row
    with action(by, _ACTS[type(row)], at=at, subject=getattr(hold, "subject", None)) as act:
        row.agreed_by, row.agreed_at = by, at
        row.save()
        if isinstance(row, Unsealing):
            _let_in(act, row, by, at)
        act.obj = str(row.pk)


def _let_in(act: Act, row: Unsealing, by: Person, at: datetime) -> None:
    """Whoever is named for the people office reads this one question; the clinician is told who, and until when."""
    members = [p for p in holders(kind="staffs", at=at) if p != row.subject]
    if not members:
        raise Refused(
            "Nobody is named for the people office, who alone may read it. Have somebody named first."
        )
    act.notify(row.subject, f"{row.asked_by.name} and {by.name} agreed that {_opened(row)}")
    inside = holders(kind="people_office", subject=row.subject, question=row.question, at=at)
    for member in set(members) - set(inside):
        grant = Grant("people_office", member, row.subject, row.question, ends_at=row.ends_at)
        # Nobody lets themselves in: to the second who signed the first opens it.
        begin(act, grant, by=by if member != by else row.asked_by, at=at)


def _opened(row: Unsealing) -> str:
    return (
        f"one of your closed questions be opened to the people office for {UNSEALED_DAYS} days, "
        f"because {Unsealing.GROUNDS[row.ground]}: {row.reason}."
    )


def _must_be_free(subject: Person) -> None:
    for hold in _holds_about(subject):
        names = " or ".join(p.name for p in (hold.asked_by, hold.agreed_by) if p)
        day = in_words(hold.asked_at.date())
        raise Refused(f"Not erased: a legal hold placed on {day} covers these records. Ask {names}.")


def _holds_about(subject: Person) -> tuple[Hold, ...]:
    found = standing().select_related("asked_by", "agreed_by")
    return tuple(found.filter(Q(subject=subject) | Q(subject__isnull=True)))
