"""A mapping applied: somebody else's sheets become our raw tables, each cell still knowing its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Keys
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.errors import Problem
from tenthhour.data.checks import numbers
from tenthhour.data.headers import cut_off
from tenthhour.data.mapping import Constant, Mapping, Number, Sum, Text, Values
from tenthhour.data.tables import RawTable, fold

_NUMBERS = ("numerator", "denominator", "mean", "sd", "n")


def reshape(
    sheets: list[RawTable], mapping: Mapping
) -> tuple[list[RawTable], list[RawTable], list[Problem], list[str]]:
    """Apply a mapping to every sheet that has its columns.

    Returns:
        Canonical raw tables; the sheets as they stood, with the people's columns marked;
        problems; notes on rows left out on purpose.

    """
    tables: list[RawTable] = []
    originals: list[RawTable] = []
    problems: list[Problem] = []
    notes: list[str] = []
    people = _people(mapping)
    lacking: list[Problem] = []
    for sheet in sheets:
        marked = replace(sheet, people=people)
        originals.append(marked)
        missing = sorted(c for c in columns_of(mapping) if fold(c) not in sheet.columns)
        if missing:
            lacking.append(
                Problem(
                    sheet.place,
                    f"lacks the columns {', '.join(missing)} of the mapping {mapping.id}",
                    "Correct the mapping, or take the file out.",
                )
            )
            continue
        problems += [
            fault for c, fault in sheet.faults.items() if c in {fold(n) for n in columns_of(mapping)}
        ]
        made, wrong, left_out = _sheet(marked, mapping)
        tables += made
        problems += wrong
        notes += left_out
    problems += [replace(p, blocking=not tables) for p in lacking]
    return tables, originals, problems, notes


def columns_of(mapping: Mapping) -> set[str]:
    """Every column the mapping names."""
    named: set[str] = {d.column for d in mapping.drop_rows} | set(mapping.where) | set(mapping.fill_down)
    texts: list[Text | str | None] = [
        mapping.clinician,
        mapping.month,
        mapping.name,
        mapping.peer_group,
        mapping.team,
    ]
    for values in mapping.values:
        named |= set(values.where)
        texts += [values.clinician, values.month]
        for role in _NUMBERS:
            named |= set(_parts(getattr(values, role)))
    return named | {t for t in texts if isinstance(t, str)}


def _people(mapping: Mapping) -> frozenset[str]:
    texts = [mapping.clinician, mapping.name, *(v.clinician for v in mapping.values)]
    return frozenset(fold(t) for t in texts if isinstance(t, str))


def _parts(number: Number | None) -> tuple[str, ...]:
    if number is None:
        return ()
    return number.sum if isinstance(number, Sum) else (number,)


def _sheet(sheet: RawTable, mapping: Mapping) -> tuple[list[RawTable], list[Problem], list[str]]:
    sheet = _filled_down(sheet, mapping.fill_down)
    kept, notes = _without(sheet, mapping)
    used = {fold(c) for v in mapping.values for role in _NUMBERS for c in _parts(getattr(v, role))}
    decimal = mapping.decimal or numbers.decimal_mark(kept.columns[c] for c in sorted(used))
    tables: list[RawTable] = []
    problems = cut_off(kept)
    taken = pa.array([False] * len(kept.rows))
    for values in mapping.values:
        chosen = _where(kept, values.where)
        taken = pc.or_(taken, chosen)
        part = _rows(kept, chosen)
        made, wrong = _results(replace(part, decimal=decimal), values, mapping)
        tables.append(made)
        problems += wrong
    left = pc.sum(pc.invert(taken)).as_py() or 0
    if left:
        notes.append(f"{sheet.place}: {left:,} rows belong to no measure of the mapping {mapping.id}.")
    clinicians = _clinicians(kept, mapping)
    return [*tables, *clinicians], problems, notes


def _filled_down(sheet: RawTable, columns: Collection[str]) -> RawTable:
    filled = {fold(c): pc.fill_null_forward(sheet.columns[fold(c)]) for c in columns}
    return replace(sheet, columns={**sheet.columns, **filled})


def _without(sheet: RawTable, mapping: Mapping) -> tuple[RawTable, list[str]]:
    """The sheet without footnotes, totals and rows of other things, and a note for each such rule."""
    notes = []
    for drop in mapping.drop_rows:
        hit = pc.fill_null(
            pc.match_substring_regex(sheet.columns[fold(drop.column)], drop.matches, ignore_case=True), False
        )
        count = pc.sum(hit).as_py() or 0
        if count:
            notes.append(f'{sheet.place}: {count:,} rows left out, {drop.column} matches "{drop.matches}".')
        sheet = _rows(sheet, pc.invert(hit))
    chosen = _where(sheet, mapping.where)
    left = pc.sum(pc.invert(chosen)).as_py() or 0
    if left:
        told = "; ".join(f"{c} is {' or '.join(v)}" for c, v in mapping.where.items())
        notes.append(f"{sheet.place}: {left:,} rows left out, only those where {told} are read.")
    return _rows(sheet, chosen), notes


def _where(sheet: RawTable, where: Keys[str, tuple[str, ...]]) -> pa.Array:
    chosen = pa.array([True] * len(sheet.rows), pa.bool_())
    for column, texts in where.items():
        chosen = pc.and_(chosen, pc.is_in(sheet.columns[fold(column)], pa.array(list(texts), pa.string())))
    return chosen


def _rows(sheet: RawTable, chosen: pa.Array) -> RawTable:
    columns = {name: values.filter(chosen) for name, values in sheet.columns.items()}
    return replace(sheet, columns=columns, rows=sheet.rows.filter(chosen))


def _results(part: RawTable, values: Values, mapping: Mapping) -> tuple[RawTable, list[Problem]]:
    rows = len(part.rows)
    columns: dict[str, pa.Array] = {"measure_id": pa.array([values.measure] * rows, pa.string())}
    labels: dict[str, str] = {}
    for name, text in (
        ("clinician_id", values.clinician or mapping.clinician),
        ("month", values.month or mapping.month),
    ):
        columns[name] = _text(part, text)
        if isinstance(text, str):
            labels[name] = part.labels.get(fold(text), text)
    problems: list[Problem] = []
    for role in _NUMBERS:
        named = _parts(getattr(values, role))
        if not named:
            continue
        labels[role] = " + ".join(part.labels.get(fold(c), c) for c in named)
        columns[role], wrong = _number(part, named, values.divide_by if role == "mean" else 1.0)
        problems += wrong
    made = replace(part, name="results", columns=columns, labels=labels, people=frozenset())
    return _present(made, across=values.month is not None or values.clinician is not None), problems


def _present(made: RawTable, *, across: bool) -> RawTable:
    """Where months stand across, an empty cell is a month that is not there, not a row without numbers."""
    if not across:
        return made
    some = pa.array([False] * len(made.rows), pa.bool_())
    for role in _NUMBERS:
        if role in made.columns:
            some = pc.or_(some, pc.is_valid(made.columns[role]))
    return _rows(made, some)


def _text(part: RawTable, text: Text | None) -> pa.Array:
    if isinstance(text, Constant):
        return pa.array([text.constant] * len(part.rows), pa.string())
    return part.columns[fold(text or "")]


def _number(part: RawTable, named: tuple[str, ...], divisor: float) -> tuple[pa.Array, list[Problem]]:
    """One column stays text for the checks to read; sums and shares are computed here, with their problems."""
    if len(named) == 1 and divisor == 1.0:
        return part.columns[fold(named[0])], []
    total = pa.array([0.0] * len(part.rows), pa.float64())
    problems: list[Problem] = []
    for name in named:
        read = numbers.parse(part.columns[fold(name)], part.decimal)
        problems += list(_wrong(part, fold(name), read.wrong))
        total = pc.add(total, read.values)
    return pc.divide(total, divisor), problems


def _wrong(part: RawTable, column: str, wrong: Keys[str, str]) -> Iterator[Problem]:
    values = part.columns[column]
    at = pc.indices_nonzero(pc.is_in(values, pa.array(list(wrong), pa.string()))).to_pylist()
    do = "Write a plain number, with a point for decimals and no thousands marks."
    for index in at[:20]:
        yield Problem(part.at(index, column), wrong[values[index].as_py()], do)
    if len(at) > 20:
        yield Problem(
            f"{part.place}, column {part.labels.get(column, column)}", f"{len(at) - 20:,} more like these", do
        )


def _clinicians(kept: RawTable, mapping: Mapping) -> list[RawTable]:
    """The people with the name, peer group and team of their latest row in the file."""
    if not isinstance(mapping.clinician, str) or not (mapping.name or mapping.peer_group or mapping.team):
        return []
    ids = kept.columns[fold(mapping.clinician)]
    last: dict[str, int] = {who: i for i, who in enumerate(ids.to_pylist()) if who is not None}
    at = pa.array(list(last.values()), pa.int64())
    columns = {"clinician_id": ids.take(at)}
    for name in ("name", "peer_group", "team"):
        text = getattr(mapping, name)
        if text is not None:
            columns[name] = _text(kept, text).take(at)
    return [replace(kept, name="clinicians", columns=columns, rows=kept.rows.take(at), labels={})]
