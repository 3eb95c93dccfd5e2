"""What the columns of an ordinary spreadsheet seem to be, as guessed and as corrected on the page."""

from __future__ import annotations

import json
import uuid
from collections import abc
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from tenthhour.apps.measurement import queries as measurement
from tenthhour.apps.monday.queries.files import incoming
from tenthhour.content.loader import measures
from tenthhour.core.errors import UserError
from tenthhour.core.measurement.measure import Measure
from tenthhour.data.files import gathered
from tenthhour.data.mapping import Mapping
from tenthhour.data.matching import Column, Guess, Role, drafts, guess
from tenthhour.data.sandbox import WEB, Parsed, Sheet, run

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

ROLES: dict[Role, str] = {
    "person": "the clinician",
    "month": "the month",
    "measure": "which number this row is",
    "numerator": "a count or amount",
    "denominator": "out of, or per (sessions, patients)",
    "mean": "an average or percentage",
    "n": "how many answers are behind it",
    "sd": "the spread of an average",
    "ignore": "leave it out",
}
# Written when a person corrects the guess: which sheet, and each column as (role, series).
Step = dict[str, Any]


@dataclass(frozen=True)
class Matching:
    """The page of a spreadsheet whose columns are not ours: a guess, and what a person made of it."""

    upload_id: uuid.UUID
    place: str
    sheets: tuple[str, ...]
    sheet: str
    columns: tuple[Column, ...]
    series: tuple[str, ...]
    questions: tuple[str, ...]
    is_complete: bool
    may_undo: bool


def is_strange(upload_id: uuid.UUID) -> bool:
    """Is this an ordinary spreadsheet that has to be matched first, rather than our own tables?"""
    try:
        parsed = _parsed(upload_id)
        raw = gathered(parsed)
    except UserError:
        return False  # the preview says what is wrong with it
    return not raw.tables and any(guess(s) for one in parsed for s in one.sheets)


def matching(*, upload_id: uuid.UUID, actor: Person, at: datetime) -> Matching | None:
    """The guess with the corrections so far; None where the upload is not the actor's to see."""
    if not measurement.may_read_upload(upload_id=upload_id, actor=actor, at=at):
        return None
    sheets = _sheets(upload_id)
    made = chosen(upload_id, sheets)
    if made is None:
        return None
    return Matching(
        upload_id=upload_id,
        place=made.place,
        sheets=tuple(s.name for s in sheets),
        sheet=made.sheet,
        columns=made.columns,
        series=made.series,
        questions=made.questions,
        is_complete=made.complete,
        may_undo=bool(steps(upload_id)),
    )


def chosen(upload_id: uuid.UUID, sheets: tuple[Sheet, ...] | None = None) -> Guess | None:
    """The guess at the chosen sheet, corrected; the first visible sheet with numbers where none is chosen."""
    sheets = _sheets(upload_id) if sheets is None else sheets
    last = (steps(upload_id) or [{}])[-1]
    wanted = next((s for s in sheets if s.name == last.get("sheet")), sheets[0] if sheets else None)
    made = guess(wanted) if wanted else None
    if made is None:
        return None
    for index, (role, series) in last.get("columns", {}).items():
        made = made.with_role(int(index), role, series)
    return made


def reading(upload_id: uuid.UUID) -> tuple[Mapping, tuple[Measure, ...]] | None:
    """The mapping and the draft measures of a matched upload; None for our own tables."""
    if not steps_file(upload_id).exists():
        return None
    made = chosen(upload_id)
    if made is None or not made.complete:
        return None
    return mapped(made, timezone.localdate())


def mapped(made: Guess, on: date) -> tuple[Mapping, tuple[Measure, ...]]:
    """A guess as a mapping and drafts; an id that is somebody else's already is set apart by "own"."""
    known = measures(settings.CONTENT)
    own = {m.id: m for m in drafts(made, on=on)}
    names = {i: i if _is_free(m, known) else f"{i[:55]}_own" for i, m in own.items()}
    mapping = made.mapping(f"file-{on:%Y-%m-%d}")
    values = tuple(replace(v, measure=names.get(v.measure, v.measure)) for v in mapping.values)
    return replace(mapping, values=values), tuple(replace(m, id=names[i]) for i, m in own.items())


def _is_free(draft: Measure, known: abc.Mapping[str, Measure]) -> bool:
    """Nobody uses this id yet, or last month's file of the same kind does: then the series goes on."""
    there = known.get(draft.id)
    return there is None or (there.title, there.kind, there.owner_role) == (
        draft.title,
        draft.kind,
        draft.owner_role,
    )


def waits(upload_id: uuid.UUID) -> bool:
    """Are the files still there to be imported?"""
    return incoming(upload_id).is_dir()


def steps(upload_id: uuid.UUID) -> list[Step]:
    """The corrections made so far, oldest first."""
    file = steps_file(upload_id)
    found: list[Step] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return found


def steps_file(upload_id: uuid.UUID) -> Path:
    """Beside the folder of the waiting files, not in it: the folder is read whole."""
    return incoming(upload_id).with_suffix(".json")


def _sheets(upload_id: uuid.UUID) -> tuple[Sheet, ...]:
    found = [s for one in _parsed(upload_id) for s in one.sheets if s.visible and guess(s)]
    return tuple(found)


# Reading a file safely starts a process, about a second; one visit to the columns asks three times or more.
@lru_cache(maxsize=2)
def _parsed(upload_id: uuid.UUID) -> tuple[Parsed, ...]:
    """The waiting files, read; they never change while they wait."""
    return tuple(run(_waiting(upload_id), WEB))


def forget() -> None:
    """Keep nothing of files that wait no longer."""
    _parsed.cache_clear()


def _waiting(upload_id: uuid.UUID) -> list[Path]:
    folder = incoming(upload_id)
    return sorted(folder.iterdir()) if folder.is_dir() else []
