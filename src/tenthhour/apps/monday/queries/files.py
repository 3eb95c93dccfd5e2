"""What waits to be imported: the check's sentences and what an import would bring."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.content.loader import measures
from tenthhour.core.errors import UserError
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month
from tenthhour.data.blocks import distinct
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import Mapping
from tenthhour.data.sandbox import WEB
from tenthhour.data.store import fingerprint, span

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

_SHOWN = 50


@dataclass(frozen=True)
class Preview:
    """What the files hold, in sentences; importable only when nothing blocks."""

    upload_id: uuid.UUID
    names: tuple[str, ...]
    holds: tuple[str, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    more: int
    may_import: bool


def incoming(upload_id: uuid.UUID) -> Path:
    """The folder in which uploaded files wait."""
    folder: Path = settings.HOME / "incoming" / str(upload_id)
    return folder


def preview(
    *,
    upload_id: uuid.UUID,
    reading: tuple[Mapping, tuple[Measure, ...]] | None = None,
    actor: Person,
    at: datetime,
) -> Preview | None:
    """Read and check files that wait; None where the upload is not the actor's to see.

    `reading` is how a spreadsheet of the clinic's own was matched, with its draft measures.
    """
    if not measurement.may_read_upload(upload_id=upload_id, actor=actor, at=at):
        return None
    names = tuple(sorted(p.name for p in incoming(upload_id).iterdir()))
    try:
        mapping, own = reading or (None, ())
        catalogue = {**measures(settings.CONTENT), **{m.id: m for m in own}}
        checked = check(read([incoming(upload_id)], mapping=mapping, limits=WEB), catalogue)
    except UserError as error:
        return Preview(upload_id, names, (), (str(error),), (), 0, False)
    blocking = tuple(str(p) for p in checked.problems if p.blocking)
    warnings = tuple(str(p) for p in checked.problems if not p.blocking)
    holds = () if blocking else _holds(checked, actor, at)
    more = max(len(blocking) - _SHOWN, 0) + max(len(warnings) - _SHOWN, 0)
    return Preview(upload_id, names, holds, blocking[:_SHOWN], warnings[:_SHOWN], more, not blocking)


def _holds(checked: Checked, actor: Person, at: datetime) -> tuple[str, ...]:
    said = [f"{table.num_rows:,} rows of {name}." for name, table in checked.tables.items()]
    found = span(checked)
    if found:
        first, last = (Month.parse(m).words for m in found)
        said.append(f"Months: {first} to {last}.")
    said.append(_people(checked))
    if measurement.standing_batch(sha256=fingerprint(checked.sources), actor=actor, at=at):
        said.append("Exactly these files are imported already. Importing them again changes nothing.")
    elif found:
        said += _overlap(found, actor, at)
    return tuple(said)


def _people(checked: Checked) -> str:
    ids = {i for t in checked.tables.values() for i in distinct(t, "clinician_id").to_pylist()}
    return f"{len(ids):,} clinicians."


def _overlap(found: tuple[str, str], actor: Person, at: datetime) -> list[str]:
    standing = [b for b in measurement.imports(actor=actor, at=at) if b.undone_at is None]
    if not any(b.first_month <= found[1] and found[0] <= b.last_month for b in standing):
        return []
    return [
        "Some of these months are here already. Where a value differs, the new one counts "
        "from now on, and the pages show it as a correction."
    ]
