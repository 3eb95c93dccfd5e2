"""Judging what was imported: the month's words, and every chart of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from tenthhour.apps.measurement import queries as known
from tenthhour.apps.measurement.actions import Drawn, SaidMonth, shared_by
from tenthhour.apps.measurement.queries import Decided
from tenthhour.apps.org import queries as org
from tenthhour.apps.support.queries.pathway import crises
from tenthhour.charts.render import Drawing, svg_many
from tenthhour.charts.series import Marks, describe, spec
from tenthhour.content.loader import measures
from tenthhour.core.finding import Finding, NotSaid
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month, months
from tenthhour.data import store
from tenthhour.data.blocks import distinct, whole
from tenthhour.data.checks import Checked

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.pipeline import Decisions, Hours, MonthResult

Tick = Callable[[int, int], object]  # how many measures are judged, and how many there are


def judged(
    everything: Checked,
    catalogue: Mapping[str, Measure],
    decided: Iterable[Decided] = (),
    tick: Tick = lambda done, of: None,
    on: date | None = None,
) -> MonthResult:
    """Everything the newest month says, after what people decided about the data.

    A month whose results still come in on the day `on` is left out for that measure; made-up data are complete.
    """
    # Loaded here: ibis and scipy take 2 s, and a server that only shows pages needs neither.
    from tenthhour.pipeline import Remembered, run_month

    # The month is said outright: a quarter begun in October would make December the one to judge.
    found = store.span(everything)
    as_of = Month.parse(found[1]) if found else None
    thresholds = Remembered(settings.HOME / "thresholds")
    return run_month(
        everything,
        catalogue,
        as_of,
        thresholds=thresholds,
        decisions=replace(
            decisions(decided, (Month.parse(found[0]), Month.parse(found[1])) if found else None),
            complete_on=None if everything.synthetic else on,
        ),
        tick=tick,
    )


def judged_again(
    *,
    decided: Iterable[Decided],
    by: Person,
    at: datetime,
    without: str | None = None,
    on: date | None = None,
) -> SaidMonth:
    """All files that stand, but one perhaps, judged once more, as on a day (today, if none is given).

    Reading them takes a steward; seconds to a minute.
    """
    catalogue = measures(settings.CONTENT)
    hashes = [h for h in known.standing_hashes(actor=by, at=at) if h != without]
    everything = store.opened(settings.HOME / "imports", hashes)
    result = judged(everything, catalogue, decided, on=on or timezone.localdate(at))
    return SaidMonth(result, draw(result, names(everything), catalogue), org.everyone())


def decisions(decided: Iterable[Decided], span: tuple[Month, Month] | None = None) -> Decisions:
    """What people decided and wrote down of posts and leave, as the pipeline reads it; `span` is what is counted."""
    from tenthhour.pipeline import Answer, Away, Crisis, Decisions, Rebase, Redefinition

    rows = list(decided)
    return Decisions(
        crises=tuple(
            Crisis(Month.of(c.starts_on), Month.of(c.ends_on - timedelta(days=1)), c.reason) for c in crises()
        ),
        answers=tuple(
            Answer(d.measure_id, month, d.clinician_id)
            for d in rows
            if d.kind == "right"
            for month in months(d.first, d.last)
        ),
        rebases=tuple(
            Rebase(d.measure_id, d.first, d.reason, d.clinician_id) for d in rows if d.kind == "new_level"
        ),
        definitions=tuple(
            Redefinition(d.measure_id, d.first, d.reason) for d in rows if d.kind == "definition"
        ),
        away=tuple(
            Away(code, leave.first, leave.last)
            for code, spans in org.away_by_code().items()
            for leave in spans
        ),
        hours=tuple(_hours(*span)) if span else (),
    )


def _hours(first: Month, last: Month) -> Iterator[Hours]:
    """Every change of somebody's share of a full clinical post, by month."""
    from tenthhour.pipeline import Hours

    for code, shares in org.fte_by_month(first, last).items():
        known = [(first + at, share) for at, share in enumerate(shares) if share]
        for (_, before), (month, after) in pairwise(known):
            if before != after:
                yield Hours(code, month, before, after)


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
    for series in result.shared:
        measure, group = catalogue[series.measure_id], series.clinician_id
        words = describe(series, measure, None, "everyone" if group == "everyone" else f"everyone in {group}")
        wanted[shared_by(group), measure.id] = Drawing(
            spec(series, measure, None, marks), measure.title, words
        )
    svgs = known.drawn_before([d.key for d in wanted.values()])
    missing = list({d.key: d for d in wanted.values() if d.key not in svgs}.values())
    svgs |= dict(zip([d.key for d in missing], svg_many(missing), strict=True))
    return {key: Drawn(d.key, svgs[d.key], d.description) for key, d in wanted.items()}


def people_in(everything: Checked) -> list[dict[str, object]]:
    """Rows of the clinicians table; without one, everyone named in the results."""
    table = everything.tables.get("clinicians")
    listed = whole(table).to_pylist() if table is not None else []
    named = {row["clinician_id"] for row in listed}
    others = {i for t in everything.tables.values() for i in distinct(t, "clinician_id").to_pylist()} - named
    return [*listed, *({"clinician_id": i} for i in sorted(others))]


def names(everything: Checked) -> dict[str, str]:
    """What to call everyone, by code."""
    rows = people_in(everything)
    return {str(r["clinician_id"]): str(r.get("name") or r["clinician_id"]) for r in rows}
