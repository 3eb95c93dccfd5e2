"""The leader's week and one person's page, put together from what the columns say."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.measurement.queries import Page, Run, SharedChange
from tenthhour.apps.monday.queries.person import Drawing
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.queries import PersonCard
from tenthhour.apps.support import queries as support
from tenthhour.charts.series import rows
from tenthhour.content.loader import measures
from tenthhour.core.finding import Finding
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.wording import judged_from
from tenthhour.core.month import Month

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

# Fifteen minutes in a week go to numbers: room for two people, for one in a small clinic.
SMALL_CLINIC = 12
NUMBER_MINUTES = 15
THANKS_MINUTES = 10
_STANDS = ("confirmed", "standing")
_QUESTIONS = {
    "missing": "months are missing",
    "data_question": "a question about the data is open",
    "no_counts": "values came without counts, so they are shown and not judged",
    "definition_change": "the definition changed",
    "measure_overdue": "the measure's own review is overdue",
}
_EARLY = frozenset({"too_few", "unreliable", "new", "no_peers"})
_SHARED = frozenset({"system_change", "many_at_once"})


@dataclass(frozen=True)
class Why:
    """One reason to talk, or to thank: a measure and its sentence."""

    measure: str
    sentence: str
    since: str
    safety: str = ""


@dataclass(frozen=True)
class Shared:
    """What changed for everyone: the system's own sentence and chart, about nobody."""

    measure: str
    sentence: str
    chart: Drawing | None


@dataclass(frozen=True)
class Talk:
    """One person and the reasons."""

    person: PersonCard
    whys: tuple[Why, ...]
    minutes: int


@dataclass(frozen=True)
class Line:
    """A person of the team in one word; no value, no order but the alphabet."""

    person: PersonCard
    word: str


@dataclass(frozen=True)
class Week:
    """The Monday page."""

    run: Run | None
    talks: tuple[Talk, ...]
    waiting: int
    shared: tuple[Shared, ...]
    thanks: tuple[Talk, ...]
    quiet: int
    questions: tuple[str, ...]
    team: tuple[Line, ...]
    steps: tuple[support.Step, ...]
    expected_false: str
    nothing_judged: bool = False
    waits: tuple[str, ...] = ()

    @property
    def subjects(self) -> frozenset[uuid.UUID]:
        """Whose data the page shows; each of them can see that."""
        return frozenset(line.person.id for line in self.team)


def week(*, leader: Person, at: datetime) -> Week:
    """Who to talk with this week and why, what is the system's, whom to thank, and who needs nothing."""
    team = org.team(leader=leader, at=at)
    pages = measurement.pages(subjects=[p.id for p in team], actor=leader, at=at)
    catalogue = _catalogue()
    steps = support.open_steps([p.id for p in team], leader, at)
    asking = {p: found for p in team if (found := _to_ask(pages.get(p.id), _busy(p, steps)))}
    good = {p: found for p in team if (found := _good(pages.get(p.id)))}
    asking = {p: _first_things_first(found, catalogue) for p, found in asking.items()}
    chosen = _most_pressing(asking, catalogue, 1 if len(team) <= SMALL_CLINIC else 2)
    noted = support.noted(team, leader, at)
    fresh = {p: found for p, found in good.items() if p.id not in noted.thanked}
    thanked = _newest(fresh, 1)
    run = max((p.run for p in pages.values()), key=lambda r: r.imported_at, default=None)
    return Week(
        run=run,
        talks=_talks(asking, chosen, catalogue, NUMBER_MINUTES // max(len(chosen), 1)),
        waiting=len(asking) - len(chosen),
        shared=_shared(pages, team, catalogue),
        thanks=_talks(fresh, thanked, catalogue, THANKS_MINUTES) or _noted(noted, team),
        quiet=sum(p not in asking and p not in thanked for p in team if p.id in pages),
        questions=_data_questions(pages.values(), catalogue),
        team=tuple(Line(p, _word(pages.get(p.id), p in asking)) for p in team),
        steps=steps,
        expected_false=f"{run.expected_false:.1f}" if run else "",
        nothing_judged=bool(pages) and all(_is_unjudged(p) for p in pages.values()),
        waits=_waits(run, catalogue),
    )


def _catalogue() -> Mapping[str, Measure]:
    return measures(settings.CONTENT)


def _waits(run: Run | None, catalogue: Mapping[str, Measure]) -> tuple[str, ...]:
    """What is left out of the newest month for everybody, until its results are in."""
    waiting = [(catalogue[w.measure_id], w) for w in run.waiting if w.measure_id in catalogue] if run else []
    return tuple(f"{measure.title}: {judged_from(measure, w)}" for measure, w in waiting)


def _is_unjudged(page: Page) -> bool:
    """Charts alone so far: too few months, or no counts. Not the same as quiet."""
    return not page.findings and all(n.reason in _EARLY | {"no_counts"} for n in page.not_said)


def _busy(person: PersonCard, steps: Iterable[support.Step]) -> frozenset[str]:
    """The measures of somebody that are talked about or helped with already: they ask for nothing more."""
    return frozenset(s.measure_id for s in steps if s.about == person.id and s.state in ("S2", "S3", "S4"))


def _to_ask(page: Page | None, busy: frozenset[str]) -> tuple[Finding, ...]:
    lines = page.findings if page else ()
    return tuple(
        f
        for f in lines
        if f.state in _STANDS
        and f.kind in ("change", "pooled")
        and f.direction != "better"
        and not busy.issuperset(f.measure_ids)
    )


def _good(page: Page | None) -> tuple[Finding, ...]:
    lines = page.findings if page else ()
    return tuple(f for f in lines if f.state in _STANDS and f.direction == "better")


def _first_things_first(found: Iterable[Finding], catalogue: Mapping[str, Measure]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda f: _pressing(f, catalogue)))


