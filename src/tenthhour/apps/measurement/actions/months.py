"""Storing what a month says, when it comes in and when it is judged again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max

from tenthhour.apps.measurement.models import (
    Batch,
    Chart,
    Correction,
    MonthRun,
    PersonMonth,
    StoredAcross,
    StoredFinding,
    StoredNotSaid,
    StoredQuestion,
    StoredSeries,
    StoredSystemSignal,
)
from tenthhour.apps.measurement.queries.pages import (
    ACROSS,
    FINDING,
    LEVEL,
    NOT_SAID,
    OWN,
    QUESTION,
    SERIES,
    SYSTEM,
    WAITING,
)
from tenthhour.apps.org.access import working_days_after
from tenthhour.apps.org.audit import Act, action
from tenthhour.core.finding import Level, SystemSignal
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


@dataclass(frozen=True)
class SaidMonth:
    """What the pipeline found for the latest month, its charts by (clinician, measure), everyone by code."""

    result: MonthResult
    drawn: Drawings
    people: Mapping[str, Person]


def store_month(*, said: SaidMonth, files: Files, by: Person, at: datetime) -> Batch:
    """Keep a batch and everything its month says, with the audit row: all of it or nothing.

    Args:
        said: What the latest month says, of whom.
        files: The batch: hash, names, versions.
        by: Who imports.
        at: When; the clinicians see it from this instant on.

    """
    with action(by, "measurement.batch.import", at=at, detail=f"{', '.join(files.names)}") as act:
        before = latest_run()
        batch = _store_batch(files, said.result.synthetic, by, at)
        changed = store_run(batch=batch, before=before, said=said, at=at)
        _store_corrections(batch, before, said.result, said.people)
        tell(act, said, changed, at)
        act.obj = str(batch.pk)
    return batch


def store_run(*, batch: Batch, before: MonthRun | None, said: SaidMonth, at: datetime) -> frozenset[str]:
    """Keep everything a month says of a batch; gives the codes of those whose page says something else than before."""
    run = _store_run(batch, said)
    changed = _changed_pages(before, said)
    pages = _store_pages(run, before, said, changed, at)
    _store_lines(run, pages, said)
    return changed


def latest_run() -> MonthRun | None:
    """The run that counts now."""
    runs = MonthRun.objects.filter(batch__undone_at__isnull=True)
    return runs.select_related("batch").order_by("-batch__number", "-pk").first()


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


def _store_run(batch: Batch, said: SaidMonth) -> MonthRun:
    result = said.result
    run = MonthRun.objects.create(
        batch=batch,
        as_of=str(result.as_of),
        is_synthetic=result.synthetic,
        engine=asdict(result.engine),
        budget=asdict(result.budget),
        summaries=[asdict(m) for m in result.measures],
        problems=[asdict(p) for p in result.problems],
        complete_on=result.complete_on,
        waiting=[WAITING.dump_python(w, mode="json") for w in result.waiting],
    )
    drawings = {d.key: Chart(key=d.key, svg=d.svg) for d in said.drawn.values()}
    Chart.objects.bulk_create(drawings.values(), ignore_conflicts=True)
    StoredSystemSignal.objects.bulk_create(_system_row(run, said, s) for s in result.system)
    StoredQuestion.objects.create_all(
        StoredQuestion(
            run=run,
            key=q.id,
            subject=said.people[q.clinician_id] if q.clinician_id else None,
            body=QUESTION.dump_python(q, mode="json"),
        )
        for q in result.questions
    )
    return run


def _system_row(run: MonthRun, said: SaidMonth, signal: SystemSignal) -> StoredSystemSignal:
    about = (signal.whose, signal.measure_id)
    series = next((s for s in said.result.shared if (s.clinician_id, s.measure_id) == about), None)
    chart = said.drawn.get((shared_by(signal.whose), signal.measure_id))
    return StoredSystemSignal(
        run=run,
        body=SYSTEM.dump_python(signal, mode="json"),
        series=SERIES.dump_python(series, mode="json") if series else None,
        chart_id=chart.key if chart else None,
        description=chart.description if chart else "",
    )


def shared_by(peer_group: str) -> str:
    """How the drawing of a whole group is named among those of its people."""
    return f"@{peer_group}"


def _lines_of(said: SaidMonth) -> dict[str, list[object]]:
    """Every line of each page as it is stored, by code."""
    found: dict[str, list[object]] = {s.clinician_id: [] for s in said.result.series}
    for finding in said.result.findings:
        found.setdefault(finding.clinician_id, []).append(FINDING.dump_python(finding, mode="json"))
    for silence in said.result.not_said:
        found.setdefault(silence.clinician_id, []).append(NOT_SAID.dump_python(silence, mode="json"))
    return found


def _changed_pages(before: MonthRun | None, said: SaidMonth) -> frozenset[str]:
    """Whose page says something else than the one before."""
    lines = _lines_of(said)
    if before is None:
        return frozenset(lines)
    was: dict[str, list[object]] = {}
    for model in (StoredFinding, StoredNotSaid):
        rows = model.unscoped.filter(page__run=before).order_by("pk")
        for code, body in rows.values_list("page__subject__code", "body"):
            was.setdefault(code, []).append(body)
    return frozenset(code for code, now in lines.items() if now != was.get(code))


def _store_pages(
    run: MonthRun, before: MonthRun | None, said: SaidMonth, changed: frozenset[str], at: datetime
) -> dict[str, PersonMonth]:
    """Where a page says the same as before, there is nothing to be first about: its day stays."""
    # "The clinician first" begins with the first account; a private trial has no colleague's.
    leader_from = at if settings.TRIAL else working_days_after(at, LEAD_TIME)
    rows = PersonMonth.unscoped.filter(run=before) if before else PersonMonth.unscoped.none()
    known = dict(rows.values_list("subject__code", "leader_from"))
    days = {c: leader_from if c in changed else known.get(c, leader_from) for c in sorted(_lines_of(said))}
    pages = {c: PersonMonth(run=run, subject=said.people[c], leader_from=day) for c, day in days.items()}
    PersonMonth.objects.create_all(pages.values())
    return pages


def _store_lines(run: MonthRun, pages: Mapping[str, PersonMonth], said: SaidMonth) -> None:
    result, drawn = said.result, said.drawn
    StoredFinding.objects.create_all(
        StoredFinding(page=pages[f.clinician_id], key=f.id, body=FINDING.dump_python(f, mode="json"))
        for f in result.findings
    )
    StoredNotSaid.objects.create_all(
        StoredNotSaid(page=pages[n.clinician_id], body=NOT_SAID.dump_python(n, mode="json"))
        for n in result.not_said
    )
    levels = {(v.clinician_id, v.measure_id): v for v in result.levels}
    rows = {(s.clinician_id, s.measure_id): _series_row(pages, s, drawn, levels) for s in result.series}
    for p in result.proposals:
        rows[str(p.clinician_id), p.measure_id].proposal = QUESTION.dump_python(p, mode="json")
    for looked in result.across:
        across = StoredAcross.objects.create(run=run, body=ACROSS.dump_python(looked.across, mode="json"))
        for code, own in looked.own.items():
            row = rows[code, looked.across.measure_id]
            row.across, row.own_point = across, OWN.dump_python(own, mode="json")
    StoredSeries.objects.create_all(rows.values())


def _series_row(
    pages: Mapping[str, PersonMonth], series: Series, drawn: Drawings, levels: Mapping[tuple[str, str], Level]
) -> StoredSeries:
    key = (series.clinician_id, series.measure_id)
    chart, level = drawn.get(key), levels.get(key)
    return StoredSeries(
        page=pages[series.clinician_id],
        measure_id=series.measure_id,
        body=SERIES.dump_python(series, mode="json"),
        level=LEVEL.dump_python(level, mode="json") if level else None,
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


def tell(act: Act, said: SaidMonth, changed: frozenset[str], at: datetime) -> None:
    """Everyone about whom something new is said hears it before the leader."""
    day = working_days_after(at, LEAD_TIME).strftime("%-d %B")
    for code in sorted({f.clinician_id for f in said.result.findings} & changed):
        act.notify(
            said.people[code],
            f"Your page for {said.result.as_of.words} says something new. Your leader sees it from {day} on, "
            "or as soon as you say something about it.",
        )
