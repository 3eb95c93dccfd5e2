"""How to read somebody else's file: which column is the person, the month, the numbers. One YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Keys
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from tenthhour.core.errors import DataProblem, Problem, UsageError

SHIPPED = Path(__file__).parent.parent / "content" / "mappings"


@dataclass(frozen=True)
class Constant:
    """The same value in every row."""

    constant: str


@dataclass(frozen=True)
class Sum:
    """Columns added up, row by row."""

    sum: tuple[str, ...]


@dataclass(frozen=True)
class Drop:
    """Rows that are no data: footnotes, totals. `matches` is a regular expression, whatever the case."""

    column: str
    matches: str


Number = str | Sum
Text = str | Constant


@dataclass(frozen=True)
class Values:
    """One measure in the file. `where` keeps rows with one of the texts in each column named.

    `clinician` and `month` replace those of the whole file, for tables that have
    a column for each month or for each person. `mean` is divided by `divide_by`:
    100 where the file writes 5.1 for 5.1 %.
    """

    measure: str
    numerator: Number | None = None
    denominator: Number | None = None
    mean: str | None = None
    sd: str | None = None
    n: Number | None = None
    where: Keys[str, tuple[str, ...]] = field(default_factory=dict)
    clinician: Text | None = None
    month: Text | None = None
    divide_by: float = 1.0


@dataclass(frozen=True)
class Mapping:
    """A whole file. Columns are named as in its header, capitals and spaces aside.

    Args:
        stands_in_for: What the rows are where they are no clinicians ("regions"); every output says so.
        baseline_months: How many months the baseline takes, where the file is short.
        sheet: The sheet of a workbook; without it, every sheet that has the columns.
        header_row: Row number of the (first) header row; without it, the first row with anything in it.
        header_rows: How many rows the header has; "2026" over "March" reads "2026 / March".
        decimal: The decimal mark, where the numbers themselves do not show it.
        fill_down: Columns whose blanks repeat the value above, as in a pivot or merged cells.
        where: As in `Values`, for all of them.

    """

    id: str
    title: str
    values: tuple[Values, ...]
    clinician: Text | None = None
    month: Text | None = None
    source: str = ""
    stands_in_for: str = ""
    baseline_months: int | None = None
    name: str | None = None
    peer_group: Text | None = None
    team: Text | None = None
    sheet: str | None = None
    header_row: int | None = None
    header_rows: int = 1
    decimal: str | None = None
    fill_down: tuple[str, ...] = ()
    drop_rows: tuple[Drop, ...] = ()
    where: Keys[str, tuple[str, ...]] = field(default_factory=dict)


def named(name: str) -> Mapping:
    """A shipped mapping by its id, or a file by its path.

    Raises:
        UsageError: Neither exists.
        DataProblem: The file is no mapping; every problem at once.

    """
    shipped = SHIPPED / f"{name}.yaml"
    path = shipped if re.fullmatch(r"[a-z0-9-]+", name) and shipped.exists() else Path(name)
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in SHIPPED.glob("*.yaml")))
        raise UsageError(f'--mapping: there is no file "{name}". Shipped ones: {known}.')
    return load(path.read_text(encoding="utf-8-sig", errors="replace"), path.name)


def load(text: str, place: str) -> Mapping:
    """A mapping from its YAML.

    Raises:
        DataProblem: Not YAML, an unknown key, or a value that cannot be meant.

    """
    try:
        written = yaml.load(text, Loader=_Text)  # noqa: S506  # a SafeLoader that leaves all as text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise DataProblem([Problem(f"{place}{where}", "is not YAML", "Correct the line.")]) from error
    try:
        mapping = _ADAPTER.validate_python(written, extra="forbid")
    except ValidationError as error:
        raise DataProblem(list(_sentences(place, error))) from error
    if problems := _senseless(mapping, place):
        raise DataProblem(problems)
    return mapping


class _Text(yaml.SafeLoader):
    """Leaves 2026-03, 012 and no as they are written: they are cells, not dates, octals and booleans."""


_Text.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag.endswith((":null", ":merge"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_ADAPTER = TypeAdapter(Mapping)


def _sentences(place: str, error: ValidationError) -> list[Problem]:
    said: dict[str, Problem] = {}
    for one in error.errors():
        key = ".".join(str(k) for k in one["loc"] if str(k) not in ("str", "Sum", "Constant", "Mapping"))
        if one["type"] == "missing":
            found, do = "is missing", "Add it."
        elif one["type"] == "unexpected_keyword_argument":
            found, do = "is not a key of a mapping", "Remove it or correct its spelling."
        else:
            found, do = f'"{str(one["input"])[:60]}" cannot be used', f"{one['msg']}."
        said.setdefault(key, Problem(f"{place}, key {key or 'the whole file'}", found, do))
    return list(said.values())


def _senseless(mapping: Mapping, place: str) -> list[Problem]:
    found = [
        Problem(f"{place}, key values.{index}", what, do)
        for index, values in enumerate(mapping.values)
        for what, do in _of_values(values, mapping)
    ]
    if not mapping.values:
        found.append(Problem(f"{place}, key values", "is empty", "Name at least one measure."))
    for index, drop in enumerate(mapping.drop_rows):
        found += _pattern(drop.matches, f"{place}, key drop_rows.{index}.matches")
    if mapping.decimal not in (None, ".", ","):
        mark = f'"{mapping.decimal}" is no decimal mark'
        found.append(Problem(f"{place}, key decimal", mark, 'Write "." or ",".'))
    return found


def _of_values(values: Values, mapping: Mapping) -> Iterator[tuple[str, str]]:
    if not (values.mean or values.numerator):
        yield "has neither a numerator nor a mean", "Name the column of the numbers."
    if not (values.clinician or mapping.clinician):
        yield "names no clinician", "Name the column of the person, here or above."
    if not (values.month or mapping.month):
        yield "names no month", "Name the column of the month, here or above."
    if values.divide_by <= 0:
        yield "divides by nothing", "Give a number above 0."


def _pattern(text: str, place: str) -> list[Problem]:
    try:
        re.compile(text)
    except re.error:
        return [Problem(place, f'"{text}" is no regular expression', "Correct it.")]
    return []


def dump(mapping: Mapping) -> str:
    """The mapping as YAML that `load` reads back to the same value; defaults are left out."""
    plain = _ADAPTER.dump_python(mapping, mode="json", exclude_defaults=True)
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110)
