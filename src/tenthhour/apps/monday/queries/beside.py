"""What measurement knows, handed to a conversation: the own level, one strength, at most two topics."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.queries import ChartView, Page
from tenthhour.apps.support import queries as support
from tenthhour.content.loader import measures
from tenthhour.core.finding import Finding
from tenthhour.core.measurement.level import last_year
from tenthhour.core.support.ask import Ask
from tenthhour.core.support.brief import Strength, Topic
from tenthhour.core.support.standing import OwnLevel

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

_STANDS = ("confirmed", "standing")


def beside(
    *, person_id: uuid.UUID, asked: support.AskPage | None, actor: Person, at: datetime
) -> support.Beside:
    """Everything of a person's latest month that may stand beside an Ask, as far as the actor may read it.

    Args:
        person_id: Whom the Ask or the talk is about.
        asked: The Ask about this person, if there is one.
        actor: Who reads.
        at: When.

    """
    page = measurement.pages(subjects=[person_id], actor=actor, at=at).get(person_id)
    if page is None:
        return support.Beside()
    charts = measurement.charts(page=page, actor=actor, at=at)
    standing = [f for f in page.findings if f.state in _STANDS]
    topics = [f for f in standing if f.direction != "better"]
    good = [f for f in standing if f.direction == "better"]
    return support.Beside(
        level=_level(asked.ask, page, charts) if asked and asked.ask.wanted.measure_id else None,
        topics=tuple(_topic(f, charts) for f in topics[:2]),
        strength=Strength(good[0].sentence, *_drawing(good[0], charts)) if good else None,
    )


def _level(ask: Ask, page: Page, charts: dict[str, ChartView]) -> OwnLevel:
    name, measure_id = ask.subject, ask.wanted.measure_id
    measure, view = measures(settings.CONTENT).get(measure_id), charts.get(measure_id)
    if measure is None or view is None:
        return OwnLevel(name, None)
    found = last_year(view.series, measure)
    if found is None:
        return OwnLevel(name, None, has_counts=not view.series.conversation_only)
    scale = 100 if measure.kind == "proportion" else 1  # an Ask says 85 %, a measure 0.85
    changed = next(
        (f.change_from for f in page.findings if measure_id in f.measure_ids and f.state in _STANDS), None
    )
    quiet = any(n.measure_id == measure_id and n.reason == "quiet" for n in page.not_said)
    months = [p.month for p in view.series.points]
    watched = months[-1] - max([months[0], *view.series.epochs]) + 1
    return OwnLevel(
        name,
        *(scale * x for x in (found.value, found.low, found.high)),
        n=found.n,
        steady_months=watched if quiet and changed is None else None,
        changed_from=changed,
    )


def _topic(finding: Finding, charts: dict[str, ChartView]) -> Topic:
    return Topic(
        finding.sentence, finding.cannot_say[0] if finding.cannot_say else "", *_drawing(finding, charts)
    )


def _drawing(finding: Finding, charts: dict[str, ChartView]) -> tuple[str | None, str]:
    view = next((charts[m] for m in finding.measure_ids if m in charts), None)
    return (view.svg or None, finding.chart_description or view.description) if view else (None, "")
