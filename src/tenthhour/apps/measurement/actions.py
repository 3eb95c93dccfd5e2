"""Storing what a month says, taking the latest import back, and a clinician's own words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max

from tenthhour.apps.measurement.models import (
    Batch,
    Chart,
    Comment,
    Correction,
    MonthRun,
    PersonMonth,
    StoredFinding,
    StoredNotSaid,
    StoredSeries,
    StoredSystemSignal,
    Upload,
)
from tenthhour.apps.measurement.queries import FINDING, NOT_SAID, SERIES, SYSTEM
from tenthhour.apps.org.access import working_days_after
from tenthhour.apps.org.audit import Act, action
from tenthhour.core.errors import Refused
from tenthhour.core.measurement.series import Point, Series

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.pipeline import MonthResult

# The clinician has three working days with a finding before the leader sees it.
LEAD_TIME = 3


@dataclass(frozen=True)
class Files:
    """What came in, and what will read it: enough to compute the same month again."""

    sha256: str
    names: tuple[str, ...]
    mapping: str
    row_count: int
    first_month: str
    last_month: str
    code_version: str
    measure_versions: Mapping[str, int]


@dataclass(frozen=True)
class Drawn:
    """A finished chart of one clinician and measure."""

    key: str
    svg: str
    description: str


Drawings = Mapping[tuple[str, str], Drawn]


def store_month(
    *,
    result: MonthResult,
    files: Files,
    drawn: Drawings,
    people: Mapping[str, Person],
    by: Person,
    at: datetime,
) -> Batch:
    """Keep a batch and everything its month says, with the audit row: all of it or nothing.

    Args:
        result: What the pipeline found for the latest month.
        files: The batch: hash, names, versions.
        drawn: Charts by (clinician, measure).
        people: Everyone in the files, by code.
        by: Who imports.
        at: When; the clinicians see it from this instant on.

    """
    with action(by, "measurement.batch.import", at=at, detail=f"{', '.join(files.names)}") as act:
        before = _latest_run()
        batch = _store_batch(files, result.synthetic, by, at)
        run = _store_run(batch, result)
        pages = _store_pages(run, result, people, at)
        _store_lines(pages, result, drawn)
        _store_corrections(batch, before, result, people)
        _tell(act, result, people, at)
        act.obj = str(batch.pk)
    return batch


def undo(*, batch_id: uuid.UUID, by: Person, at: datetime) -> Batch:
    """Take the latest import back: what was said before it holds again. Its rows stay readable.

    Raises:
        Refused: It is not the latest, or was taken back already.

    """
    with action(by, "measurement.batch.undo", at=at) as act:
        latest = Batch.objects.visible_to(by, at).filter(undone_at__isnull=True).order_by("-number").first()
        if latest is None or latest.pk != batch_id:
            raise Refused("Only the latest import can be undone. Undo the later ones first.")
        latest.undone_at, latest.undone_by = at, by  # type: ignore[assignment]
        latest.save()
        act.obj = str(latest.pk)
    return latest


def say(*, subject: Person, measure_id: str, text: str, by: Person, at: datetime) -> Comment:
    """A clinician's words on one of their own numbers; they open the page to the leader at once."""
    with action(by, "measurement.comment.create", at=at, subject=subject) as act:
        made = Comment.objects.create(subject=subject, measure_id=measure_id, text=text, written_at=at)
        PersonMonth.objects.visible_to(by, at).filter(subject=subject, leader_from__gt=at).update(
            leader_from=at
        )
        act.obj = str(made.pk)
    return made


def keep_upload(*, upload_id: uuid.UUID, by: Person, at: datetime) -> Upload:
    """Remember files that wait to be imported."""
    with action(by, "measurement.upload.create", at=at) as act:
        act.obj = str(upload_id)
        return Upload.objects.create(id=upload_id, uploaded_by=by, uploaded_at=at)


def _latest_run() -> MonthRun | None:
    runs = MonthRun.objects.filter(batch__undone_at__isnull=True)
    return runs.order_by("-batch__number").first()


