"""Speech: what is said when something may be said. Never a percentile, grade, adjective, or colleague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tenthhour.core.finding import Baseline, Interval, Level
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.wording.values import Scale, by_chance, in_words, listed
from tenthhour.core.month import Month

CHECK_FIRST = (
    "Are these this clinician's patients?",
    "Are all results of these months in?",
    "Has the group of patients changed?",
    "Has staffing, the rota or the template changed?",
    "Was there leave, illness or a new start?",
)
_ALWAYS = ("Why it changed.", "Whether care is worse or better.", "How a named colleague is doing.")
FEW_PEERS = 4
PASSING = "The newest months are near the level before, so this may be over. "
TAKEN_OUT = "What changed for everyone is already taken out."


@dataclass(frozen=True)
class Said:
    """What a finding rests on, ready to be worded."""

    measure: Measure
    estimate: Interval
    baseline: Baseline
    change_from: Month
    n_year: float
    clinicians: int
    budget: float
    improvement: bool

    @property
    def scale(self) -> Scale:
        return Scale(self.measure.kind)

    @property
    def by_chance(self) -> str:
        """How often chance says the same; nothing of a change for the better, which calls for no look."""
        return "" if self.improvement else by_chance(self.clinicians, self.budget)

    @property
    def may_be_over(self) -> bool:
        """Told earlier, and by now the interval holds the level before again."""
        return self.estimate.low <= self.baseline.value <= self.estimate.high


def change_sentence(said: Said) -> str:
    """What changed, since when, from what, how sure, on how many, and how often chance says the same."""
    scale, estimate = said.scale, said.estimate
    what = (
        f"{said.measure.title}: about {scale.shown(estimate.value)} "
        f"({scale.interval(estimate.low, estimate.high)}) since {said.change_from.words}, "
        f"{scale.shown(said.baseline.value)} before. {PASSING if said.may_be_over else ''}"
        f"Counted over {said.n_year:,.0f} in a year. {TAKEN_OUT}"
    )
    return f"{what} {said.by_chance or 'Worth a thank-you.'}"


def is_strength(measure: Measure, level: Level) -> bool:
    """Whether the whole interval of a level lies on the better side of what would be expected here."""
    if level.expected is None or level.low is None or level.high is None:
        return False
    if measure.direction == "higher_better":
        return level.low > level.expected
    return measure.direction == "lower_better" and level.high < level.expected


def strength_sentence(measure: Measure, level: Level) -> str:
    """A level that has long been good, beside what would be expected with the same patients."""
    if level.value is None or level.low is None or level.high is None or level.expected is None:
        raise ValueError("a level that is not known is no strength")
    scale = Scale(measure.kind)
    here = "would be expected with these patients" if level.is_adjusted else "is usual here"
    return (
        f"{measure.title}: about {scale.shown(level.value)} over the last 12 months "
        f"({scale.interval(level.low, level.high)}); about {scale.shown(level.expected)} {here}."
    )


def pooled_sentence(titles: Sequence[str], since: Month, clinicians: int, budget: float) -> str:
    """Several small changes together, none of them enough alone."""
    return (
        f"Several numbers moved a little at the same time, from about {since.words}: {listed(titles)}. "
        f"None would be a signal alone. {TAKEN_OUT} "
        f"{by_chance(clinicians, budget)}"
    )


def system_sentence(measure: Measure, group: str, before: float, after: float, since: Month) -> str:
    """What changed for everybody; about nobody in person."""
    scale = Scale(measure.kind)
    who = "everyone" if group == "everyone" else f"everyone in {group}"
    return (
        f"{measure.title}: for {who} about {scale.shown(after)} since {since.words}, {scale.shown(before)} before. "
        "When it changes for all, ask about the system, not about a person."
    )


def cannot_say(measure: Measure, peers: int, *, adjusted: bool) -> tuple[str, ...]:
    """The limits that stand beside every finding."""
    said = [*_ALWAYS, *measure.cannot_say]
    missing = [c.column.replace("_", " ") for c in measure.case_mix]
    if missing and not adjusted:
        said.append(f"What it would be with other patients: not adjusted for {listed(missing)}.")
    if not missing:
        said.append("What it would be with other patients: this measure is not adjusted for who was seen.")
    if peers <= FEW_PEERS:
        said.append(f"With {in_words(peers)} colleagues a shared cause cannot be told from a personal one.")
    return tuple(said)


def shared_with(peer_group: str, group: str) -> str:
    """Said where a peer group is too small to show what it shares.

    >>> shared_with("surgery", "everyone")
    'What surgery alone shares: fewer than five others there have data, so what everyone in the clinic shares was taken out.'
    """
    whom = "everyone in the clinic" if group == "everyone" else f"the {group}"
    return f"What {peer_group} alone shares: fewer than five others there have data, so what {whom} shares was taken out."


def spread_assumed() -> str:
    """Said where fewer than ten colleagues show how far levels differ."""
    return "How far colleagues usually differ is partly assumed, because there are fewer than ten."


def description(said: Said, first: Month, last: Month, shared: tuple[float, float], not_judged: int) -> str:
    """The chart in words, for whoever does not see it."""
    scale = said.scale
    parts = [
        f"{said.measure.title}, {first.words} to {last.words}.",
        f"About {scale.shown(said.baseline.value)} until {(said.change_from + -1).words}, "
        f"about {scale.shown(said.estimate.value)} since.",
        f"Colleagues together stayed at {scale.interval(*shared)}.",
    ]
    if not_judged:
        verb = "is" if not_judged == 1 else "are"
        noun = "month" if not_judged == 1 else "months"
        parts.append(f"{in_words(not_judged).capitalize()} {noun} {verb} not judged.")
    return " ".join(parts)
