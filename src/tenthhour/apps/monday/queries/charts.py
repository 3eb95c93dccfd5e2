"""Familiar charts of one number of one person, drawn when somebody asks for them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.queries import PersonCard
from tenthhour.charts.render import Drawing, svg_many
from tenthhour.content.loader import measures
from tenthhour.core.measurement.measure import Measure

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.charts.familiar import Cells


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
    rows: tuple[Cells, ...]

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
    offered = familiar.views(series, measure)
    if view not in offered:
        return None
    words = familiar.describe(view, series, measure, person.name)
    spec = familiar.spec(view, series, measure, synthetic=page.run.is_synthetic)
    return ChartsPage(
        person=person,
        measure=measure,
        others=tuple(sorted((catalogue[m] for m in known if m != measure_id), key=lambda m: m.title)),
        view=view,
        views=tuple((v, familiar.TITLES[v]) for v in offered),
        svg=_drawn(json.dumps(spec, sort_keys=True), measure.title, words),
        words=words,
        rows=tuple(familiar.cells(view, series, measure)),
    )


@lru_cache(maxsize=100)
def _drawn(spec: str, title: str, words: str) -> str:
    """Drawn in a process of its own, about a second, and kept while this server runs."""
    return svg_many([Drawing(json.loads(spec), title, words)])[0]
