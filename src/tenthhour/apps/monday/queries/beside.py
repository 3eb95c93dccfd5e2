"""What measurement knows, handed to a conversation: the own level, one strength, at most two topics."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.queries import ChartView, Page
from tenthhour.apps.org import queries as org
from tenthhour.apps.support import queries as support
from tenthhour.content.loader import measures
from tenthhour.core.finding import Finding
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.wording import is_strength, strength_sentence
from tenthhour.core.month import Month
from tenthhour.core.support.ask import Ask
from tenthhour.core.support.brief import Strength, Topic, WorkAround
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
    around = _around(person_id, actor, at)
    if page is None:
        return support.Beside(around=around)
    charts = measurement.charts(page=page, actor=actor, at=at)
    standing = [f for f in page.findings if f.state in _STANDS]
    topics = [f for f in standing if f.direction != "better"]
    good = [f for f in standing if f.direction == "better"]
    return support.Beside(
        level=_level(asked.ask, page, charts) if asked and asked.ask.wanted.measure_id else None,
        topics=tuple(_topic(f, charts) for f in topics[:2]),
        strength=_strength(good, charts),
        around=around,
    )


def _around(person_id: uuid.UUID, actor: Person, at: datetime) -> WorkAround:
    """The share of a post this month, as far as it is written down; panel and staffing are not, so they are asked."""
    card, today = org.visible_person(person_id=person_id, actor=actor, at=at), timezone.localdate(at)
    month = Month(today.year, today.month)
    shares = org.fte_by_month(month, month).get(card.code, ()) if card else ()
    return WorkAround(clinical_fte=next(iter(shares), None))


def _level(ask: Ask, page: Page, charts: dict[str, ChartView]) -> OwnLevel:
    name, measure_id = ask.subject, ask.wanted.measure_id
    measure, view = measures(settings.CONTENT).get(measure_id), charts.get(measure_id)
    if measure is None or view is None:
        return OwnLevel(name, None)
    found = view.level
    if found is None or found.value is None or found.low is None or found.high is None:
        return OwnLevel(name, None, has_counts=not view.series.conversation_only)
    scale = 100 if measure.kind == "proportion" else 1  # an Ask says 85 %, a measure 0.85
    quiet = any(n.measure_id == measure_id and n.reason == "quiet" for n in page.not_said)
    return OwnLevel(
        name,
        scale * found.value,
        scale * found.low,
        scale * found.high,
        n=found.n,
        steady_months=found.steady_months if quiet else None,
        changed_from=found.changed_from,
        is_adjusted=found.is_adjusted,
    )


def _strength(good: list[Finding], charts: dict[str, ChartView]) -> Strength | None:
    """An improvement, or else a level that has long been good; what patients say first, never the largest first."""
    if good:
        return Strength(good[0].sentence, *_drawing(good[0], charts))
    for measure in sorted(_known(charts), key=lambda m: (m.domain != "experience", m.title)):
        view = charts[measure.id]
        if measure.domain != "efficiency" and view.level and is_strength(measure, view.level):
            return Strength(strength_sentence(measure, view.level), view.svg or None, view.description)
    return None


def _known(charts: dict[str, ChartView]) -> list[Measure]:
    catalogue = measures(settings.CONTENT)
    return [catalogue[m] for m in charts if m in catalogue]


def _topic(finding: Finding, charts: dict[str, ChartView]) -> Topic:
    return Topic(
        finding.sentence, finding.cannot_say[0] if finding.cannot_say else "", *_drawing(finding, charts)
    )


def _drawing(finding: Finding, charts: dict[str, ChartView]) -> tuple[str | None, str]:
    view = next((charts[m] for m in finding.measure_ids if m in charts), None)
    return (view.svg or None, finding.chart_description or view.description) if view else (None, "")
