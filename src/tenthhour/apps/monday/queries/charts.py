"""Familiar charts of one number of one person, drawn when somebody asks for them."""

from __future__ import annotations

import json
import uuid
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.queries import ChartView
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.queries import PersonCard
from tenthhour.charts.render import Drawing, svg_many
from tenthhour.content.loader import measures
from tenthhour.core.measurement.measure import Measure

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

_SYSTEMS_QUESTION = (
    "What it asks is the clinic's question: why does the same work come out differently here, from rooms and "
    "templates to who is seen by whom? It is no signal and gives nobody a place."
)


@dataclass(frozen=True)
class ChartsPage:
    """One chart of one number, and the others there are."""

    person: PersonCard
    measure: Measure
    others: tuple[Measure, ...]
    view: str
    views: tuple[tuple[str, str], ...]
    svg: str
    words: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def title(self) -> str:
        return dict(self.views)[self.view]


def charts_page(
    *, person_id: uuid.UUID, measure_id: str, view: str, actor: Person, at: datetime
) -> ChartsPage | None:
    """The chart asked for, or None where person, number or chart is not there for the actor."""
    # Loaded here: scipy takes a second, and no other page needs it.
    from tenthhour.charts import familiar

    person = org.visible_person(person_id=person_id, actor=actor, at=at)
    page = measurement.pages(subjects=[person_id], actor=actor, at=at).get(person_id) if person else None
    if person is None or page is None:
        return None
    catalogue = measures(settings.CONTENT)
    known = {m: v for m, v in measurement.charts(page=page, actor=actor, at=at).items() if m in catalogue}
    if measure_id not in known:
        return None
    measure, series = catalogue[measure_id], known[measure_id].series
    offered = {v: familiar.TITLES[v] for v in familiar.views(series, measure)}
    if known[measure_id].across is not None:
        offered["funnel"] = "Beside colleagues, without names"
    if view not in offered:
        return None
    asked = _Asked(measure, known[measure_id], person.name, page.run.is_synthetic)
    spec, words, heads, cells = _funnel(asked) if view == "funnel" else _familiar(view, asked)
    return ChartsPage(
        person=person,
        measure=measure,
        others=tuple(sorted((catalogue[m] for m in known if m != measure_id), key=lambda m: m.title)),
        view=view,
        views=tuple(offered.items()),
        svg=_drawn(json.dumps(spec, sort_keys=True), measure.title, words),
        words=words,
        heads=heads,
        rows=cells,
    )


@dataclass(frozen=True)
class _Asked:
    measure: Measure
    view: ChartView
    name: str
    synthetic: bool


_Drawn = tuple[dict[str, Any], str, tuple[str, ...], tuple[tuple[str, ...], ...]]


def _familiar(view: str, asked: _Asked) -> _Drawn:
    from tenthhour.charts import familiar

    series, measure = asked.view.series, asked.measure
    heads = ("Month", "Counted", "Value", "Median" if view == "run" else "Mean", "Limits", "Marked")
    return (
        familiar.spec(view, series, measure, synthetic=asked.synthetic),
        familiar.describe(view, series, measure, asked.name),
        heads,
        tuple(astuple(row) for row in familiar.cells(view, series, measure)),
    )


def _funnel(asked: _Asked) -> _Drawn:
    """The question it asks is the clinic's; it gives nobody a place."""
    from tenthhour.charts import funnel as chart

    across, own = asked.view.across, asked.view.own
    if across is None or own is None:
        raise LookupError("no look across was kept with this series")
    made = chart.funnel(across, own, asked.measure.kind)
    seen = (
        "The patients seen are taken out." if across.is_adjusted else "It is not adjusted for who was seen."
    )
    words = f"{chart.describe(made, asked.measure, asked.name)} {seen} {_SYSTEMS_QUESTION}"
    heads = ("Patients", "95 of 100 lie between", "998 of 1,000 lie between")
    return (
        chart.spec(made, asked.measure, asked.synthetic),
        words,
        heads,
        tuple(chart.rows(made, asked.measure)),
    )


@lru_cache(maxsize=100)
def _drawn(spec: str, title: str, words: str) -> str:
    """Drawn in a process of its own, about a second, and kept while this server runs."""
    return svg_many([Drawing(json.loads(spec), title, words)])[0]
