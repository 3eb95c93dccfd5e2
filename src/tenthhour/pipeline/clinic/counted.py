"""Counted: typed tables become arrays of one measure, (clinicians, periods)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from tenthhour.core.measurement.casemix import Expected
from tenthhour.core.measurement.course import Rule, rule_of
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.panel import Array, Panel
from tenthhour.core.month import Month
from tenthhour.data import aggregate
from tenthhour.data.blocks import Rows
from tenthhour.data.cells import collected
from tenthhour.data.engine import engine
from tenthhour.pipeline.clinic.patients import Patients, as_bytes, is_whole, patients


@dataclass(frozen=True)
class Counted:
    """One measure of everybody.

    Attributes:
        measure: Its definition.
        rule: Its numbers.
        ids: Clinicians, sorted.
        first: Number of the first period (month index, or that by three).
        y, n, answer_variance: As in a panel; n = 0 where nothing was counted.
        bare: Values given without counts, NaN elsewhere.
        patients: Who was seen, where rows say so; None for counted results.

    """

    measure: Measure
    rule: Rule
    ids: tuple[str, ...]
    first: int
    y: Array
    n: Array
    answer_variance: Array
    bare: Array
    patients: Patients | None = None

    @property
    def periods(self) -> int:
        return int(self.n.shape[1])

    def month(self, period: int) -> Month:
        """Last month of the period at this position."""
        return Month.at((self.first + period + 1) * self.rule.months - 1)

    def complete(self, as_of: Month) -> int:
        """How many periods are over at the end of this month; 0 when none."""
        return max(0, (as_of.index + 1) // self.rule.months - self.first)

    def until(self, as_of: Month) -> Counted:
        """The same as known at the end of a month: later periods are cut, missing ones are empty."""
        return self.between(0, self.complete(as_of))

    def between(self, start: int, stop: int) -> Counted:
        """Periods from start to stop, at positions of this object; beyond its end they are empty."""
        cut = [_span(getattr(self, name), start, stop, gap) for name, gap in _GAPS.items()]
        return replace(
            self, first=self.first + start, y=cut[0], n=cut[1], answer_variance=cut[2], bare=cut[3],
            patients=self.patients.between(start, stop) if self.patients else None,
        )  # fmt: skip

    def expected(self, baseline: int | None) -> Expected | None:
        """What the patients seen lead one to expect; None without rows or without a baseline."""
        if self.patients is None or baseline is None:
            return None
        return self.patients.expected(self.measure.kind, baseline)

    def panel(self, expects: Expected | None = None) -> Panel:
        """As the core reads it, adjusted for the patients seen where it is known who they were."""
        offset = np.zeros(self.n.shape) if expects is None else np.where(self.n > 0, expects.offset, 0.0)
        return Panel(self.measure.kind, self.y, self.n, offset)

    def fingerprint(self) -> bytes:
        """SHA-256 of everything in it that was observed, rows without data left out."""
        digest = hashlib.sha256()
        digest.update(repr((self.measure.id, self.measure.version, self.measure.kind, self.rule)).encode())
        seen = (self.n > 0) | np.isfinite(self.bare)
        rows, periods = np.nonzero(seen)
        digest.update("|".join(self.ids[r] for r in rows).encode())
        digest.update((self.first + periods).astype(">i8").tobytes())
        added = self.measure.kind == "mean" or not is_whole(self.n)
        for values in (self.y, self.n, self.answer_variance, self.bare):
            digest.update(as_bytes(values[rows, periods], added=added))
        digest.update(self.patients.fingerprint() if self.patients else b"")
        return digest.digest()


_GAPS = {"y": 0.0, "n": 0.0, "answer_variance": np.nan, "bare": np.nan}


def _span(values: Array, start: int, stop: int, gap: float) -> Array:
    wide = np.full((len(values), max(stop - start, 0)), gap)
    part = values[:, start:stop]
    wide[:, : part.shape[1]] = part
    return wide


def counted(
    tables: Mapping[str, Rows], measures: Mapping[str, Measure], baseline_months: int | None
) -> dict[str, Counted]:
    """Count every measure that has data; all share the same clinicians in the same order.

    Args:
        tables: Typed tables by canonical name.
        measures: By id.
        baseline_months: The site's own setting, or None for each measure's.

    """
    here = engine()
    expressions = here.tables(tables)
    found = {}
    for name in sorted(measures):
        if measures[name].status != "retired":
            table = aggregate.collected(here, expressions, measures[name])
            if table is not None:
                found[name] = table
    ids = tuple(sorted({i for t in found.values() for i in t.column("clinician_id").to_pylist()}))
    made = {name: _arrays(table, measures[name], baseline_months, ids) for name, table in found.items()}
    for name, series in made.items():
        rows = collected(here, expressions, measures[name])
        if rows is not None:
            seen = patients(rows, ids, series.rule.months, (series.first, series.periods))
            made[name] = replace(series, patients=seen)
    return made


def _arrays(table: pa.Table, measure: Measure, baseline_months: int | None, ids: tuple[str, ...]) -> Counted:
    rule = rule_of(measure, baseline_months)
    position = {name: i for i, name in enumerate(ids)}
    rows = np.array([position[i] for i in table.column("clinician_id").to_pylist()])
    number = table.column("period").to_numpy() // rule.months
    first, last = int(number.min()), int(number.max())
    shape = (len(ids), last - first + 1)
    read = {name: table.column(name).to_numpy().astype(float) for name in aggregate.COLUMNS[2:]}
    below = read["n"] if measure.kind == "mean" else np.where(
        np.isfinite(read["denominator"]), read["denominator"], read["n"]
    )  # fmt: skip
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = read["numerator"] / read["denominator"]
    value = read["mean"] if measure.kind == "mean" else np.where(np.isfinite(ratio), ratio, read["mean"])
    whole = np.isfinite(value) & np.isfinite(below) & (below > 0)
    bare = np.where(np.isfinite(read["mean"]), read["mean"], read["numerator"])
    bare = np.where(~whole & ~np.isfinite(below), bare, np.nan)
    made = {name: np.full(shape, gap) for name, gap in _GAPS.items()}
    cells = (rows, number - first)
    made["y"][cells] = np.where(whole, value, 0.0)
    made["n"][cells] = np.where(whole, below, 0.0)
    made["answer_variance"][cells] = read["sd"] ** 2
    made["bare"][cells] = bare
    return Counted(measure, rule, ids, first, made["y"], made["n"], made["answer_variance"], made["bare"])
