"""`action(...)`: permission, change, audit row and notice in one transaction, or not at all."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tenthhour.apps.org.access import NotConfirmed, holds, is_fresh
from tenthhour.apps.org.models import AuditDetail, AuditEntry, AuditHead, Notice, Person
from tenthhour.apps.org.policies import ACT, POLICIES, READ_OF_OTHER, TABLE, Policy
from tenthhour.apps.org.privacy.keys import key_file
from tenthhour.core import audit as chain
from tenthhour.core.errors import Refused

POLICY_VERSION = hashlib.sha256(repr([(p.name, sorted(p.kinds)) for p in POLICIES]).encode()).hexdigest()[:12]


@dataclass
class Act:
    """What an act adds while it runs: whom to tell, and what it was done to.

    `seq` is the number its row of the record will have, for rows that name it; nothing may be nested then.
    """

    seq: int
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
    with transaction.atomic():
        head = _locked_head(at)
        act = Act(head.seq + 1, detail=detail)
        if not holds(line, actor, subject, at, question):
            raise Refused("You are not the person who may do this.")
        if line.sudo and not is_fresh(actor.confirmed_at, at):
            raise NotConfirmed(name)
        yield act
        head.refresh_from_db(fields=["seq", "link", "key_id"])  # an act inside this one has moved it
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
        subjects = _shown(line, response) if line else ()
        if line is None or not subjects:  # nobody's data, and perhaps nobody signed in
            return response
        try:
            record_reads(actor=request.actor, name=_read_as(line), subjects=subjects, at=request.at)  # type: ignore[attr-defined]
        except (DatabaseError, Refused):
            return HttpResponse(
                "This page could not be recorded, so it is not shown. Try again in a minute.", status=503
            )
        return response


def _shown(line: Policy, response: HttpResponse) -> Iterable[uuid.UUID]:
    """Whose data a response holds: a page that reads of others must say so; a form that was refused may show them."""
    if line.audit == READ_OF_OTHER and response.status_code == 200:
        return response.subjects  # type: ignore[attr-defined]
    return getattr(response, "subjects", ()) if line.audit in (READ_OF_OTHER, ACT) else ()


def _read_as(line: Policy) -> str:
    return line.name if line.audit == READ_OF_OTHER else "org.person.read"


def entries() -> Iterator[chain.Entry]:
    """The whole record in order, as core's own values, for `core.audit.prove`."""
    names = list(chain.Entry.__dataclass_fields__)
    for row in AuditEntry.unscoped.order_by("seq").values(*names).iterator(chunk_size=5000):
        yield chain.Entry(**{**row, "at": microseconds(row["at"])})


def done_to(name: str) -> frozenset[str]:
    """What acts of this name were done to, so that what is done once is not done again."""
    return frozenset(AuditEntry.unscoped.filter(action=name).values_list("object_ref", flat=True))


def ring() -> dict[str, bytes]:
    """Every key of the record by its id: 32 bytes each, outside the database, the first made with the first entry.

    Raises:
        Refused: The keys are lost although entries exist, or others may read them.

    """
    kept = key_file("audit.key", make=new_key, in_use=AuditHead.objects.exists)
    return {key_id(k): k for k in map(bytes.fromhex, kept.decode().split())}


def new_key() -> bytes:
    """A line of the key file."""
    return secrets.token_hex(32).encode()


def key_id(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()[:16]


def _locked_head(at: datetime) -> AuditHead:
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        fresh = {"installation": str(uuid.uuid4()), "link": chain.START, "key_id": next(iter(ring()))}
        head = AuditHead(id=1, seq=0, **fresh)
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
    secret = ring().get(head.key_id)
    if secret is None:
        raise Refused(f"audit.key holds no key {head.key_id}, with which the record is sealed. Put it back.")
    rows, details = [], []
    for fields in new:
        salt = secrets.token_bytes(32)
        entry = chain.Entry(
            seq=head.seq + 1,
            at=microseconds(at),
            detail_digest=chain.digest(salt, detail) if detail else "",
            policy_version=POLICY_VERSION,
            key_id=head.key_id,
            nonce=secrets.token_hex(16),
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
    values: dict[str, Any] = {name: getattr(sealed, name) for name in chain.Entry.__dataclass_fields__}
    return AuditEntry(**{**values, "at": at})


def microseconds(at: datetime) -> int:
    """An instant as the record writes it: microseconds since 1970 UTC."""
    since = timezone.localtime(at, UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
