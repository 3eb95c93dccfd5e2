"""`action(...)`: permission, change, audit row and notice in one transaction, or not at all."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tenthhour.apps.org.access import NotConfirmed, holds, is_fresh
from tenthhour.apps.org.models import AuditDetail, AuditEntry, AuditHead, Notice, Person
from tenthhour.apps.org.policies import POLICIES, READ_OF_OTHER, TABLE
from tenthhour.apps.org.privacy.keys import key_file
from tenthhour.core import audit as chain
from tenthhour.core.errors import Refused

POLICY_VERSION = hashlib.sha256(repr([(p.name, sorted(p.kinds)) for p in POLICIES]).encode()).hexdigest()[:12]


@dataclass
class Act:
    """What an act adds while it runs: whom to tell, and what it was done to."""

    obj: str = ""
    detail: str = ""
    notices: list[tuple[Person, str]] = field(default_factory=list)

    def notify(self, person: Person, sentence: str) -> None:
        self.notices.append((person, sentence))


@contextmanager
def action(
    actor: Person,
    name: str,
    *,
    at: datetime,
    subject: Person | None = None,
    detail: str = "",
    question: uuid.UUID | None = None,
) -> Iterator[Act]:
    """Run a change together with its audit row and notices in one transaction.

    The head of the record is locked first, so acts queue before they write anything. Name the `question`
    where a policy names a kind held towards one question.

    Raises:
        Refused: The actor holds no assignment the policy asks for.
        NotConfirmed: The act is grave and the actor has not shown within ten minutes who they are.

    """
    line = TABLE[name]
    act = Act(detail=detail)
    with transaction.atomic():
        head = _locked_head(at)
        if not holds(line, actor, subject, at, question):
            raise Refused("You are not the person who may do this.")
        if line.sudo and not is_fresh(actor.confirmed_at, at):
            raise NotConfirmed(name)
        yield act
        head.refresh_from_db(fields=["seq", "link"])  # an act inside this one has moved it
        _append(head, [_entry(line.act, name, actor, subject, act.obj)], at, act.detail)
        Notice.unscoped.bulk_create(Notice(subject=who, text=text, at=at) for who, text in act.notices)


def record_reads(*, actor: Person, name: str, subjects: Iterable[uuid.UUID], at: datetime) -> int:
    """One row for each other person whose data a page showed; gives the number of rows."""
    others = sorted({str(s) for s in subjects} - {str(actor.pk)})
    if not others:
        return 0
    entries = [
        {"kind": "read", "action": name, "actor_ref": str(actor.pk), "object_ref": "", "subject_ref": s}
        for s in others
    ]
    with transaction.atomic():
        _append(_locked_head(at), entries, at, "")
    return len(others)


class ReadsAreRecorded:
    """A page with another person's data leaves the server after its audit rows are written, or not at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        line = getattr(request, "policy", None)
        if line is None or line.audit != READ_OF_OTHER or response.status_code != 200:
            return response
        try:
            subjects = response.subjects  # type: ignore[attr-defined]
            record_reads(actor=request.actor, name=line.name, subjects=subjects, at=request.at)  # type: ignore[attr-defined]
        except (DatabaseError, Refused):
            return HttpResponse(
                "This page could not be recorded, so it is not shown. Try again in a minute.", status=503
            )
        return response


def entries() -> Iterator[chain.Entry]:
    """The whole record in order, as core's own values, for `core.audit.verify`."""
    names = list(chain.Entry.__dataclass_fields__)
    for row in AuditEntry.unscoped.order_by("seq").iterator():
        values = {n: getattr(row, n) for n in names}
        yield chain.Entry(**{**values, "at": _microseconds(row.at)})


def key() -> bytes:
    """The key of the seals: 32 bytes outside the database, made with the first entry and never again.

    Raises:
        Refused: The key is lost although entries exist, or others may read it.

    """
    return key_file("audit.key", make=lambda: secrets.token_bytes(32), in_use=AuditHead.objects.exists)


def _locked_head(at: datetime) -> AuditHead:
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        key()
        head = AuditHead(id=1, installation=str(uuid.uuid4()), seq=0, link=chain.START)
        start = {"kind": "write", "action": "chain.start", "actor_ref": "", "subject_ref": ""}
        _append(head, [{**start, "object_ref": head.installation}], at, "")
    return head


def _entry(kind: str, name: str, actor: Person, subject: Person | None, obj: str) -> dict[str, str]:
    about = str(subject.pk) if subject else ""
    return {
        "kind": kind,
        "action": name,
        "actor_ref": str(actor.pk),
        "object_ref": obj,
        "subject_ref": about,
    }


def _append(head: AuditHead, new: list[dict[str, str]], at: datetime, detail: str) -> None:
    secret = key()
    rows, details = [], []
    for fields in new:
        salt = secrets.token_bytes(32)
        entry = chain.Entry(
            seq=head.seq + 1,
            at=_microseconds(at),
            detail_digest=chain.digest(salt, detail) if detail else "",
            policy_version=POLICY_VERSION,
            key_id=hashlib.sha256(secret).hexdigest()[:16],
            **fields,
        )
        sealed = chain.seal(entry, head.link, secret)
        head.seq, head.link = sealed.seq, sealed.link
        rows.append(_row(sealed, at))
        details.append(AuditDetail(seq=sealed.seq, salt=salt, text=detail))
    AuditEntry.unscoped.bulk_create(rows)
    if detail:
        AuditDetail.objects.bulk_create(details)
    head.save()


def _row(sealed: chain.Entry, at: datetime) -> AuditEntry:
    names: list[str] = list(chain.Entry.__dataclass_fields__)
    values: dict[str, Any] = dict(zip(names, astuple(sealed), strict=True))
    return AuditEntry(**{**values, "at": at})


def _microseconds(at: datetime) -> int:
    since = timezone.localtime(at, UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
