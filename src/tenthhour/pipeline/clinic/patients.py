"""Patients: what the patients seen would lead one to expect, fitted on the baseline and on nothing later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow.compute as pc

from tenthhour.core.measurement.casemix import Cells, Expected, Method, Model, applied, attempted
from tenthhour.core.measurement.measure import Kind
from tenthhour.data.cells import RowCells, cells_of


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
            digest.update(np.ascontiguousarray(counts, dtype=">f8").tobytes())
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
    table = rows.table
    number: Any = pc.cast(pc.floor(pc.divide(pc.cast(table["period"], "float64"), float(months))), "int64")
    table = table.set_column(table.schema.get_field_index("period"), "period", number)
    cells = cells_of(table, rows.covariates, ids, range(first, first + periods))
    return Patients(cells, rows.absent, first, rows.method)


def _absent(column: str) -> str:
    return f"Not adjusted for {column.replace('_', ' ')}: the rows have no column {column}."
