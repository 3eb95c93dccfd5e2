"""What came in: imports, newest first, and the files that wait."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tenthhour.apps.measurement.models import Batch, MonthRun, Upload
from tenthhour.apps.measurement.queries.pages import WAITING

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Import:
    """One line of the list of imports."""

    id: uuid.UUID
    names: tuple[str, ...]
    sha256: str
    mapping: str
    row_count: int
    first_month: str
    last_month: str
    imported_at: datetime
    imported_by_id: uuid.UUID
    undone_at: datetime | None
    correction_count: int
    may_undo: bool


def imports(*, actor: Person, at: datetime) -> tuple[Import, ...]:
    """All imports, newest first; the latest standing one may be undone."""
    rows = list(Batch.objects.visible_to(actor, at).order_by("-number"))
    latest = next((b.pk for b in rows if b.undone_at is None), None)
    return tuple(_import(b, b.pk == latest) for b in rows)


def standing_batch(*, sha256: str, actor: Person, at: datetime) -> Import | None:
    """The import of exactly these files, if it stands."""
    found = Batch.objects.visible_to(actor, at).filter(sha256=sha256, undone_at__isnull=True).first()
    return _import(found, False) if found else None


def standing_hashes(*, actor: Person, at: datetime) -> tuple[str, ...]:
    """Hashes of all imports that stand, oldest first; later ones win where they overlap."""
    rows = Batch.objects.visible_to(actor, at).filter(undone_at__isnull=True).order_by("number")
    return tuple(rows.values_list("sha256", flat=True))


def known_hashes(*, actor: Person, at: datetime) -> frozenset[str]:
    """Hashes of all imports, those taken back as well: their files are kept."""
    return frozenset(Batch.objects.visible_to(actor, at).values_list("sha256", flat=True))


def complete_from() -> date | None:
    """The first day on which results are in that the newest month waits for; None where it waits for nothing."""
    runs = MonthRun.objects.filter(batch__undone_at__isnull=True).order_by("-batch__number", "-pk")
    waiting = runs.values_list("waiting", flat=True).first() or []
    return min((WAITING.validate_python(w).judged_from for w in waiting), default=None)


def waiting_uploads(*, actor: Person, at: datetime) -> tuple[uuid.UUID, ...]:
    """Uploads this person may import, newest first."""
    rows = Upload.objects.visible_to(actor, at).order_by("-uploaded_at")
    return tuple(rows.values_list("pk", flat=True))


def may_read_upload(*, upload_id: uuid.UUID, actor: Person, at: datetime) -> bool:
    return Upload.objects.visible_to(actor, at).filter(pk=upload_id).exists()


def _import(b: Batch, may_undo: bool) -> Import:
    return Import(
        b.pk,
        tuple(b.names),
        b.sha256,
        b.mapping,
        b.row_count,
        b.first_month,
        b.last_month,
        b.imported_at,
        b.imported_by_id,
        b.undone_at,
        b.correction_count,
        may_undo,
    )
