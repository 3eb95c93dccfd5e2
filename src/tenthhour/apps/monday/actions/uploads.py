"""Files that wait: received, matched, imported or let go; and the files of an import handed out again."""

from __future__ import annotations

import io
import json
import shutil
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement import queries as known
from tenthhour.apps.monday.actions.months import TakenIn, take_in_month
from tenthhour.apps.monday.queries import incoming
from tenthhour.apps.monday.queries.matching import forget, reading, steps, steps_file
from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.audit.checkpoints import checkpoint
from tenthhour.content.loader import measures, write_measure
from tenthhour.core.due import Due
from tenthhour.core.errors import Refused
from tenthhour.data import store
from tenthhour.data.sandbox import WEB

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from tenthhour.apps.org.models import Person


def import_upload(*, upload_id: uuid.UUID, by: Person, at: datetime) -> TakenIn:
    """Import files that waited, then let go of the waiting copies.

    Raises:
        Refused: They wait no longer.

    """
    if not incoming(upload_id).is_dir():
        raise Refused("These files wait no longer: they were imported or thrown away. Choose them again.")
    mapping, own = reading(upload_id) or (None, ())
    for measure in own:
        if measure.id not in measures(settings.CONTENT):
            write_measure(measure, settings.CONTENT)
    taken = take_in_month(paths=[incoming(upload_id)], by=by, at=at, mapping=mapping, limits=WEB)
    let_go(upload_id)
    return taken


def match(*, upload_id: uuid.UUID, sheet: str, columns: Mapping[str, tuple[str, str]]) -> None:
    """Keep one more correction of a guess; the one before it can be had back with `unmatch`."""
    done = [*steps(upload_id), {"sheet": sheet, "columns": columns}]
    steps_file(upload_id).write_text(json.dumps(done), encoding="utf-8")


def unmatch(*, upload_id: uuid.UUID) -> None:
    """Take the latest correction back."""
    steps_file(upload_id).write_text(json.dumps(steps(upload_id)[:-1]), encoding="utf-8")


def let_go(upload_id: uuid.UUID) -> None:
    """Delete waiting files and what was said of their columns."""
    shutil.rmtree(incoming(upload_id), ignore_errors=True)
    steps_file(upload_id).unlink(missing_ok=True)
    forget()


def _going(upload_id: uuid.UUID) -> Callable[[datetime], None]:
    return lambda _: let_go(upload_id)


def forgotten(at: datetime) -> Iterator[Due]:
    """Waiting files nobody can reach: their row has expired, or a stop came between the files and the row."""
    rows = {str(u) for u in known.waiting_uploads(actor=the_site(at=at), at=at)}
    for folder in (settings.HOME / "incoming").glob("*-*/"):
        since = datetime.fromtimestamp(folder.stat().st_mtime, UTC) + timedelta(days=1)
        if folder.name not in rows and since <= at:
            yield Due(since, f"files {folder.name}", _going(uuid.UUID(folder.name)))


def wait_with(*, paths: Iterable[Path], by: Person, at: datetime) -> uuid.UUID:
    """Copies of files on this computer, waiting as if they had been uploaded."""
    upload_id = uuid.uuid4()
    incoming(upload_id).mkdir(mode=0o700, parents=True)
    for path in paths:
        shutil.copyfile(path, incoming(upload_id) / path.name)
    measurement.keep_upload(upload_id=upload_id, by=by, at=at)
    return upload_id


def receive(*, uploads: Iterable[UploadedFile], by: Person, at: datetime) -> uuid.UUID:
    """Keep uploaded files under a name nobody can guess until they are imported."""
    upload_id = uuid.uuid4()
    folder = incoming(upload_id)
    folder.mkdir(mode=0o700, parents=True)
    for upload in uploads:
        with (folder / Path(upload.name or "file").name).open("wb") as out:
            shutil.copyfileobj(upload, out)
    measurement.keep_upload(upload_id=upload_id, by=by, at=at)
    return upload_id


def hand_out(*, batch_id: uuid.UUID, by: Person, at: datetime) -> bytes | None:
    """The files of an import as they came, in one archive; None where there is no such import."""
    found = next((b for b in known.imports(actor=by, at=at) if b.id == batch_id), None)
    if found is None:
        return None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in store.files(settings.HOME / "imports", found.sha256):
            archive.write(file, file.name)
    with action(by, "measurement.file.read", at=at) as act:
        act.obj = str(batch_id)
    checkpoint(why="export", at=at)
    return packed.getvalue()
