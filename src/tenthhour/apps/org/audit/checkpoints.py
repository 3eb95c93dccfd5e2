"""Checkpoints: the head of the record, taken down outside the server; and a change of its key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from tenthhour.apps.org import audit
from tenthhour.apps.org.models import AuditHead, Checkpoint, Person
from tenthhour.apps.org.privacy.keys import write_key
from tenthhour.core.audit import ROTATED, mac_of
from tenthhour.core.due import Due

FILE = "checkpoints.txt"


def checkpoint(*, why: str, at: datetime) -> Checkpoint:
    """Take the head of the record as it stands and send it outside: to the site's folder and second person.

    Call it after the act it is about has committed. A head that was taken before is the same checkpoint.

    Args:
        why: Such as "daily", "export" or "move".
        at: Now.

    """
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().get()
        taken, is_new = Checkpoint.objects.get_or_create(
            seq=head.seq,
            defaults={
                "link": head.link,
                "installation": head.installation,
                "key_id": head.key_id,
                "taken_at": at,
                "why": why,
            },
        )
        if is_new:
            transaction.on_commit(lambda: _send_outside(taken))
    return taken


def due(at: datetime) -> Iterator[Due]:
    """The day's checkpoint, where something was recorded since the last one.

    A day that passed without the server gets none: a checkpoint says what stood when it was taken.
    """
    head, last = AuditHead.objects.first(), Checkpoint.objects.order_by("seq").last()
    if head is None or (last is not None and last.seq == head.seq):
        return
    today = datetime.combine(timezone.localdate(at), time.min, timezone.get_current_timezone())
    if last is None or last.taken_at < today:
        yield Due(at, "the day's checkpoint", _daily)  # dated now: what else is due goes before it, and in it


def _daily(at: datetime) -> None:
    checkpoint(why="daily", at=at)


def _send_outside(taken: Checkpoint) -> None:
    line = f"{taken.taken_at:%Y-%m-%d %H:%M} UTC  {taken.printed}  {taken.installation}  {taken.why}\n"
    folder = Path(settings.CHECKPOINTS or settings.HOME)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as out:
        out.write(line)
    if settings.CHECKPOINTS_TO:
        send_mail(
            f"Tenth Hour: checkpoint {taken.printed}",
            f"Keep this mail. It proves later that nothing recorded before it was changed.\n\n{line}",
            None,
            [settings.CHECKPOINTS_TO],
            fail_silently=True,  # the file has it; a mail server that is away must stop nobody's work
        )


def rotate_key(*, by: Person, at: datetime) -> str:
    """Seal with a new key from now on; the old one stays in the file, to verify what it sealed.

    Raises:
        Refused: The person does not look after the server.

    """
    new = audit.new_key()
    secret = bytes.fromhex(new.decode())
    with transaction.atomic():
        with audit.action(by, ROTATED, at=at) as act:
            link = AuditHead.objects.get().link
            act.obj = f"{audit.key_id(secret)}:{mac_of(link, secret)}"
        AuditHead.objects.update(key_id=audit.key_id(secret))
        kept = [*audit.ring().values(), secret]
        # Before the commit: a stop in between leaves a key too many in the file, never one too few.
        write_key(settings.HOME / "audit.key", b"\n".join(k.hex().encode() for k in kept), replace=True)
    return audit.key_id(secret)
