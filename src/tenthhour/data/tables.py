"""Raw tables: cells as text, each with its file and row, before anything is judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from tenthhour.core.errors import Problem


@dataclass(frozen=True)
class Source:
    """A file as it was: its name and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True)
class RawTable:
    """One table as text, with where it came from; of a long one the first rows, and how to come by the others.

    Args:
        name: Canonical table, or "" while it is not recognised.
        place: File, and sheet where there are several, for sentences.
        columns: Text by folded header, null where empty; all the same length.
        rows: Row number in the file of each row, int64.
        labels: What the file itself calls a column, where that differs.
        decimal: The mark the numbers use where a mapping says so.
        people: Columns that name clinicians, so a name there is no patient's.
        short: Row numbers with fewer cells than the header: the file may be cut off.
        faults: What is wrong with the header, by column; the column is still read.
        rest: The other rows in order, some at a time, read anew at each call.

    """

    name: str
    place: str
    columns: Mapping[str, pa.Array]
    rows: pa.Array
    labels: Mapping[str, str] = field(default_factory=dict)
    decimal: str | None = None
    people: frozenset[str] = frozenset()
    short: frozenset[int] = frozenset()
    faults: Mapping[str, Problem] = field(default_factory=dict)
    rest: Callable[[], Iterator[RawTable]] = lambda: iter(())

    def blocks(self) -> Iterator[RawTable]:
        """All rows, some at a time."""
        yield self
        for block in self.rest():
            yield replace(block, name=self.name, decimal=self.decimal, people=self.people)

    def start(self, rows: int) -> RawTable:
        """The first so many rows in memory, and those that came along."""
        found = [self]
        for block in self.rest():
            if sum(len(b.rows) for b in found) >= rows:
                break
            found.append(block)
        return replace(self, rest=lambda: iter(found[1:])).whole()

    def whole(self) -> RawTable:
        """The same with all rows in memory."""
        found = list(self.blocks())
        if len(found) == 1:
            return self
        return replace(
            self,
            columns={name: pa.concat_arrays([b.columns[name] for b in found]) for name in self.columns},
            rows=pa.concat_arrays([b.rows for b in found]),
            short=frozenset().union(*(b.short for b in found)),
            faults={name: fault for b in found for name, fault in b.faults.items()},
            rest=lambda: iter(()),
        )

    def at(self, index: int, column: str = "") -> str:
        """The place of one cell, as every problem names it."""
        named = f", column {self.labels.get(column, column)}" if column else ""
        return f"{self.place}, row {self.rows[index].as_py():,}{named}"


@dataclass(frozen=True)
class RawTables:
    """Everything read, and everything found wrong on the way.

    `originals` are all sheets as they stood, mapped or not recognised ones too:
    patient identifiers are looked for there.
    """

    tables: tuple[RawTable, ...]
    originals: tuple[RawTable, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    synthetic: bool = False
    stands_in_for: str = ""
    baseline_months: int | None = None
    notes: tuple[str, ...] = ()


def fold(header: str) -> str:
    """A header as it is compared: trimmed, lower case, words joined by an underscore.

    >>> fold("  Clinician ID ")
    'clinician_id'
    """
    return re.sub(r"[\s\-./]+", "_", header.strip().lower()).strip("_")
