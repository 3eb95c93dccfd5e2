"""The conversation frameworks shipped with Tenth Hour, and a site's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tenthhour.content.loader import SHIPPED, read
from tenthhour.core.errors import DataProblem, Problem
from tenthhour.core.support.framework import Framework


@lru_cache(maxsize=4)
def frameworks(site_folder: Path | None = None) -> Mapping[str, Framework]:
    """Every framework by id, the shipped ones and those in `<site_folder>/frameworks`.

    Raises:
        DataProblem: A file is not a framework; all problems of all files at once.

    """
    found: dict[str, Framework] = {}
    wrong: list[Problem] = []
    folders = [SHIPPED, *([site_folder] if site_folder else [])]
    for path in (p for folder in folders for p in sorted((folder / "frameworks").glob("*.yaml"))):
        place = f"frameworks/{path.name}"
        framework, problems = read(path, place, Framework)
        wrong += problems
        if framework is None:
            continue
        wrong += _alone(framework, place, path.stem, found)
        found.setdefault(framework.id, framework)
    if wrong:
        raise DataProblem(wrong)
    return MappingProxyType(found)


def _alone(framework: Framework, place: str, stem: str, found: Mapping[str, Framework]) -> list[Problem]:
    """What one framework must hold by itself: its file's name, a free id, words to begin with, a fair review."""
    rules = (
        (
            framework.id != stem,
            "id",
            f'"{framework.id}" is not the name of the file',
            "Use the same name for both.",
        ),
        (framework.id in found, "id", f'"{framework.id}" is already used', "Give yours an id of its own."),
        (not framework.phases, "phases", "there are none", "Write at least one."),
        (not framework.opening, "opening", "there is no opening question", "Write at least one."),
        (
            not framework.for_emotion,
            "for_emotion",
            "there is no sentence for strong feelings",
            "Write at least one.",
        ),
        (
            framework.status == "active" and not framework.reviewed_by,
            "status",
            '"active", yet nobody has reviewed it',
            'Name who reviewed it, or write "draft".',
        ),
    )
    return [Problem(f"{place}, key {key}", text, do) for broken, key, text, do in rules if broken]
