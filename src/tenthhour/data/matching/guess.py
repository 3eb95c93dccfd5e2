"""A guess at what a sheet says: a role for every column, rows that are no data, and what to ask a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from tenthhour.core.month import Month
from tenthhour.data.checks import dates
from tenthhour.data.mapping import Constant, Drop, Mapping, Values
from tenthhour.data.matching import roles, rows
from tenthhour.data.matching.layout import Layout, layout
from tenthhour.data.matching.roles import Column
from tenthhour.data.matching.words import Role, month_in, slug
from tenthhour.data.sandbox import Sheet

__all__ = ["Column", "Guess", "guess"]


@dataclass(frozen=True)
class Guess:
    """What a sheet seems to say. Immutable: a correction is a new guess, so it can be undone.

    Args:
        place: File and sheet.
        sheet: Name of the sheet, "" for text files.
        columns: Every named column with its role, in order.
        drop: Rows that are no data, by the text that shows it.
        fill_down: Columns whose blanks repeat the value above.
        metrics: What the measure column names, where rows name their measure.
        questions: What could not be settled; a person should look.
        month: The month of the whole sheet, where its title or name says so.

    """

    place: str
    sheet: str
    header_row: int
    header_rows: int
    title: str
    columns: tuple[Column, ...]
    drop: tuple[Drop, ...] = ()
    fill_down: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    month: str | None = None

    @property
    def complete(self) -> bool:
        """Is there a person, a month and a number?"""
        values = [c for c in self.columns if c.role in ("numerator", "mean")]
        dated = self.month or self._with("month") or (values and all(c.month for c in values))
        return bool(self._with("person") and values and dated)

    @property
    def series(self) -> tuple[str, ...]:
        """The measures of the sheet, in the sheet's own words and order."""
        if self.metrics:
            return self.metrics
        return tuple(dict.fromkeys(c.series for c in self.columns if c.role in ("numerator", "mean")))

    def with_role(self, index: int, role: Role, series: str | None = None) -> Guess:
        """The same with one column read differently; `series` says which measure it belongs to."""
        changed = tuple(
            replace(c, role=role, series=c.series if series is None else series) if c.index == index else c
            for c in self.columns
        )
        return replace(self, columns=changed)

    def mapping(self, id_: str = "matched", decimal: str | None = None) -> Mapping:
        """The guess as a mapping, to be saved, corrected by hand, and applied like any other.

        Measure ids are made from the sheet's own words: `words.slug`.
        """
        person, month = self._with("person"), self._with("month")
        return Mapping(
            id=id_,
            title=self.title or self.place,
            clinician=person[0].label if person else None,
            month=month[0].label if month else Constant(self.month) if self.month else None,
            values=tuple(self._values()),
            sheet=self.sheet or None,
            header_row=self.header_row,
            header_rows=self.header_rows,
            decimal=decimal,
            fill_down=self.fill_down,
            drop_rows=self.drop,
        )

    def _with(self, role: Role) -> list[Column]:
        return [c for c in self.columns if c.role == role]

    def _values(self) -> Iterator[Values]:
        measure = self._with("measure")
        for column in self.columns:
            if column.role not in ("numerator", "mean"):
                continue
            for metric in self.metrics or (column.series,):
                made = self._value(column, metric)
                yield replace(made, where={measure[0].label: (metric,)}) if self.metrics and measure else made

    def _value(self, column: Column, series: str) -> Values:
        return Values(
            measure=slug(series),
            numerator=column.label if column.role == "numerator" else None,
            mean=column.label if column.role == "mean" else None,
            denominator=self._beside(column, "denominator") if column.role == "numerator" else None,
            n=self._beside(column, "n") if column.role == "mean" else None,
            sd=self._beside(column, "sd") if column.role == "mean" else None,
            month=Constant(column.month) if column.month else None,
            divide_by=column.divide_by,
        )

    def _beside(self, column: Column, role: Role) -> str | None:
        """The denominator, n or sd of a value: of the same month, and of its series or of all."""
        found = [c for c in self._with(role) if c.month == column.month and c.series in ("", column.series)]
        found.sort(key=lambda c: c.series == "")
        return found[0].label if found else None


def guess(sheet: Sheet) -> Guess | None:
    """Guess what a sheet says; None when it holds no table of numbers. Hidden columns are left out."""
    found = layout(sheet)
    if found is None:
        return None
    body = rows.data_rows(found)
    columns, questions = roles.roles(found, sheet.hidden, body, _name(found, sheet))
    drop = rows.dropped(found, columns)
    measure = next((c for c in columns if c.role == "measure"), None)
    metrics = _metrics(found, measure, columns, drop) if measure else ()
    made = Guess(
        place=sheet.place,
        sheet=sheet.name,
        header_row=found.header_row,
        header_rows=found.header_rows,
        title=found.title,
        columns=tuple(columns),
        drop=tuple(drop),
        fill_down=rows.fill_down(found, columns),
        metrics=metrics,
        month=_month_of_all(found, sheet, columns),
        questions=(*questions, *rows.hidden_sums(found, columns), *_inside_months(found, columns)),
    )
    return made if made.complete else replace(made, questions=(*made.questions, *_lacking(made)))


def _name(found: Layout, sheet: Sheet) -> str:
    """What a number is called when its column is called after its month."""
    plain = re.fullmatch(r"(?i)(sheet|tabelle|feuil)\s*\d*", sheet.name or "Sheet") is not None
    return found.title or ("" if plain else sheet.name) or sheet.file.rsplit(".", 1)[0]


def _month_of_all(found: Layout, sheet: Sheet, columns: list[Column]) -> str | None:
    """The month in the title or the sheet's name, where no column has months. File names tell of printing."""
    if any(c.role == "month" or c.month for c in columns):
        return None
    months = [m for text in (found.title, sheet.name) if (m := month_in(text)[0])]
    return str(months[0]) if months else None


def _metrics(found: Layout, measure: Column, columns: list[Column], drop: list[Drop]) -> tuple[str, ...]:
    values = [c.index for c in columns if c.role in ("numerator", "mean")]
    named = found.cells[measure.index]
    texts = (t for i, t in enumerate(named) if t and any(found.cells[v][i] for v in values))
    return tuple(dict.fromkeys(texts))


def _lacking(made: Guess) -> Iterator[str]:
    held = {c.role for c in made.columns}
    if "person" not in held:
        yield "Which column names the clinician?"
    if not made.month and "month" not in held and not any(c.month for c in made.columns):
        yield "Which column is the month?"
    if not held & {"numerator", "mean"}:
        yield "Which column holds the numbers?"


def _inside_months(found: Layout, columns: list[Column]) -> Iterator[str]:
    """A date like 2026-03-25 may be "Mar-25" that a spreadsheet took for the 25th of March."""
    month = next((c for c in columns if c.role == "month"), None)
    texts = found.cells[month.index] if month else tuple(c.label for c in columns if c.month)
    days = {t for t in texts if t and (d := dates.days(pa.array([t[:10]])).values[0].as_py()) and _inside(d)}
    if days:
        first = min(days)
        yield f"{first}: is this the month {first[:7]}, or did the spreadsheet take a year for a day?"


def _inside(day: date) -> bool:
    return day.day != 1 and day != Month.of(day).last_day