def _store_batch(files: Files, is_synthetic: bool, by: Person, at: datetime) -> Batch:
    number = (Batch.objects.visible_to(by, at).aggregate(last=Max("number"))["last"] or 0) + 1
    return Batch.objects.create(
        number=number,
        sha256=files.sha256,
        names=list(files.names),
        mapping=files.mapping,
        row_count=files.row_count,
        first_month=files.first_month,
        last_month=files.last_month,
        is_synthetic=is_synthetic,
        code_version=files.code_version,
        measure_versions=dict(files.measure_versions),
        imported_at=at,
        imported_by=by,
    )


def _store_run(batch: Batch, result: MonthResult) -> MonthRun:
    run = MonthRun.objects.create(
        batch=batch,
        as_of=str(result.as_of),
        is_synthetic=result.synthetic,
        engine=asdict(result.engine),
        budget=asdict(result.budget),
        summaries=[asdict(m) for m in result.measures],
        problems=[asdict(p) for p in result.problems],
    )
    StoredSystemSignal.objects.bulk_create(
        StoredSystemSignal(run=run, body=SYSTEM.dump_python(s, mode="json")) for s in result.system
    )
    return run


def _store_pages(
    run: MonthRun, result: MonthResult, people: Mapping[str, Person], at: datetime
) -> dict[str, PersonMonth]:
    codes = sorted({line.clinician_id for line in (*result.findings, *result.not_said, *result.series)})
    # "The clinician first" begins with the first account; a private trial has no colleague's.
    leader_from = at if settings.TRIAL else working_days_after(at, LEAD_TIME)
    pages = {c: PersonMonth(run=run, subject=people[c], leader_from=leader_from) for c in codes}
    PersonMonth.objects.create_all(pages.values())
    return pages


def _store_lines(pages: Mapping[str, PersonMonth], result: MonthResult, drawn: Drawings) -> None:
    StoredFinding.objects.create_all(
        StoredFinding(page=pages[f.clinician_id], key=f.id, body=FINDING.dump_python(f, mode="json"))
        for f in result.findings
    )
    StoredNotSaid.objects.create_all(
        StoredNotSaid(page=pages[n.clinician_id], body=NOT_SAID.dump_python(n, mode="json"))
        for n in result.not_said
    )
    charts = {d.key: Chart(key=d.key, svg=d.svg) for d in drawn.values()}
    Chart.objects.bulk_create(charts.values(), ignore_conflicts=True)
    StoredSeries.objects.create_all(_series_row(pages, s, drawn) for s in result.series)


def _series_row(pages: Mapping[str, PersonMonth], series: Series, drawn: Drawings) -> StoredSeries:
    chart = drawn.get((series.clinician_id, series.measure_id))
    return StoredSeries(
        page=pages[series.clinician_id],
        measure_id=series.measure_id,
        body=SERIES.dump_python(series, mode="json"),
        chart_id=chart.key if chart else None,
        description=chart.description if chart else "",
    )


def _store_corrections(
    batch: Batch, before: MonthRun | None, result: MonthResult, people: Mapping[str, Person]
) -> None:
    if before is None:
        return
    # The importer compares with what stands, whoever it is about; no other code reads around the scope.
    rows = StoredSeries.unscoped.filter(page__run=before)
    known = {(s.clinician_id, s.measure_id): s for s in (SERIES.validate_python(r.body) for r in rows)}
    changed = [
        Correction(
            batch=batch,
            subject=people[series.clinician_id],
            measure_id=series.measure_id,
            month=str(new.month),
            before=[old.n, old.observed],
            after=[new.n, new.observed],
        )
        for series in result.series
        for old, new in _changed(known.get((series.clinician_id, series.measure_id)), series)
    ]
    Correction.objects.create_all(changed)
    batch.correction_count = len(changed)
    batch.save()


def _changed(before: Series | None, after: Series) -> Iterator[tuple[Point, Point]]:
    """Months both know, with another count or value; a month first filled in is no correction."""
    old = {p.month: p for p in before.points} if before else {}
    for point in after.points:
        was = old.get(point.month)
        if was and was.observed is not None and (was.n, was.observed) != (point.n, point.observed):
            yield was, point


def _tell(act: Act, result: MonthResult, people: Mapping[str, Person], at: datetime) -> None:
    day = working_days_after(at, LEAD_TIME).strftime("%-d %B")
    for code in sorted({f.clinician_id for f in result.findings}):
        act.notify(
            people[code],
            f"Your page for {result.as_of.words} says something new. Your leader sees it from {day} on, "
            "or as soon as you say something about it.",
        )
