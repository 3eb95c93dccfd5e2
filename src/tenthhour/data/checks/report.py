"""Collects everything wrong with a file: all at once, the first 20 of a column, then a count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tenthhour.core.errors import Problem
from tenthhour.data.tables import RawTable

FIRST = 20


@dataclass
class Report:
    """Problems in the order they were found."""

    problems: list[Problem] = field(default_factory=list)

    def say(self, place: str, found: str, do: str, *, blocking: bool = True) -> None:
        """One problem of a whole file or column."""
        self.problems.append(Problem(place, found, do, blocking))

    def rows(
        self, table: RawTable, column: str, indices: Iterable[int], found: Callable[[int], str], do: str
    ) -> None:
        """One blocking problem for each row, the first 20 in words and the rest as a count."""
        self._rows(table, column, list(indices), found, do, blocking=True)

    def warn_rows(
        self, table: RawTable, column: str, indices: Iterable[int], found: Callable[[int], str], do: str
    ) -> None:
        """The same, for what is worth knowing and stops nothing."""
        self._rows(table, column, list(indices), found, do, blocking=False)

    def _rows(  # the five parts of a sentence, and whether it stops the file
        self,
        table: RawTable,
        column: str,
        indices: list[int],
        found: Callable[[int], str],
        do: str,
        *,
        blocking: bool,
    ) -> None:
        self.problems += [Problem(table.at(i, column), found(i), do, blocking) for i in indices[:FIRST]]
        if len(indices) > FIRST:
            label = table.labels.get(column, column)
            named = f", column {label}" if column else ""
            self.say(
                f"{table.place}{named}", f"{len(indices) - FIRST:,} more like these", do, blocking=blocking
            )
