"""What may be published of anonymous answers: which groups, how blurred. Decided by counts, never by answers.

Everything ever published of a wave is one partition into cells, and one band for each cell and question.
Why this is safe, and why smaller groups or exact counts are not: docs/methods/pulse.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from math import floor, log, sqrt
from typing import Literal

from tenthhour.core.errors import Refused

# Fewer answers than this are never shown; a question may ask for more, never for fewer.
SMALLEST = 5
# A leader's own cell is asked for only where so many may answer, and is never pooled with another's.
SMALLEST_SPAN = 8
# Under this many answers a page says that they are few.
FEW = 10
# The figure for everybody appears from here on; below, one or two blurred answers would move it too far.
SMALLEST_OVERALL = 30
Z_95 = 1.959964
NOT_ENOUGH = "Not enough answers. Talk instead."
TOO_LOW = f"k cannot be lower than {SMALLEST}."

Changed = Literal["higher", "lower", "no clear change"]


@dataclass(frozen=True, order=True)
class Unit:
    """A team under one leader and how many are counted in it: eligible before a wave, answers after."""

    n: int
    id: str
    leader: str


Cell = tuple[Unit, ...]


@dataclass(frozen=True)
class Figure:
    """One band of one cell: `low` to `high` of `n` said yes. How many within the band is known to nobody."""

    units: tuple[str, ...]
    k: int
    n: int
    low: int
    high: int

    @property
    def words(self) -> str:
        """As a page says it.

        >>> Figure(("east",), 5, 7, 5, 7).words
        '5 or more of 7'
        """
        if self.low == 0:
            return f"{self.high} or fewer of {self.n}"
        if self.high == self.n:
            return f"{self.low} or more of {self.n}"
        return f"{_between(self.low, self.high)} of {self.n}"

    @property
    def interval(self) -> tuple[float, float]:
        """95 % Wilson interval from the ends of the band, so that it tells no more than the band."""
        return _wilson(self.low, self.n)[0], _wilson(self.high, self.n)[1]


def atoms(groups: Iterable[Set[int]], everyone: Set[int]) -> list[Set[int]]:
    """The classes of people whom no combination of these groups can tell apart.

    >>> [sorted(atom) for atom in atoms([{1, 2}, {2, 3}], {1, 2, 3, 4})]
    [[2], [1], [3], [4]]
    """
    found: list[Set[int]] = [everyone]
    for group in groups:
        found = [part for atom in found for part in (atom & group, atom - group) if part]
    return found


def accept(groups: Iterable[Set[int]], new: Set[int], everyone: Set[int], k: int) -> bool:
    """Whether a group may be published besides those that are: nobody ends up among fewer than k."""
    parts = (len(part) for atom in atoms(groups, everyone) for part in (atom & new, atom - new))
    return all(size == 0 or size >= k for size in parts)


def build_cells(units: Iterable[Unit], k: int) -> tuple[Cell, ...]:
    """Each unit in exactly one cell, each cell with k or more; nothing where all together are fewer.

    A unit in which nobody answered is pooled like one with four answers: else its absence would say so.
    """
    if k < SMALLEST:
        raise Refused(TOO_LOW)
    every = sorted(units)
    cells: list[Cell] = []
    carried: list[Cell] = []
    for leader in sorted({unit.leader for unit in every}):
        large, small = _pooled([(unit,) for unit in every if unit.leader == leader], k)
        cells += large
        carried += small
    cells, left = _pooled(cells + carried, k)
    return () if left else tuple(sorted(cells))


def build_spans(units: Iterable[Unit], k: int) -> tuple[Cell, ...]:
    """Each leader's own cell where it has k or more; the others count nowhere."""
    if k < SMALLEST:
        raise Refused(TOO_LOW)
    return tuple((unit,) for unit in sorted(units) if unit.n >= k)


def size(cell: Cell) -> int:
    """How many are counted in a cell."""
    return sum(unit.n for unit in cell)


