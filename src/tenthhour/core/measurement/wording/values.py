"""Values as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tenthhour.core.measurement.measure import Kind

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True)
class Scale:
    """How values of a measure are written."""

    kind: Kind

    def shown(self, value: float) -> str:
        """A value with its unit, no more digits than mean something.

        >>> Scale("proportion").shown(0.5531), Scale("proportion").shown(0.0309), Scale("mean").shown(81.26)
        ('55 %', '3.1 %', '81')
        >>> Scale("rate").shown(14.23), Scale("rate").shown(0.0412)
        ('14.2', '0.041')
        """
        if self.kind == "proportion":
            percent = 100 * value
            if percent in (0, 100):
                return f"{percent:.0f} %"
            if percent < 0.95:
                return f"{percent:.2g} %"
            return f"{percent:.1f} %" if percent < 9.95 or percent > 99.05 else f"{percent:.0f} %"
        return _number(value)

    def interval(self, low: float, high: float) -> str:
        """Two values, the unit once.

        >>> Scale("proportion").interval(0.48, 0.62), Scale("rate").interval(13.61, 14.84)
        ('48 to 62 %', '13.6 to 14.8')
        """
        return f"{self.shown(low).removesuffix(' %')} to {self.shown(high)}"


def _number(value: float) -> str:
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    if size >= 20:
        return f"{value:.0f}"
    if size >= 1:
        return f"{value:.1f}"
    return f"{value:.2g}"


def in_words(count: int) -> str:
    """Small numbers as words.

    >>> in_words(3), in_words(27)
    ('three', '27')
    """
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def listed(words: Sequence[str]) -> str:
    """A list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def by_chance(clinicians: int, budget: float) -> str:
    """How many signals a clinic of this size gets when nothing has changed.

    >>> by_chance(12, 0.2)
    'With 12 clinicians about two such signals a year come by chance.'
    >>> by_chance(5, 0.2)
    'With 5 clinicians about one such signal a year comes by chance.'
    >>> by_chance(1, 0.2)
    'With one clinician about one such signal in 5 years comes by chance.'
    """
    expected = clinicians * budget
    who = "With one clinician" if clinicians == 1 else f"With {clinicians} clinicians"
    if expected < 0.75:
        return f"{who} about one such signal in {round(1 / expected)} years comes by chance."
    many = round(expected)
    if many == 1:
        return f"{who} about one such signal a year comes by chance."
    return f"{who} about {in_words(many)} such signals a year come by chance."
