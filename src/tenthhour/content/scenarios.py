"""Scenario files become frozen values of the core; conditions are a closed language, never code.

One YAML file is one scenario. A site adds its own in
`$TENTHHOUR_CONTENT/scenarios/<id>.yaml`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import TypeAdapter, ValidationError

from tenthhour.content.conditions import NotACondition, condition
from tenthhour.content.reading import parse, sentences
from tenthhour.core.errors import DataProblem, Problem, UsageError
from tenthhour.core.rehearsal.scenario import Scenario

SHIPPED = Path(__file__).parent / "scenarios"
# Keys that YAML writes as plain words and Python cannot: in, for.
_RENAMED = {"in": "meaning", "for": "line"}
_CONDITIONS = ("when", "requires")


def scenarios(site_folder: Path | None = None) -> Mapping[str, Scenario]:
    """Every scenario, shipped and the site's own, by id in alphabetical order.

    Raises:
        DataProblem: A file is not a scenario; all problems of all files at once.

    """
    own = site_folder or (
        Path(os.environ["TENTHHOUR_CONTENT"]) if "TENTHHOUR_CONTENT" in os.environ else None
    )
    return _scenarios(own)


def scenario(id_: str, site_folder: Path | None = None) -> Scenario:
    """One scenario by its id.

    Raises:
        UsageError: There is none of that name; the nearest is offered.

    """
    found = scenarios(site_folder)
    if id_ not in found:
        near = get_close_matches(id_, found, n=1, cutoff=0.3)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"No scenario called '{id_}'.{meant} See tenthhour rehearse --list.")
    return found[id_]


@lru_cache(maxsize=4)
def _scenarios(own: Path | None) -> Mapping[str, Scenario]:
    found: dict[str, Scenario] = {}
    wrong: list[Problem] = []
    for path in _files(own):
        value, problems = read(path)
        wrong += problems
        if value is None:
            continue
        if value.id in found or value.id != path.stem:
            wrong.append(
                Problem(
                    path.name,
                    f'the id "{value.id}" is taken or is not the file\'s name',
                    "Give the scenario an id of its own, the same as its file name.",
                )
            )
        found.setdefault(value.id, value)
    if wrong:
        raise DataProblem(wrong)
    return MappingProxyType({id_: found[id_] for id_ in sorted(found)})


def _files(own: Path | None) -> list[Path]:
    folders = [SHIPPED] + ([own / "scenarios"] if own else [])
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


def read(path: Path) -> tuple[Scenario | None, list[Problem]]:
    """One file as a scenario, or None and everything that is wrong with its shape."""
    try:
        written = parse(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        return None, [Problem(path.name, f"this is not YAML ({_first(error)})", "Correct this line.")]
    if not isinstance(written, dict):
        return None, [
            Problem(path.name, "the file is not a list of keys", 'Write one "key: value" per line.')
        ]
    wrong: list[Problem] = []
    values = dict(_pairs(written, path.name, wrong))
    if wrong:
        return None, wrong
    try:
        found = TypeAdapter(Scenario).validate_python(values | {"sha256": _hash(written)}, extra="forbid")
    except ValidationError as error:
        return None, list(sentences(path.name, error))
    return found, []


def _hash(written: object) -> str:
    """Of the values, not of the bytes: a comment or another line ending changes no rehearsal."""
    return sha256(json.dumps(written, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _first(error: Exception) -> str:
    return str(error).splitlines()[0]


def _typed(value: object, place: str, wrong: list[Problem]) -> object:
    """The same values with conditions built, and single words where a list of one is meant."""
    if isinstance(value, list):
        return [_typed(each, place, wrong) for each in value]
    if not isinstance(value, dict):
        return value
    here = f"{place}, {value['id']}" if "id" in value else place
    return dict(_pairs(value, here, wrong))


def _pairs(value: Mapping[str, object], place: str, wrong: list[Problem]) -> Iterator[tuple[str, object]]:
    for key, inner in value.items():
        if key in _CONDITIONS:
            yield key, _condition(inner, place, wrong)
        elif key == "phases" and isinstance(inner, dict):
            yield key, {phase: _condition(each, place, wrong) for phase, each in inner.items()}
        else:
            yield _RENAMED.get(key, key), _typed(inner, place, wrong)


def _condition(written: object, place: str, wrong: list[Problem]) -> object:
    try:
        return condition(written)
    except NotACondition as error:
        wrong.append(Problem(place, str(error), "See the list of conditions in docs/scenarios.md."))
        return None
