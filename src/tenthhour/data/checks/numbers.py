"""Numbers as people write them: thousands and decimal marks read only where one reading is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

LARGEST = 1e12  # no clinic counts a million million of anything

_PLAIN = r"^[+-]?(\d+|\d+\.\d+|\.\d+)([eE][+-]?\d+)?$"
_EITHER_DOT = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"
_GROUP = "[ \u00a0\u202f\u2009'\u2019]"

_WHOLE = re.compile(r"[+-]?\d+")
_EXPONENT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}")
_SPACED = re.compile(rf"[+-]?[1-9]\d{{0,2}}({_GROUP}\d{{3}})+([.,]\d+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_ENGLISH = re.compile(r"[+-]?([1-9]\d{0,2}(,\d{3})+(\.\d+)?|\d*\.\d+)")
_GERMAN = re.compile(r"[+-]?([1-9]\d{0,2}(\.\d{3})+(,\d+)?|\d*,\d+)")


@dataclass(frozen=True)
class Numbers:
    """A column as numbers; `wrong` says why for each text that is none (null in `values`)."""

    values: pa.Array
    wrong: dict[str, str]


def decimal_mark(columns: Iterable[pa.Array]) -> str | None:
    """The decimal mark of a file, if its numbers show which; None if nothing shows it or they disagree.

    >>> decimal_mark([pa.array(["1.234", "12,5"])])
    ','
    """
    return mark_of(mark for column in columns for mark in marks(column))


def mark_of(shown: Iterable[str]) -> str | None:
    """The one mark that was shown; None where there is none, or two."""
    found = set(shown)
    return found.pop() if len(found) == 1 else None


def marks(column: pa.Array) -> set[str]:
    """Every decimal mark that a number of a column proves."""
    if _all_match(column, r"^[+-]?\d+$"):
        return set()
    return {m for text in pc.unique(column).to_pylist() if text and (m := _mark(text.rstrip("% ")))}


def _mark(text: str) -> str | None:
    """The decimal mark one number alone proves."""
    if _WHOLE.fullmatch(text) or _EXPONENT.fullmatch(text) or _AMBIGUOUS.fullmatch(text):
        return None
    if spaced := _SPACED.fullmatch(text):
        return spaced[2][0] if spaced[2] else None
    if _ENGLISH.fullmatch(text):
        return "."
    return "," if _GERMAN.fullmatch(text) else None


def parse(column: pa.Array, decimal: str | None) -> Numbers:
    """Text to numbers, exactly; what can be read in two ways is refused, never guessed.

    Args:
        column: Text, null where empty.
        decimal: The file's decimal mark from `decimal_mark` or a mapping, None if unknown.

    >>> parse(pa.array(["1,234", "12.5%", None]), ".").values.to_pylist()
    [1234.0, 0.125, None]

    """
    if column.type == pa.float64():
        return Numbers(column, {})
    if _all_match(column, _PLAIN) and (decimal == "." or not _any_match(column, _EITHER_DOT)):
        values = pc.cast(column, pa.float64())
        if not pc.any(pc.greater(pc.abs(values), LARGEST)).as_py():
            return Numbers(values, {})
    unique = pc.unique(column.drop_null())
    read = {text: _read(text, decimal) for text in unique.to_pylist()}
    wrong = {text: found for text, found in read.items() if isinstance(found, str)}
    numbers = pa.array([None if isinstance(v, str) else v for v in read.values()], pa.float64())
    return Numbers(numbers.take(pc.index_in(column, unique)), wrong)


def _all_match(column: pa.Array, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(column, pattern)).as_py() is not False


def _any_match(column: pa.Array, pattern: str) -> bool:
    return pc.any(pc.match_substring_regex(column, pattern)).as_py() is True


def _read(text: str, decimal: str | None) -> float | str:
    """The number, or what is wrong with the text."""
    bare = text.removesuffix("%").rstrip() if text.endswith("%") else text
    if _AMBIGUOUS.fullmatch(bare) and decimal is None:
        digits, rest = re.split("[.,]", bare)
        return f'"{text}" can mean {digits}{rest} or {digits}.{rest}'
    plain = _plainly(bare, decimal)
    if plain is None:
        return f'"{shown(text)}" is not a number'
    value = float(plain) / (100 if bare != text else 1)
    return value if abs(value) <= LARGEST else f'"{shown(text)}" is too large to be a count'


def _plainly(text: str, decimal: str | None) -> str | None:
    """The same number with a point and no thousands marks."""
    if _WHOLE.fullmatch(text) or _EXPONENT.fullmatch(text):
        return text
    if _SPACED.fullmatch(text):
        return re.sub(_GROUP, "", text).replace(",", ".")
    mark = decimal if _AMBIGUOUS.fullmatch(text) else _mark(text)
    if mark == ".":
        return text.replace(",", "")
    return text.replace(".", "").replace(",", ".") if mark == "," else None


def shown(text: str, longest: int = 60) -> str:
    """A cell as a sentence may quote it: typed numbers as they look, long texts cut.

    >>> shown("0.5e0")
    '0.5'
    """
    plain = re.sub(r"^([+-]?\d+\.\d+)e0(%?)$", r"\1\2", text)
    plain = "".join(c if c.isprintable() else "?" for c in plain)
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
