"""Patients: what the patients seen would lead one to expect, fitted on the baseline and on nothing later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.measurement.casemix import Cells, Expected, Method, Model, applied, attempted
from tenthhour.core.measurement.measure import Kind
from tenthhour.core.measurement.panel import Array
from tenthhour.data.cells import RowCells, cells_of

_SUMS = ("n", "total", "squares", "exposure")


@dataclass(frozen=True)
class Patients:
    """Who was seen, by clinician, period and pattern of characteristics.

    Attributes:
        cells: Counts; months are positions among the periods of the series they belong to.
        absent: Characteristics the rows carry no column for.
        first: Number of the first period.
        method: How means are adjusted.
        known: Models by their reference periods, shared by every cut of the same measure.

    """

    cells: Cells
    absent: tuple[str, ...]
    first: int
    method: Method = "reml"
    known: dict[tuple[int, int], Model | str] = field(default_factory=dict, compare=False, repr=False)

    def between(self, start: int, stop: int) -> Patients:
        """Periods from start to stop, at positions of this object."""
        cut = self.cells.renumbered(start, max(stop - start, 0))
        return replace(self, cells=cut, first=self.first + start)

    def expected(self, kind: Kind, baseline: int) -> Expected:
        """Expected values and offsets, by a model of the first `baseline` periods."""
        key = (self.first, baseline)
        reference = self.cells.between(0, baseline)
        if key not in self.known:
            self.known[key] = attempted(reference, kind, self.method)
        found = applied(self.known[key], self.cells, reference)
        return replace(found, grounds=(*found.grounds, *(_absent(name) for name in self.absent)))

    def fingerprint(self) -> bytes:
        """SHA-256 of the counts."""
        digest = hashlib.sha256(repr((self.cells.covariates, self.method)).encode())
        for whole in (self.cells.clinician, self.cells.month + self.first, self.cells.codes):
            digest.update(np.ascontiguousarray(whole, dtype=">i8").tobytes())
        for counts in (self.cells.n, self.cells.total, self.cells.denominator):
            digest.update(as_bytes(counts, added=not is_whole(counts)))
        return digest.digest()


def patients(rows: RowCells, ids: tuple[str, ...], months: int, span: tuple[int, int]) -> Patients:
    """Counted rows as patients of a series.

    Args:
        rows: Cells by month index.
        ids: Clinicians in the order of the series.
        months: Months in a period, 1 or 3.
        span: Number of the first period, and how many there are.

    """
    first, periods = span
    cells = cells_of(_by_period(rows.table, months), rows.covariates, ids, range(first, first + periods))
    return Patients(cells, rows.absent, first, rows.method)


def _by_period(table: pa.Table, months: int) -> pa.Table:
    """Months of a period together: one row per clinician, period and pattern, in whatever order they came."""
    number: Any = pc.cast(pc.floor(pc.divide(pc.cast(table["period"], "float64"), float(months))), "int64")
    table = table.set_column(table.schema.get_field_index("period"), "period", number)
    keys = [name for name in table.column_names if name not in _SUMS]
    added = table.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in _SUMS])
    return added.select([*keys, *(f"{name}_sum" for name in _SUMS)]).rename_columns([*keys, *_SUMS])


def is_whole(values: Array) -> bool:
    """Whether all are whole numbers, which every engine adds up to the same last digit."""
    return bool((values == np.rint(values)).all())


def as_bytes(values: Array, *, added: bool) -> bytes:
    """Numbers for a fingerprint; sums of fractions to 24 binary digits only.

    Engines and cores add up in orders of their own and the last digits follow (1e-14); the seed of the
    thresholds, made from the data, must not. At 6e-8 two sums part once in a million values.
    """
    return np.ascontiguousarray(values, dtype=">f4" if added else ">f8").tobytes()


def _absent(column: str) -> str:
    return f"Not adjusted for {column.replace('_', ' ')}: the rows have no column {column}."
