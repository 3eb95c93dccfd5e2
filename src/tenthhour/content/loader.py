"""Content files become frozen values of the core; the only reader of these files.

One YAML file is one value; every key is a field, and an unknown key is an
error. A site adds its own in `$TENTHHOUR_CONTENT/<kind>/<id>.yaml`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from tenthhour.content import measure_rules
from tenthhour.content.reading import parse, sentences
from tenthhour.core.errors import DataProblem, Problem, Refused, UsageError
from tenthhour.core.measurement.measure import Measure

SHIPPED = Path(__file__).parent

Value = TypeVar("Value")
Together = Callable[[Mapping[str, tuple[str, Value]]], list[Problem]]


def measures(site_folder: Path | None = None) -> Mapping[str, Measure]:
    """Every measure, the shipped ones and the site's own, by id in alphabetical order.

    Args:
        site_folder: The site's content folder (the one that holds `measures/`);
            `$TENTHHOUR_CONTENT` when it is left out.

    Raises:
        DataProblem: A file is not a measure; all problems of all files at once.
        UsageError: The site's folder is named but not there.

    """
    folder = site_folder or _site_folder()
    own = _files(folder / "measures") if folder else []
    # A site's file written a moment ago counts at once, in every process.
    return _measures(folder, tuple((p.name, p.stat().st_mtime_ns) for p in own))


def write_measure(measure: Measure, site_folder: Path) -> None:
    """Add a measure to a site's own; whole, or not at all.

    Raises:
        Refused: A file of that name is there already.

    """
    folder = site_folder / "measures"
    folder.mkdir(parents=True, exist_ok=True)
    plain = TypeAdapter(Measure).dump_python(measure, mode="json")
    kept = {key: value for key, value in plain.items() if value not in (None, {}) or key == "reviewed_on"}
    path = folder / f"{measure.id}.yaml"
    if path.exists():
        raise Refused(f"{path}: this measure is there already. Nothing was changed.")
    half = path.with_suffix(".half")
    half.write_text(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True), encoding="utf-8")
    half.replace(path)


def problems(folder: Path) -> list[Problem]:
    """What is wrong with a folder of content files, as sentences; empty when all is well.

    The folder may hold the files themselves, or `measures/` inside it.
    """
    inside = folder / "measures"
    return _load(_files(inside if inside.is_dir() else folder), shipped=_files(SHIPPED / "measures"))[1]


@lru_cache(maxsize=8)
def _measures(site_folder: Path | None, stamp: tuple[tuple[str, int], ...]) -> Mapping[str, Measure]:
    shipped = _files(SHIPPED / "measures")
    own = _files(site_folder / "measures") if site_folder else []
    found, wrong = _load(own, shipped=shipped)
    if wrong:
        raise DataProblem(wrong)
    return MappingProxyType({id_: found[id_] for id_ in sorted(found)})


def _site_folder() -> Path | None:
    written = os.environ.get("TENTHHOUR_CONTENT")
    if not written:
        return None
    folder = Path(written)
    if not folder.is_dir():
        raise UsageError(
            f'TENTHHOUR_CONTENT: there is no folder "{written}". Name the folder that holds measures/.'
        )
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.y*ml") if p.suffix in (".yaml", ".yml"))


def _load(own: list[Path], *, shipped: list[Path]) -> tuple[dict[str, Measure], list[Problem]]:
    """All measures and every problem; a site's file may not take a shipped id."""
    found: dict[str, Measure] = {}
    places: dict[str, str] = {}
    wrong: list[Problem] = []
    for path in [*(p for p in shipped if p not in own), *own]:
        place = f"{path.parent.name}/{path.name}"
        measure, problems = read(path, place, Measure)
        wrong += problems
        if measure is None:
            continue
        wrong += measure_rules.alone(measure, place, path.stem)
        if measure.id in found:
            wrong.append(_taken(measure.id, place, places[measure.id]))
            continue
        found[measure.id], places[measure.id] = measure, place
    return found, wrong + list(measure_rules.together(found, places))


def _taken(id_: str, place: str, by: str) -> Problem:
    return Problem(
        f"{place}, key id",
        f'"{id_}" is already used by {by}',
        "Give your measure an id of its own; a shipped one cannot be replaced.",
    )


def read(path: Path, place: str, kind: type[Value]) -> tuple[Value | None, list[Problem]]:
    """One file as a value of the core, or None and everything that is wrong with it."""
    try:
        written = parse(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return None, [Problem(place, "the file is not UTF-8 text", "Save it as UTF-8.")]
    except yaml.YAMLError as error:
        return None, [_not_yaml(place, error)]
    if not isinstance(written, dict):
        return None, [Problem(place, "the file is not a list of keys", 'Write one "key: value" per line.')]
    try:
        return TypeAdapter(kind).validate_python(written, extra="forbid"), []
    except ValidationError as error:
        return None, list(sentences(place, error))


def _not_yaml(place: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    where = f"{place}, line {mark.line + 1}" if mark else place
    return Problem(where, str(getattr(error, "problem", None) or "this is not YAML"), "Correct this line.")


def ids(folder: Path) -> Iterator[str]:
    """The ids a folder of files claims, by file name."""
    return (path.stem for path in _files(folder))
