"""The questions shipped with Tenth Hour, and a site's own. Without confirmed terms none is asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tenthhour.content.loader import SHIPPED, read
from tenthhour.core.errors import DataProblem, Problem
from tenthhour.core.pulse.disclosure import SMALLEST, TOO_LOW
from tenthhour.core.pulse.instrument import Instrument


@lru_cache(maxsize=4)
def instruments(site_folder: Path | None = None) -> Mapping[str, Instrument]:
    """Every instrument by id, the shipped ones and those in `<site_folder>/instruments`.

    Raises:
        DataProblem: A file is not an instrument, or nobody has confirmed its terms; all problems at once.

    """
    found: dict[str, Instrument] = {}
    wrong: list[Problem] = []
    folders = [SHIPPED, *([site_folder] if site_folder else [])]
    for path in (p for folder in folders for p in sorted((folder / "instruments").glob("*.yaml"))):
        place = f"instruments/{path.name}"
        instrument, problems = read(path, place, Instrument)
        wrong += problems
        if instrument is None:
            continue
        wrong += _alone(instrument, place, path.stem, found)
        found.setdefault(instrument.id, instrument)
    if wrong:
        raise DataProblem(wrong)
    return MappingProxyType(found)


def _alone(instrument: Instrument, place: str, stem: str, found: Mapping[str, Instrument]) -> list[Problem]:
    """What one instrument must hold by itself: terms, its file's name, a free id, answers that count and do not."""
    ids, counted = [item.id for item in instrument.items], set(instrument.favourable)
    splits = bool(counted) and counted < set(instrument.scale)
    rules = (
        (
            not (instrument.licence.strip() and instrument.attribution.strip()),
            "licence",
            f"{stem}.yaml has no confirmed terms",
            "An administrator must confirm them first, and write down the licence and whom to name.",
        ),
        (instrument.id != stem, "id", f'"{instrument.id}" is not the name of the file', "Use one name."),
        (instrument.id in found, "id", f'"{instrument.id}" is already used', "Give yours an id of its own."),
        (
            not ids or len(set(ids)) < len(ids),
            "items",
            "there are none, or an id stands twice",
            "Write each once.",
        ),
        (
            not splits,
            "favourable",
            "it must name some answers of the scale, and not all",
            "Write the answers that count, as they stand in the scale.",
        ),
        (instrument.k_min < SMALLEST, "k_min", f'"{instrument.k_min}" is too few', TOO_LOW),
    )
    return [Problem(f"{place}, key {key}", text, do) for broken, key, text, do in rules if broken]
