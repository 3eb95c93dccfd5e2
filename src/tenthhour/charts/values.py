"""Values as people read them: on the measure's scale, with no more digits than mean something."""

from __future__ import annotations

from tenthhour.core.measurement.measure import Kind

_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def shown(value: float, kind: Kind) -> str:
    """One value in words for a sentence or a table.

    Args:
        value: On the measure's scale; a proportion between 0 and 1.
        kind: What the measure counts.

    >>> shown(0.658, "proportion"), shown(0.051, "proportion")
    ('66 %', '5.1 %')
    >>> shown(83.42, "mean"), shown(2.318, "rate"), shown(1849.2, "mean")
    ('83', '2.3', '1,849')

    """
    number = value * 100 if kind == "proportion" else value
    digits = 0 if abs(number) >= 10 or number == 0 else (1 if abs(number) >= 1 else 2)
    written = f"{number:,.{digits}f}"
    return f"{written} %" if kind == "proportion" else written


def span(low: float, high: float, kind: Kind) -> str:
    """Two values as a range; one value where they read the same.

    >>> span(0.631, 0.652, "proportion")
    '63 to 65 %'
    >>> span(0.641, 0.642, "proportion")
    '64 %'
    """
    first, last = shown(low, kind), shown(high, kind)
    return last if first == last else f"{first.removesuffix(' %')} to {last}"


def counted(number: int, one: str, many: str) -> str:
    """A count with its noun, small numbers in words.

    >>> counted(2, "month is", "months are"), counted(14, "month is", "months are")
    ('two months are', '14 months are')
    """
    word = _WORDS[number] if number < len(_WORDS) else str(number)
    return f"{word} {one if number == 1 else many}"