def _pooled(groups: list[Cell], k: int) -> tuple[list[Cell], list[Cell]]:
    """Groups of k or more, the small ones made into one with the smallest of the others; and what stays small."""
    ranked = sorted(groups, key=lambda cell: (size(cell), cell))
    large = [cell for cell in ranked if size(cell) >= k]
    small = [cell for cell in ranked if size(cell) < k]
    while small and sum(map(size, small)) < k and large:
        small.append(large.pop(0))
    if small and sum(map(size, small)) >= k:
        pooled = tuple(sorted(unit for cell in small for unit in cell))
        return [*large, pooled], []
    return large, small


def bands(n: int) -> tuple[tuple[int, int], ...]:
    """The fixed bands of a cell of n; the outer ones never narrower than three counts, 0 and n never alone."""
    if n < SMALLEST:
        raise Refused(NOT_ENOUGH)
    if n == SMALLEST:
        return (0, 2), (3, 5)
    if n < FEW:
        return (0, 2), (3, n - 3), (n - 2, n)
    tops = [n // 5, 2 * n // 5, 3 * n // 5, -(-4 * n // 5) - 1, n]
    lows = [0, *(top + 1 for top in tops[:-1])]
    return tuple(zip(lows, tops, strict=True))


def figures(cells: Iterable[Cell], favourable: Mapping[str, int], k: int) -> tuple[Figure, ...]:
    """The band of each cell for one question.

    Args:
        cells: From `build_cells` or `build_spans`, with the answers of each unit.
        favourable: How many of a unit's answers were favourable, by unit.
        k: The smallest cell of this question.

    Raises:
        Refused: The cells break the rule; nothing may be published then.

    """
    every = tuple(cells)
    _must_hold(every, k)
    return tuple(_figure(cell, sum(favourable[unit.id] for unit in cell), k) for cell in every)


def overall(favourable: int, n: int, uniform: Callable[[], float]) -> int | None:
    """Per cent of everybody in published cells, to 5, blurred by a draw; None under 30 answers.

    The draw has P(z) in proportion to e^-|z|, standard deviation 1.36: as the exact sum would, beside the
    bands, now and then give a cell away. `uniform` gives numbers from [0, 1).
    """
    if n < SMALLEST_OVERALL:
        return None
    share = (favourable + noise(uniform)) / n
    return min(95, max(5, 5 * round(20 * share)))


def noise(uniform: Callable[[], float]) -> int:
    """One whole number around 0: the difference of two geometric draws."""
    return floor(-log(1 - uniform())) - floor(-log(1 - uniform()))


def change(before: Figure, after: Figure, roster_changed: int) -> Changed:
    """Whether a cell moved by two bands; else nothing is said, least of all about one who came or left."""
    alike = before.units == after.units and before.k == after.k and _regime(before.n) == _regime(after.n)
    if not alike or _regime(before.n) == "none" or 0 < roster_changed < SMALLEST:
        return "no clear change"
    steps = bands(after.n).index((after.low, after.high)) - bands(before.n).index((before.low, before.high))
    if abs(steps) < 2:
        return "no clear change"
    return "higher" if steps > 0 else "lower"


def _regime(n: int) -> str:
    if n >= FEW:
        return "five bands"
    return "three bands" if n >= 7 else "none"  # at 5 and 6 a band is one answer wide: chance moves it


def _must_hold(cells: tuple[Cell, ...], k: int) -> None:
    """The rule once more, by atoms, on what is about to be published."""
    start, groups = 0, []
    for cell in cells:
        groups.append(frozenset(range(start, start := start + size(cell))))
    everyone = frozenset(range(start))
    fits = all(accept(groups[:done], group, everyone, k) for done, group in enumerate(groups))
    ids = [unit.id for cell in cells for unit in cell]
    if k < SMALLEST or not fits or any(size(cell) < k for cell in cells) or len(ids) != len(set(ids)):
        raise Refused(NOT_ENOUGH)


def _figure(cell: Cell, favourable: int, k: int) -> Figure:
    n = size(cell)
    low, high = next(band for band in bands(n) if band[0] <= favourable <= band[1])
    return Figure(tuple(sorted(unit.id for unit in cell)), k, n, low, high)


def _between(low: int, high: int) -> str:
    if low == high:
        return str(low)
    return f"{low} or {high}" if high == low + 1 else f"{low} to {high}"


def _wilson(x: int, n: int) -> tuple[float, float]:
    """Wilson 1927; 95 %."""
    share, z2 = x / n, Z_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)
