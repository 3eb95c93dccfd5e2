"""What was said, as frozen values, for whoever may read it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Value
from pydantic import TypeAdapter

from tenthhour.apps.measurement.models import (
    Chart,
    Comment,
    Correction,
    MonthRun,
    PersonMonth,
    StoredFinding,
    StoredNotSaid,
    StoredSeries,
    StoredSystemSignal,
)
from tenthhour.core.data_question import DataQuestion
from tenthhour.core.finding import Finding, Level, NotSaid, SystemSignal, Waiting
from tenthhour.core.measurement.across import Across, Own
from tenthhour.core.measurement.series import Series
from tenthhour.core.month import Month

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

FINDING = TypeAdapter(Finding)
NOT_SAID = TypeAdapter(NotSaid)
SYSTEM = TypeAdapter(SystemSignal)
SERIES = TypeAdapter(Series)
LEVEL = TypeAdapter(Level)
QUESTION = TypeAdapter(DataQuestion)
ACROSS = TypeAdapter(Across)
OWN = TypeAdapter(Own)
WAITING = TypeAdapter(Waiting)


@dataclass(frozen=True)
class Run:
    """Where a month's words come from."""

    id: int
    as_of: Month
    expected_false: float
    is_synthetic: bool
    file_names: tuple[str, ...]
    file_sha256: str
    code_version: str
    measure_versions: dict[str, int]
    imported_at: datetime
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True)
class Page:
    """One person's latest month, as far as the reader may see it."""

    id: int
    subject_id: uuid.UUID
    run: Run
    leader_from: datetime
    findings: tuple[Finding, ...]
    not_said: tuple[NotSaid, ...]


@dataclass(frozen=True)
class ChartView:
    """One measure's months with the drawing and its words, and the level of the last year."""

    series: Series
    svg: str
    description: str
    level: Level | None
    proposal: DataQuestion | None = None
    across: Across | None = None
    own: Own | None = None


@dataclass(frozen=True)
class SharedChange:
    """What changed for everybody of a group, with its chart where it was drawn."""

    signal: SystemSignal
    chart: ChartView | None


@dataclass(frozen=True)
class Changed:
    """A value that a later file corrected."""

    measure_id: str
    month: Month
    before: float | None
    after: float | None
    file_names: tuple[str, ...]
    imported_at: datetime


@dataclass(frozen=True)
class Said:
    """A clinician's comment."""

    measure_id: str
    text: str
    written_at: datetime


def pages(*, subjects: Collection[uuid.UUID], actor: Person, at: datetime) -> dict[uuid.UUID, Page]:
    """The latest page of each of these people that the actor may read, by person."""
    mine = PersonMonth.objects.visible_to(actor, at).filter(run__batch__undone_at__isnull=True)
    newest = mine.filter(subject=OuterRef("subject")).order_by("-run__batch__number", "-run").values("pk")[:1]
    rows = mine.filter(subject__in=subjects, pk=Subquery(newest)).select_related("run__batch")
    found = {row.pk: row for row in rows}
    findings, silences = _said(found, actor, at)
    return {
        row.subject_id: Page(
            row.pk,
            row.subject_id,
            _run(row.run),
            row.leader_from,
            tuple(findings.get(row.pk, ())),
            tuple(silences.get(row.pk, ())),
        )
        for row in found.values()
    }


def shared_changes(
    *, runs: Iterable[int], peer_groups: Collection[str], teams: Collection[str]
) -> tuple[SharedChange, ...]:
    """What changed for everybody of these groups and teams, each once, by measure.

    Small groups are compared with their team or with the whole clinic, so its change is theirs, too; what
    another team shares is not.
    """
    rows = StoredSystemSignal.objects.filter(run__in=set(runs)).select_related("chart").order_by("pk")
    found = {c.signal.id: c for c in map(_shared_change, rows)}
    groups = {*peer_groups, *(f"team {name}" for name in teams), "everyone"}
    own = [
        c for c in found.values()
        if (c.signal.team in teams if c.signal.team else c.signal.peer_group in groups or not any(peer_groups))
    ]  # fmt: skip
    return tuple(
        sorted(own, key=lambda c: (c.signal.measure_id, c.signal.first_signalled, c.signal.peer_group))
    )


def _shared_change(row: StoredSystemSignal) -> SharedChange:
    signal = SYSTEM.validate_python(row.body)
    if row.series is None or row.chart is None:
        return SharedChange(signal, None)
    view = ChartView(SERIES.validate_python(row.series), row.chart.svg, row.description, None)
    return SharedChange(signal, view)


def charts(*, page: Page, actor: Person, at: datetime) -> dict[str, ChartView]:
    """The charts of a page by measure."""
    rows = StoredSeries.objects.visible_to(actor, at).filter(page=page.id).select_related("chart", "across")
    return {
        r.measure_id: ChartView(
            SERIES.validate_python(r.body),
            r.chart.svg if r.chart else "",
            r.description,
            LEVEL.validate_python(r.level) if r.level else None,
            QUESTION.validate_python(r.proposal) if r.proposal else None,
            ACROSS.validate_python(r.across.body) if r.across else None,
            OWN.validate_python(r.own_point) if r.own_point else None,
        )
        for r in rows
    }


def corrections(*, subject_id: uuid.UUID, actor: Person, at: datetime) -> tuple[Changed, ...]:
    """Values of this person that later files changed, oldest first."""
    rows = Correction.objects.visible_to(actor, at).filter(subject=subject_id, batch__undone_at__isnull=True)
    return tuple(
        Changed(
            r.measure_id,
            Month.parse(r.month),
            r.before[1],
            r.after[1],
            tuple(r.batch.names),
            r.batch.imported_at,
        )
        for r in rows.select_related("batch").order_by("batch__number", "measure_id", "month")
    )


def comments(*, subject_id: uuid.UUID, actor: Person, at: datetime) -> dict[str, list[Said]]:
    """What this person said, by measure, oldest first."""
    found: dict[str, list[Said]] = {}
    for row in Comment.objects.visible_to(actor, at).filter(subject=subject_id).order_by("written_at"):
        found.setdefault(row.measure_id, []).append(Said(row.measure_id, row.text, row.written_at))
    return found


def drawn_before(keys: Collection[str]) -> dict[str, str]:
    """Drawings kept already, by content hash."""
    wanted = list(keys)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        rows = Chart.objects.filter(key__in=wanted[start : start + 500])
        found.update(rows.values_list("key", "svg"))
    return found


def _run(run: MonthRun) -> Run:
    return Run(
        run.pk,
        Month.parse(run.as_of),
        float(run.budget["expected_false_next_quarter"]),
        run.is_synthetic,
        tuple(run.batch.names),
        run.batch.sha256,
        run.batch.code_version,
        run.batch.measure_versions,
        run.batch.imported_at,
        tuple(WAITING.validate_python(w) for w in run.waiting),
    )


def _said(pages, actor: Person, at: datetime):
    """The findings and the silences of these pages, each by page, in one query."""
    tables = ((0, StoredFinding, FINDING), (1, StoredNotSaid, NOT_SAID))
    first, second = (
        model.objects.visible_to(actor, at).filter(page__in=pages).values_list(Value(which), "page", "body")
        for which, model, _ in tables
    )
    found: tuple[dict[int, list[object]], ...] = ({}, {})
    for which, page, body in first.union(second, all=True):
        found[which].setdefault(page, []).append(tables[which][2].validate_python(body))
    return found
