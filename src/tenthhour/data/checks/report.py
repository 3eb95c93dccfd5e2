"""Collects everything wrong with a file: all at once, the first 20 of a column, then a count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tenthhour.core.errors import Problem
from tenthhour.data.tables import RawTable

FIRST = 20
_Key = tuple[str, str, str, bool]


@dataclass
class _Alike:
    """Rows of a column with the same thing wrong: the first in words, then how many more."""

    place: str
    do: str
    blocking: bool
    told: list[Problem] = field(default_factory=list)
    more: int = 0

    def problems(self) -> list[Problem]:
        found = f"{self.more:,} more like these"
        rest = [Problem(self.place, found, self.do, self.blocking)] if self.more else []
        return [*self.told, *rest]


class Report:
    """Problems in the order they were found; rows with the same thing wrong stand together."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._found: list[Problem | _Alike] = list(problems)
        self._alike: dict[_Key, _Alike] = {}

    @property
    def problems(self) -> list[Problem]:
        return [p for one in self._found for p in (one.problems() if isinstance(one, _Alike) else [one])]

    def say(self, place: str, found: str, do: str, *, blocking: bool = True) -> None:
        """One problem of a whole file or column."""
        self._found.append(Problem(place, found, do, blocking))

    def rows(
        self, table: RawTable, column: str, indices: Iterable[int], found: Callable[[int], str], do: str
    ) -> None:
        """One blocking problem for each row, the first 20 in words and the rest as a count.

        A table that comes some rows at a time is one table all the same.
        """
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
        if not indices:
            return
        key = (table.place, column, do, blocking)
        if key not in self._alike:
            named = f", column {table.labels.get(column, column)}" if column else ""
            self._alike[key] = _Alike(f"{table.place}{named}", do, blocking)
            self._found.append(self._alike[key])
        alike = self._alike[key]
        room = FIRST - len(alike.told)
        alike.told += [Problem(table.at(i, column), found(i), do, blocking) for i in indices[:room]]
        alike.more += max(len(indices) - room, 0)
