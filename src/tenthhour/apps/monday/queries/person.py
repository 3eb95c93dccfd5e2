"""A clinician's page, the same words and charts for whoever may read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.queries import Changed, Page, Run, Said
from tenthhour.apps.monday.queries.questions import DecisionLine, decision_lines
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.queries import PersonCard
from tenthhour.charts.series import Row, rows
from tenthhour.content.loader import measures
from tenthhour.core.data_question import DataQuestion
from tenthhour.core.finding import Finding, NotSaid, SystemSignal
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.wording import judged_from

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Drawing:
    """A chart as the page frame draws it."""

    svg: str
    description: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """One measure on a person's page."""

    measure: Measure
    findings: tuple[Finding, ...]
    silence: NotSaid | None
    shared: tuple[SystemSignal, ...]
    chart: Drawing | None
    corrections: tuple[Changed, ...]
    comments: tuple[Said, ...]
    decided: tuple[DecisionLine, ...] = ()
    proposal: DataQuestion | None = None
    waiting: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        return bool(self.findings)


@dataclass(frozen=True)
class PersonPage:
    """A clinician's page: the same words and charts for the clinician and the leader."""

    person: PersonCard
    run: Run | None
    is_own: bool
    leader_from: datetime | None
    sections: tuple[Section, ...]

    @property
    def subjects(self) -> frozenset[uuid.UUID]:
        return frozenset({self.person.id})


def person_page(*, person_id: uuid.UUID, actor: Person, at: datetime) -> PersonPage | None:
    """One person's page, or None where it is not the actor's to see."""
    person = org.visible_person(person_id=person_id, actor=actor, at=at)
    if person is None:
        return None
    is_own = person.id == actor.pk
    page = measurement.pages(subjects=[person.id], actor=actor, at=at).get(person.id)
    if page is None:
        return PersonPage(person, None, is_own, None, ())
    return PersonPage(person, page.run, is_own, page.leader_from, _sections(page, person, actor, at))


def _sections(page: Page, person: PersonCard, actor: Person, at: datetime) -> tuple[Section, ...]:
    charts = measurement.charts(page=page, actor=actor, at=at)
    corrected = measurement.corrections(subject_id=person.id, actor=actor, at=at)
    said = measurement.comments(subject_id=person.id, actor=actor, at=at)
    changes = measurement.shared_changes(
        runs=[page.run.id], peer_groups=[person.peer_group], teams=[person.team]
    )
    silences = {n.measure_id: n for n in page.not_said}
    decided = decision_lines(measurement.decided_about(subject_id=person.id, actor=actor, at=at))
    found = []
    for measure in _in_order(charts, page):
        view = charts.get(measure.id)
        found.append(
            Section(
                measure=measure,
                findings=tuple(f for f in page.findings if measure.id in f.measure_ids),
                silence=silences.get(measure.id),
                shared=tuple(c.signal for c in changes if c.signal.measure_id == measure.id),
                chart=Drawing(view.svg, view.description, tuple(rows(view.series, measure)))
                if view
                else None,
                corrections=tuple(c for c in corrected if c.measure_id == measure.id),
                comments=tuple(said.get(measure.id, ())),
                proposal=view.proposal if view else None,
                decided=tuple(d for d in decided if d.measure_id == measure.id),
                waiting=tuple(
                    judged_from(measure, w) for w in page.run.waiting if w.measure_id == measure.id
                ),
            )
        )
    return tuple(found)


def _in_order(charts: Iterable[str], page: Page) -> list[Measure]:
    """Measures with something said first, then by what they are about, then by title."""
    catalogue = measures(settings.CONTENT)
    speaking = {m for f in page.findings for m in f.measure_ids}
    known = [
        catalogue[m] for m in {*charts, *speaking, *(n.measure_id for n in page.not_said)} if m in catalogue
    ]
    return sorted(known, key=lambda m: (m.id not in speaking, m.domain, m.title))