def _most_pressing(
    asking: Mapping[PersonCard, tuple[Finding, ...]], catalogue: Mapping[str, Measure], room: int
) -> list[PersonCard]:
    return sorted(asking, key=lambda p: _pressing(asking[p][0], catalogue))[:room]


def _pressing(finding: Finding, catalogue: Mapping[str, Measure]) -> tuple[bool, Month, str]:
    """What could soon harm a patient, then what waits longest; never by how large a number is."""
    return not _safety(finding, catalogue), finding.first_signalled, finding.id


def _safety(finding: Finding, catalogue: Mapping[str, Measure]) -> str:
    return next(
        (catalogue[m].safety for m in finding.measure_ids if m in catalogue and catalogue[m].safety), ""
    )


def _newest(good: Mapping[PersonCard, tuple[Finding, ...]], room: int) -> list[PersonCard]:
    return sorted(good, key=lambda p: max((f.first_signalled, f.id) for f in good[p]), reverse=True)[:room]


def _talks(
    reasons: Mapping[PersonCard, tuple[Finding, ...]],
    chosen: list[PersonCard],
    catalogue: Mapping[str, Measure],
    minutes: int,
) -> tuple[Talk, ...]:
    """The chosen people in alphabetical order, as the team is."""
    return tuple(
        Talk(person, tuple(_why(f, catalogue) for f in found), minutes)
        for person, found in reasons.items()
        if person in chosen
    )


def _noted(noted: support.Noted, team: Iterable[PersonCard]) -> tuple[Talk, ...]:
    """The oldest colleague's note that was not said yet."""
    people = {p.id: p for p in team}
    waiting = [note for note in noted.notes if note[0] not in noted.thanked]
    return tuple(
        Talk(people[about], (Why("", f"{text} ({who} saw it.)", ""),), THANKS_MINUTES)
        for about, text, who in waiting[:1]
    )


def _why(finding: Finding, catalogue: Mapping[str, Measure]) -> Why:
    titles = [catalogue[m].title if m in catalogue else m for m in finding.measure_ids]
    since = finding.change_from.words if finding.change_from else finding.first_signalled.words
    return Why(", ".join(titles), finding.sentence, since, _safety(finding, catalogue))


def _shared(
    pages: Mapping[uuid.UUID, Page], team: Iterable[PersonCard], catalogue: Mapping[str, Measure]
) -> tuple[Shared, ...]:
    people = list(team)
    changes = measurement.shared_changes(
        runs={p.run.id for p in pages.values()},
        peer_groups={p.peer_group for p in people},
        teams={p.team for p in people},
    )
    return tuple(_shared_line(c, catalogue.get(c.signal.measure_id)) for c in changes)


def _shared_line(change: SharedChange, measure: Measure | None) -> Shared:
    view = change.chart
    chart = (
        Drawing(view.svg, view.description, tuple(rows(view.series, measure))) if view and measure else None
    )
    return Shared(measure.title if measure else change.signal.measure_id, change.signal.sentence, chart)


def _data_questions(pages: Iterable[Page], catalogue: Mapping[str, Measure]) -> tuple[str, ...]:
    """Open questions about the data, by measure and kind, with how many people they touch; no names."""
    counted = Counter((n.measure_id, n.reason) for p in pages for n in p.not_said if n.reason in _QUESTIONS)
    return tuple(
        f"{catalogue[m].title if m in catalogue else m}: {_QUESTIONS[reason]} "
        f"({count} {'person' if count == 1 else 'people'})."
        for (m, reason), count in sorted(counted.items())
    )


def _word(page: Page | None, is_asking: bool) -> str:
    """One word for a person: talk, shared change, too early, quiet, no data."""
    if page is None:
        return "no data yet"
    if is_asking:
        return "talk"
    reasons = [n.reason for n in page.not_said]
    if any(r in _SHARED for r in reasons):
        return "shared change"
    if reasons and all(r in _EARLY for r in reasons):
        return "too early"
    return "quiet"
