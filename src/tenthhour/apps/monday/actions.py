"""Taking a month in: files to findings, whole or not at all."""

from __future__ import annotations

import io
import json
import shutil
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement import queries as known
from tenthhour.apps.measurement.actions import Drawn, Files
from tenthhour.apps.monday.queries import incoming
from tenthhour.apps.monday.queries.matching import forget, reading, steps, steps_file
from tenthhour.apps.org import actions as org
from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import action
from tenthhour.charts.render import Drawing, svg_many
from tenthhour.charts.series import Marks, describe, spec
from tenthhour.content.loader import measures, write_measure
from tenthhour.core.errors import Refused
from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month
from tenthhour.data import store
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import Mapping as FileMapping
from tenthhour.data.mapping import dump
from tenthhour.data.sandbox import IMPORT, WEB, Limits

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from tenthhour.apps.org.models import Person
    from tenthhour.data.mapping import Mapping as FileMapping
    from tenthhour.pipeline import MonthResult


@dataclass(frozen=True)
class TakenIn:
    """What an import did, in one sentence."""

    batch_id: uuid.UUID
    is_new: bool
    sentence: str
    warnings: tuple[str, ...] = ()


def take_in_month(
    *,
    paths: Sequence[Path],
    by: Person,
    at: datetime,
    mapping: FileMapping | None = None,
    limits: Limits = IMPORT,
) -> TakenIn:
    """Read, check, compute, draw and store: the whole month or nothing. The same files twice change nothing.

    Args:
        paths: Files and folders that belong together.
        by: Who imports; must look after the data.
        at: When; clinicians see their pages from then on.
        mapping: How to read somebody else's file.
        limits: What a file may use up while it is read.

    Raises:
        DataProblem: Something in the files blocks; every problem is carried, nothing is stored.
        Refused: Patient identifiers, or the person may not import.

    """
    catalogue = measures(settings.CONTENT)
    checked = check(read(paths, mapping=mapping, limits=limits), catalogue).require()
    sha256 = store.fingerprint(checked.sources, _written(mapping))
    imports = settings.HOME / "imports"
    with store.lock(imports):
        if standing := known.standing_batch(sha256=sha256, actor=by, at=at):
            return _unchanged(standing)
        store.sweep(imports, known.known_hashes(actor=by, at=at))
        batch = store.Batch(sha256, checked, store.listed(paths), _written(mapping))
        store.keep(imports, batch)
        everything = store.opened(imports, [*known.standing_hashes(actor=by, at=at), sha256])
        result = _judged(everything, catalogue)
        drawn = draw(result, _names(everything), catalogue)
        files = _files(batch, result, catalogue)
        stored = _commit(files, everything, result, drawn, by, at)
    said = f"{', '.join(files.names)}: {files.row_count:,} rows imported. The latest month is {result.as_of.words}."
    return TakenIn(stored, True, said, tuple(str(p) for p in checked.problems))


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
    return packed.getvalue()


def draw(
    result: MonthResult, names: Mapping[str, str], catalogue: Mapping[str, Measure]
) -> dict[tuple[str, str], Drawn]:
    """Every chart of a month, drawn in one fresh process; what was drawn before is not drawn again."""
    said: dict[tuple[str, str], Finding | NotSaid] = {
        (n.clinician_id, n.measure_id): n for n in result.not_said
    }
    said |= {(f.clinician_id, m): f for f in result.findings for m in f.measure_ids if f.kind != "pooled"}
    marks = Marks(synthetic=result.synthetic)
    wanted: dict[tuple[str, str], Drawing] = {}
    for series in result.series:
        key = (series.clinician_id, series.measure_id)
        measure, line = catalogue[series.measure_id], said.get(key)
        finding = line if isinstance(line, Finding) else None
        words = describe(series, measure, line, names.get(series.clinician_id, series.clinician_id))
        wanted[key] = Drawing(spec(series, measure, finding, marks), measure.title, words)
    svgs = known.drawn_before([d.key for d in wanted.values()])
    missing = list({d.key: d for d in wanted.values() if d.key not in svgs}.values())
    svgs |= dict(zip([d.key for d in missing], svg_many(missing), strict=True))
    return {key: Drawn(d.key, svgs[d.key], d.description) for key, d in wanted.items()}


def _commit(
    files: Files,
    everything: Checked,
    result: MonthResult,
    drawn: Mapping[tuple[str, str], Drawn],
    by: Person,
    at: datetime,
) -> uuid.UUID:
    """The one transaction; nothing slow happens inside it."""
    with transaction.atomic():
        everyone = org.enrol(rows=_people(everything), by=by, at=at)
        stored = measurement.store_month(
            result=result, files=files, drawn=drawn, people=everyone, by=by, at=at
        )
    return stored.pk


def _judged(everything: Checked, catalogue: Mapping[str, Measure]) -> MonthResult:
    # Loaded here: ibis and scipy take 2 s, and a server that only shows pages needs neither.
    from tenthhour.pipeline import Remembered, run_month

    # The month is said outright: a quarter begun in October would make December the one to judge.
    found = store.span(everything)
    as_of = Month.parse(found[1]) if found else None
    return run_month(everything, catalogue, as_of, thresholds=Remembered(settings.HOME / "thresholds"))


def _files(batch: store.Batch, result: MonthResult, catalogue: Mapping[str, Measure]) -> Files:
    first, last = store.span(batch.checked) or (str(result.as_of), str(result.as_of))
    return Files(
        sha256=batch.sha256,
        names=tuple(s.file for s in batch.checked.sources),
        mapping=batch.mapping,
        row_count=sum(t.num_rows for t in batch.checked.tables.values()),
        first_month=first,
        last_month=last,
        code_version=settings.CODE_VERSION,
        measure_versions={m.id: catalogue[m.id].version for m in result.measures},
    )


def _people(everything: Checked) -> list[dict[str, object]]:
    """Rows of the clinicians table; without one, everyone named in the results."""
    table = everything.tables.get("clinicians")
    listed = table.to_pylist() if table is not None else []
    named = {row["clinician_id"] for row in listed}
    others = {i for t in everything.tables.values() for i in t["clinician_id"].unique().to_pylist()} - named
    return [*listed, *({"clinician_id": i} for i in sorted(others))]


def _names(everything: Checked) -> dict[str, str]:
    rows = _people(everything)
    return {str(r["clinician_id"]): str(r.get("name") or r["clinician_id"]) for r in rows}


def _unchanged(standing: known.Import) -> TakenIn:
    who = people.names([standing.imported_by_id]).get(standing.imported_by_id, "somebody")
    day = standing.imported_at.strftime("%-d %B %Y")
    return TakenIn(
        standing.id,
        False,
        f"{', '.join(standing.names)}: imported on {day} by {who} already. Nothing changed.",
    )


def _written(mapping: FileMapping | None) -> str:
    return "" if mapping is None else dump(mapping)
