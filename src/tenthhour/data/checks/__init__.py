"""Raw tables to typed ones, with every problem found, as sentences: place, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.errors import DataProblem, Problem
from tenthhour.core.measurement.measure import Measure
from tenthhour.data.blocks import Rows
from tenthhour.data.checks import identifiers, people, rows, rules
from tenthhour.data.checks.numbers import shown
from tenthhour.data.checks.report import Report
from tenthhour.data.checks.typed import Typed, reader
from tenthhour.data.schema import TABLES
from tenthhour.data.tables import RawTables, Source


@dataclass(frozen=True)
class Checked:
    """Typed tables, and everything found wrong with them.

    Args:
        tables: By canonical name, only those present; columns as in `data.schema`: month as "YYYY-MM"
            text, numbers float64, dates date32. Row order is that of the files. Encounters and answers
            are on disk, because there may be more of them than memory holds.
        problems: All of them; a blocking one means the tables must not be used.
        no_counts: Measures with values but without counts: charted, never judged (Q9).

    """

    tables: Mapping[str, Rows]
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]
    synthetic: bool = False
    no_counts: frozenset[str] = frozenset()
    stands_in_for: str = ""
    baseline_months: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """The problems that stop everything."""
        return tuple(p for p in self.problems if p.blocking)

    @property
    def stand_in_sentence(self) -> str:
        """Said with every result where the rows are no clinicians; empty otherwise."""
        return f"In this file {self.stands_in_for} stand in for clinicians." if self.stands_in_for else ""

    def require(self) -> Checked:
        """Itself, if it may be used.

        Raises:
            DataProblem: Any blocking problem; carries all of them.

        """
        if self.blocking:
            raise DataProblem(self.blocking)
        return self


def check(raw: RawTables, measures: Mapping[str, Measure] | Iterable[Measure]) -> Checked:
    """Type every column and apply the quality rules that need no judgement of the series.

    Raises:
        Refused: A column looks like a patient identifier.

    """
    identifiers.refuse(raw.originals)
    catalogue = measures if isinstance(measures, Mapping) else {m.id: m for m in measures}
    report = Report(list(raw.problems))
    parts: dict[str, list[Typed]] = {}
    tables: dict[str, Rows] = {}
    for schema in TABLES:
        found = [t for t in raw.tables if t.name == schema.name]
        if found and schema.open:
            tables[schema.name], parts[schema.name] = rows.kept(found, catalogue, report)
        elif found:
            parts[schema.name] = [reader(t, catalogue, report).read(t, report) for t in found]
            tables[schema.name] = _joined(parts[schema.name])
            if schema.key:
                rules.unique(parts[schema.name], schema.key, report)
    no_counts = _results(parts, tables, catalogue, report)
    people.check(parts, tables, report)
    return Checked(
        tables=tables,
        problems=tuple(report.problems),
        sources=raw.sources,
        synthetic=raw.synthetic,
        no_counts=no_counts,
        stands_in_for=raw.stands_in_for,
        baseline_months=raw.baseline_months,
        notes=raw.notes,
    )


def _joined(parts: list[Typed]) -> pa.Table:
    return pa.concat_tables([p.table for p in parts], promote_options="default").combine_chunks()


def _results(
    parts: Mapping[str, list[Typed]],
    tables: Mapping[str, Rows],
    measures: Mapping[str, Measure],
    report: Report,
) -> frozenset[str]:
    for part in parts.get("results", []):
        _known_measures(part, measures, report)
        rules.possible(part, measures, report)
        if "clinicians" in tables:
            rules.in_post(part, tables["clinicians"], report)
    if "results" in parts:
        rules.copied(parts["results"], report)
    return rules.without_counts(parts.get("results", []), measures, report)


def _known_measures(part: Typed, measures: Mapping[str, Measure], report: Report) -> None:
    ids = part.table.column("measure_id")
    unknown = pc.and_(pc.invert(pc.is_in(ids, pa.array(list(measures), pa.string()))), pc.is_valid(ids))
    report.rows(
        part.raw,
        "measure_id",
        pc.indices_nonzero(unknown).to_pylist(),
        lambda i: f'"{shown(ids[i].as_py())}" is no measure we know',
        "`tenthhour measures` lists them; a new one is one file.",
    )
