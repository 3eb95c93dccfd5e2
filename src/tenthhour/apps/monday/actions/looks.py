"""From a month's findings to questions: a confirmed signal asks for a look, an open question gets its figures."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement.actions import SaidMonth
from tenthhour.apps.org.access import working_days_after
from tenthhour.apps.support.actions import pathway as support
from tenthhour.apps.support.actions.pathway import Said
from tenthhour.apps.support.queries.pathway import Signal
from tenthhour.apps.support.queries.pathway.owed import Followed, followed
from tenthhour.content.loader import measures
from tenthhour.core.finding import Finding
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.month import Month

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.pipeline import MonthResult

_STANDS = ("confirmed", "standing")
RELIABILITY = 0.70
# The clinician has three working days with a finding before the leader sees it.
LEAD_TIME = 3


@dataclass(frozen=True)
class Judged:
    """A stored month with its people, and which of its numbers speak."""

    result: MonthResult
    people: Mapping[str, Person]
    catalogue: Mapping[str, Measure]
    batch_id: uuid.UUID

    def finding(self, code: str, measure_id: str) -> Finding | None:
        return next(
            (f for f in self.result.findings if f.clinician_id == code and measure_id in f.measure_ids), None
        )


def follow(said: SaidMonth, batch_id: uuid.UUID, *, by: Person, at: datetime) -> None:
    """What a stored month says reaches the questions of the pathway."""
    look_at(Judged(said.result, said.people, measures(settings.CONTENT), batch_id), by=by, at=at)


def look_at(month: Judged, *, by: Person, at: datetime) -> None:
    """Open a look for each confirmed change for the worse, and give every open question its figures."""
    for finding in month.result.findings:
        if finding.state in _STANDS and finding.kind == "change" and finding.direction != "better":
            about = month.people[finding.clinician_id]
            signal = _signal(month, finding, at)
            support.open_look(about=about, signal=signal, by=by, at=at)
    codes = {person.pk: code for code, person in month.people.items()}
    for question in followed():
        if question.measure_id in month.catalogue and question.subject_id in codes:
            said = _said(month, question, codes[question.subject_id])
            support.note_figures(question_id=question.id, said=said, by=by, at=at)


def _signal(month: Judged, finding: Finding, at: datetime) -> Signal:
    measure_id = finding.measure_ids[0]
    measure = month.catalogue[measure_id]
    others = at if settings.TRIAL else working_days_after(at, LEAD_TIME)
    return Signal(
        measure_id,
        measure.title,
        _months_in_post(month.result, finding.clinician_id, measure_id),
        measure.domain == "efficiency",
        others,
    )


def _months_in_post(result: MonthResult, code: str, measure_id: str) -> int:
    """Months since the first one counted for this person: when they started here is not always in the files."""
    series = next((s for s in result.series if s.clinician_id == code and s.measure_id == measure_id), None)
    counted = [p.month for p in series.points if p.n] if series else []
    return result.as_of - counted[0] + 1 if counted else 0


def _said(month: Judged, question: Followed, code: str) -> Said:
    finding, silence = (
        month.finding(code, question.measure_id),
        _silence(month.result, code, question.measure_id),
    )
    if question.wanted is not None:
        stands, is_usable, sentence = _beside_ask(month, question, code)
    else:
        stands = finding is not None and finding.state in _STANDS
        is_usable = stands and ((finding and finding.reliability) or 0) >= RELIABILITY
        sentence = finding.sentence if finding else silence[1] if silence else ""
    # A change that is neither there nor ended, in a series that can be judged, was taken back by corrected data.
    is_gone = question.wanted is None and question.stood and finding is None
    return Said(
        batch_ref=month.batch_id,
        as_of=str(month.result.as_of),
        period=_period(
            _newest(month.result, code, question.measure_id), month.catalogue[question.measure_id]
        ),
        stands=stands,
        is_usable=is_usable,
        sentence=sentence,
        is_corrected_away=is_gone and silence is not None and silence[0] == "quiet",
    )


def _silence(result: MonthResult, code: str, measure_id: str) -> tuple[str, str] | None:
    said = (n for n in result.not_said if n.clinician_id == code and n.measure_id == measure_id)
    return next(((n.reason, n.sentence) for n in said), None)


def _beside_ask(month: Judged, question: Followed, code: str) -> tuple[bool, bool, str]:
    """Whether the whole interval of the own level falls short of the Ask."""
    levels = (
        x for x in month.result.levels if x.clinician_id == code and x.measure_id == question.measure_id
    )
    level, wanted = next(levels, None), question.wanted
    if wanted is None or level is None or level.value is None or level.low is None or level.high is None:
        return False, False, "Too early to judge; still worth asking about."
    scale = 100 if month.catalogue[question.measure_id].kind == "proportion" else 1
    low, high = scale * level.low, scale * level.high
    short = high < wanted.level if wanted.higher_wanted else low > wanted.level
    sentence = f"About {scale * level.value:.3g} over the last 12 months ({low:.3g} to {high:.3g}). The ask is {wanted.words}."
    return short, short, sentence


def _newest(result: MonthResult, code: str, measure_id: str) -> Month:
    """The newest month that counts for a number; it may be earlier than the month judged: results still come in."""
    series = (s for s in result.series if s.clinician_id == code and s.measure_id == measure_id)
    return next((s.points[-1].month for s in series if s.points), result.as_of)


def _period(as_of: Month, measure: Measure) -> str:
    """The month, or the quarter for a measure that is counted in quarters."""
    return f"{as_of.year}-Q{(as_of.number + 2) // 3}" if measure.period == "quarter" else str(as_of)
