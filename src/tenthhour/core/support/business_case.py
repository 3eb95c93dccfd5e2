"""What supporting clinicians costs, and how many departures a year it would have to prevent to pay for itself.

Break-even only. No trial shows how many departures such support prevents, so
nothing here forecasts one.
"""

from __future__ import annotations

from dataclasses import dataclass

from tenthhour.core.support.sheet import Block, Bullets, Sheet, Table, Text

DEPARTURES_SHARE = 0.07  # of physicians a year (Shanafelt 2017, R)
REPLACEMENT = (250_000, 500_000, 1_000_000)  # USD (Hamidi 2018 by way of the AMA, R2; Shanafelt 2017, R)
PAYERS_EXCESS = 86_336  # USD a departure, cost to payers (Sinsky 2022, R): never added to the site's own
QUESTION = "No trial shows how many departures this prevents. What would you have to believe?"
SOURCES = (
    "Departures: 7 % of physicians a year, Shanafelt 2017 (R). Put in your own.",
    "Replacing one: 250,000 to 1,000,000 US dollars, Hamidi 2018 at second hand (R2) and Shanafelt 2017 (R). Put in yours.",
    "Separate, and not added: payers spent 86,336 US dollars more for each departure, Sinsky 2022 (R).",
    "What supporting costs: your own figures only.",
)


@dataclass(frozen=True)
class Costs:
    """What the site would spend a year, in its own currency."""

    leader_fte: float
    pay: float
    supervisor_hours: float = 0
    rehearsal_hours: float = 0
    hour: float = 0
    server: float = 0

    @property
    def total(self) -> float:
        return (
            self.leader_fte * self.pay
            + (self.supervisor_hours + self.rehearsal_hours) * self.hour
            + self.server
        )


@dataclass(frozen=True)
class Case:
    """The site's own figures: clinicians, share leaving in a year, cost of replacing one (low, likely, high), costs."""

    clinicians: int
    share: float
    replacement: tuple[float, float, float]
    costs: Costs

    @property
    def departures(self) -> float:
        """How many leave in an average year at this share; not what will happen."""
        return self.clinicians * self.share

    @property
    def break_even(self) -> tuple[float, ...]:
        """Departures a year whose cost equals that of the support, at each cost of replacing.

        >>> [round(x, 2) for x in Case(20, 0.07, REPLACEMENT, Costs(0, 0, server=60_000)).break_even]
        [0.24, 0.12, 0.06]
        """
        return tuple(self.costs.total / cost for cost in self.replacement)

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Cost of replacing one, departures to break even, and what share of an average year's they are."""
        return tuple(
            (f"{cost:,.0f}", f"{needed:.2f}", f"{100 * needed / self.departures:.0f} %")
            for cost, needed in zip(self.replacement, self.break_even, strict=True)
        )

    @property
    def sentence(self) -> str:
        return (
            f"Supporting {self.clinicians} clinicians would cost {self.costs.total:,.0f} a year. In an average year "
            f"{self.departures:.1f} leave. It pays for itself if it prevents {self.break_even[1]:.2f} departures a year "
            f"({self.break_even[2]:.2f} to {self.break_even[0]:.2f})."
        )


def page(case: Case) -> Sheet:
    """The case as one page; it asks, and promises nothing."""
    table = Table(("Replacing one costs", "departures to break even", "of an average year's"), case.rows)
    blocks = (
        Block("sum", "The sum", (Text(case.sentence), table)),
        Block("question", "The question", (Text(QUESTION),)),
        Block("sources", "Where the figures come from", (Bullets(SOURCES),)),
    )
    return Sheet("What support would have to be worth", "a year", blocks, "Break-even only: not a forecast.")
