"""Taking a month in: files to findings, whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tenthhour.apps.measurement import actions as measurement
from tenthhour.apps.measurement import queries as known
from tenthhour.apps.measurement.actions import Drawn, Files, SaidMonth
from tenthhour.apps.monday.actions import judging, looks
from tenthhour.apps.org import actions as org
from tenthhour.apps.org import queries as people
from tenthhour.apps.support.actions.pathway import take_figures_back
from tenthhour.content.loader import measures
from tenthhour.core.due import Due
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.wording import judged_from
from tenthhour.core.month import Month
from tenthhour.data import store
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import read
from tenthhour.data.mapping import dump
from tenthhour.data.sandbox import IMPORT, Limits

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.data.mapping import Mapping as FileMapping
    from tenthhour.pipeline import MonthResult


@dataclass(frozen=True)
class TakenIn:
    """What an import did, in one sentence."""

    batch_id: uuid.UUID
    is_new: bool
    sentence: str
    warnings: tuple[str, ...] = ()


def take_in_month(
    *,
    paths: Sequence[Path],
    by: Person,
    at: datetime,
    mapping: FileMapping | None = None,
    limits: Limits = IMPORT,
    tick: judging.Tick = lambda done, of: None,
) -> TakenIn:
    """Read, check, compute, draw and store: the whole month or nothing. The same files twice change nothing.

    Args:
        paths: Files and folders that belong together.
        by: Who imports; must look after the data.
        at: When; clinicians see their pages from then on.
        mapping: How to read somebody else's file.
        limits: What a file may use up while it is read.
        tick: Called after each measure with how many are judged and how many there are.

    Raises:
        DataProblem: Something in the files blocks; every problem is carried, nothing is stored.
        Refused: Patient identifiers, or the person may not import.

    """
    catalogue = measures(settings.CONTENT)
    checked = check(read(paths, mapping=mapping, limits=limits), catalogue).require()
    sha256 = store.fingerprint(checked.sources, _written(mapping))
    imports = settings.HOME / "imports"
    with store.lock(imports):
        if standing := known.standing_batch(sha256=sha256, actor=by, at=at):
            return _unchanged(standing)
        store.sweep(imports, known.known_hashes(actor=by, at=at))
        batch = store.Batch(sha256, checked, store.listed(paths), _written(mapping))
        store.keep(imports, batch)
        everything = store.opened(imports, [*known.standing_hashes(actor=by, at=at), sha256])
        decided = known.decided(actor=by, at=at)
        result = judging.judged(everything, catalogue, decided, tick, timezone.localdate(at))
        drawn = judging.draw(result, judging.names(everything), catalogue)
        files = _files(batch, result, catalogue)
        batch_id = _commit(files, everything, result, drawn, by, at)
    open_yet = still_coming_in(result, catalogue)
    return TakenIn(batch_id, True, _said(files, result), (*open_yet, *(str(p) for p in checked.problems)))


def _said(files: Files, result: MonthResult) -> str:
    names = ", ".join(files.names)
    return f"{names}: {files.row_count:,} rows imported. The latest month is {result.as_of.words}."


def still_coming_in(result: MonthResult, catalogue: Mapping[str, Measure]) -> tuple[str, ...]:
    """A sentence for each month of a measure that is left out, because its results come in late."""
    return tuple(
        f"{catalogue[w.measure_id].title}: {judged_from(catalogue[w.measure_id], w)} "
        "Bring the month in again by then, so that all of them count."
        for w in result.waiting
    )


def due(at: datetime) -> Iterator[Due]:
    """The first day on which something of the newest month has its results in that was left out until then."""
    day = known.complete_from()
    if day is not None and day <= timezone.localdate(at):
        since = timezone.make_aware(datetime.combine(day, time()))
        yield Due(since, f"month complete {day}", partial(_complete, day))


def _complete(day: date, at: datetime) -> None:
    """Judge the newest month again as on the day its results were in, with what came in by now."""
    site = org.the_site(at=at)
    with store.lock(settings.HOME / "imports"):
        decided = known.decided(actor=site, at=at)
        said = judging.judged_again(decided=decided, by=site, at=at, on=day)
        with transaction.atomic():
            counts = measurement.complete(said=said, on=day, by=site, at=at)
            looks.follow(said, counts.pk, by=site, at=at)


def take_back(*, batch_id: uuid.UUID, by: Person, at: datetime) -> None:
    """Take the latest import back, and what it said of open questions; the one before is judged anew.

    Anew, because answers, baselines and leave may have been written down since it was judged.

    Raises:
        Refused: It is not the latest, or was taken back already.

    """
    taken = next((i for i in known.imports(actor=by, at=at) if i.id == batch_id and i.may_undo), None)
    with store.lock(settings.HOME / "imports"):
        said = _before(taken.sha256, by, at) if taken else None
        with transaction.atomic():
            counts = measurement.undo(batch_id=batch_id, said=said, by=by, at=at)
            take_figures_back(batch_ref=batch_id, by=by, at=at)
            if said and counts:
                looks.follow(said, counts.pk, by=by, at=at)


def _before(sha256: str, by: Person, at: datetime) -> SaidMonth | None:
    """What the imports that stand say without the one with this hash; None where none is left."""
    if set(known.standing_hashes(actor=by, at=at)) <= {sha256}:
        return None
    return judging.judged_again(decided=known.decided(actor=by, at=at), by=by, at=at, without=sha256)


def _commit(
    files: Files,
    everything: Checked,
    result: MonthResult,
    drawn: Mapping[tuple[str, str], Drawn],
    by: Person,
    at: datetime,
) -> uuid.UUID:
    """The one transaction: the month, and what it says of questions; nothing slow happens inside it."""
    with transaction.atomic():
        # A clinicians file has no date: what it says differently holds from the newest month that came with it.
        since = Month.parse(files.last_month).first_day
        everyone = org.enrol(rows=judging.people_in(everything), by=by, at=at, since=since)
        said = SaidMonth(result, drawn, everyone)
        stored = measurement.store_month(said=said, files=files, by=by, at=at)
        looks.follow(said, stored.pk, by=by, at=at)
    return stored.pk


def _files(batch: store.Batch, result: MonthResult, catalogue: Mapping[str, Measure]) -> Files:
    first, last = store.span(batch.checked) or (str(result.as_of), str(result.as_of))
    return Files(
        sha256=batch.sha256,
        names=tuple(s.file for s in batch.checked.sources),
        mapping=batch.mapping,
        row_count=sum(t.num_rows for t in batch.checked.tables.values()),
        first_month=first,
        last_month=last,
        code_version=settings.CODE_VERSION,
        measure_versions={m.id: catalogue[m.id].version for m in result.measures},
    )


def _unchanged(standing: known.Import) -> TakenIn:
    who = people.names([standing.imported_by_id]).get(standing.imported_by_id, "somebody")
    day = standing.imported_at.strftime("%-d %B %Y")
    return TakenIn(
        standing.id,
        False,
        f"{', '.join(standing.names)}: imported on {day} by {who} already. Nothing changed.",
    )


def _written(mapping: FileMapping | None) -> str:
    return "" if mapping is None else dump(mapping)
