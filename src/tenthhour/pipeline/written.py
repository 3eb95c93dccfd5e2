"""Written: a month's result as JSON for programs and as text for a leader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import groupby

from tenthhour.core.finding import Finding, Reason
from tenthhour.core.month import Month
from tenthhour.data.checks import Checked
from tenthhour.pipeline.results import MonthResult

SCHEMA = "tenthhour.findings/1"
_KEYS = {"start": "from", "end": "to"}


def only(result: MonthResult, measures: Iterable[str]) -> MonthResult:
    """The same month, showing some measures; thresholds still rest on all."""
    wanted = set(measures)
    if not wanted:
        return result
    return replace(
        result,
        measures=tuple(m for m in result.measures if m.id in wanted),
        findings=tuple(f for f in result.findings if wanted & set(f.measure_ids)),
        system=tuple(s for s in result.system if s.measure_id in wanted),
        not_said=tuple(n for n in result.not_said if n.measure_id in wanted),
    )


def as_json(result: MonthResult) -> str:
    """The document of `docs/methods/findings.md`: keys in that order, floats with 6 significant digits."""
    document = {
        "schema": SCHEMA,
        "as_of": str(result.as_of),
        "synthetic": result.synthetic,
        "engine": _plain(result.engine),
        "budget": _plain(result.budget),
        "measures": [_plain(m) for m in result.measures],
        "findings": [_finding(f) for f in result.findings],
        "system": [_plain(s) for s in result.system],
        "not_said": [_plain(n) for n in result.not_said],
        "problems": [_plain(p) for p in result.problems],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in fields(finding):
        if field.name == "chart_description":
            values["chart"] = {"kind": "series", "description": finding.chart_description}
        else:
            values[field.name] = _plain(getattr(finding, field.name))
    if finding.kind == "pooled":
        values["false_alarms_per_clinician_year"] = None
    return values


def _plain(value: object) -> object:
    if isinstance(value, Month):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {_KEYS.get(f.name, f.name): _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return value


def as_text(result: MonthResult, checked: Checked, titles: Mapping[str, str]) -> str:
    """What a leader would want to read, in that order; ends with a newline."""
    return "\n".join(_lines(result, checked, titles)) + "\n"


def _lines(result: MonthResult, checked: Checked, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"{result.as_of.words}: {_people(result)}"
    if result.synthetic:
        yield "These are made-up data."
    if checked.stand_in_sentence:
        yield checked.stand_in_sentence
    yield from _block("Worth a conversation", _told(result, {"change", "pooled"}))
    yield from _block("Worth a thank-you", _told(result, {"improvement"}))
    yield from _block("Changed for everyone", (s.sentence for s in result.system))
    yield from _block("Not said, and why", _silences(result, titles))
    yield from _block("For the steward", (str(p) for p in result.problems))
    yield ""
    yield "A number never says why it changed. Ask first."


def _people(result: MonthResult) -> str:
    judged = result.budget.clinicians
    pairs = len({(n.clinician_id, n.measure_id) for n in result.not_said}) + len(result.findings)
    return f"{_rows(judged, result)}, {len(result.measures)} measures, {pairs} answers."


def _rows(count: int, result: MonthResult) -> str:
    """So many clinicians, or what stands in for them in this file."""
    name = result.stands_in_for or "clinicians"
    return f"{count} {name.removesuffix('s') if count == 1 else name}"


def _block(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from (f"  {line}" for line in found)


def _told(result: MonthResult, kinds: set[str]) -> Iterator[str]:
    for finding in result.findings:
        if finding.kind in kinds:
            yield f"{finding.clinician_id}: {finding.sentence}"


def _silences(result: MonthResult, titles: Mapping[str, str]) -> Iterator[str]:
    """One line per measure and sentence, with how many clinicians; nobody is listed."""
    key = sorted((n.measure_id, _ORDER.index(n.reason), n.sentence) for n in result.not_said)
    for (measure, _, sentence), group in groupby(key):
        yield f"{titles.get(measure, measure)}, {_rows(len(list(group)), result)}: {sentence}"


_ORDER: tuple[Reason, ...] = (
    "quiet", "system_change", "many_at_once", "unreliable", "too_few", "missing", "not_closed", "new", "leave",
    "no_peers", "data_question", "crisis", "definition_change", "measure_overdue", "no_counts",
)  # fmt: skip
