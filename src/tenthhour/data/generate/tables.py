"""The made-up clinic as rows of the canonical tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tenthhour.data.generate.answers import (
    ACCESS,
    ACCESS_CUTS,
    COMMUNICATION,
    COMMUNICATION_CUTS,
    expected_points,
    score,
)
from tenthhour.data.generate.clinic import Clinic
from tenthhour.data.generate.plan import SHAPES, WRVU, Array, Flags, Whole


class Result(NamedTuple):
    """One row of `results`; what does not apply is empty."""

    clinician_id: str
    measure_id: str
    month: str
    numerator: float | str
    denominator: float | str
    mean: float | str
    sd: float | str
    n: int | str


def clinicians(clinic: Clinic) -> Iterator[tuple[object, ...]]:
    """One row each, in the order of `clinicians`; hours are the latest ones."""
    p = clinic.panel
    for i, id_ in enumerate(p.ids):
        worked = p.fte[i][p.fte[i] > 0]
        fte = f"{worked[-1]:g}" if worked.size else ""
        name = f"Dr Example {id_[1:]}"
        yield id_, name, p.peer_groups[i], p.teams[i], p.leaders[i], fte, p.started[i], p.ended[i] or ""


def results(clinic: Clinic) -> Iterator[Result]:
    """Every month of every measure, by clinician, measure and month.

    With encounters, only what cannot be counted from them and the questionnaires.
    """
    messages = _counted(clinic, ["messages_answered_two_days"])
    if clinic.plan.encounters:
        return iter(sorted(messages))
    counted = _counted(clinic, [id_ for id_ in SHAPES if id_ != "messages_answered_two_days"])
    return iter(sorted([*messages, *counted, *_per_session(clinic), *_asked(clinic)]))


def _counted(clinic: Clinic, ids: list[str]) -> Iterator[Result]:
    for id_ in ids:
        of = clinic.counts.of[SHAPES[id_].of]
        yield from _rows(clinic, id_, clinic.counts.met[id_], of, (of > 0) & ~clinic.counts.missing[id_])


def _per_session(clinic: Clinic) -> Iterator[Result]:
    c = clinic.counts
    amounts = {"encounters_per_session": c.booked - c.missed, "wrvu_per_session": np.round(c.codes @ WRVU, 2)}
    for id_, amount in amounts.items():
        yield from _rows(clinic, id_, amount, c.sessions, (c.booked > 0) & ~c.missing[id_])


def _rows(clinic: Clinic, id_: str, met: Array | Whole, of: Array | Whole, keep: Flags) -> Iterator[Result]:
    """The rows of one measure, counted and counted from."""
    months = clinic.plan.month_names
    for i, t in np.argwhere(keep).tolist():
        yield Result(clinic.panel.ids[i], id_, months[t], f"{met[i, t]:g}", f"{of[i, t]:g}", "", "", "")


def _asked(clinic: Clinic) -> Iterator[Result]:
    a = clinic.answers
    for id_, names in (("communication", COMMUNICATION), ("access_experience", ACCESS)):
        yield from _means(clinic, id_, score(a, names))
    n, yes = _sums(clinic, a.recommends >= 0, (a.recommends == 1).astype(np.float64))
    yield from _rows(clinic, "would_recommend", yes, n, n > 0)


def _means(clinic: Clinic, id_: str, points: Array) -> Iterator[Result]:
    known = ~np.isnan(points)
    n, total = _sums(clinic, known, np.where(known, points, 0.0))
    mean = total / np.maximum(n, 1)
    apart = points - mean[clinic.answers.clinician, clinic.answers.month]
    squares = _sums(clinic, known, np.where(known, apart**2, 0.0))[1]
    months = clinic.plan.month_names
    for i, t in np.argwhere(n > 0).tolist():
        count = int(n[i, t])
        sd = _rounded_down(np.sqrt(squares[i, t] / (count - 1))) if count > 1 else ""
        yield Result(clinic.panel.ids[i], id_, months[t], "", "", f"{mean[i, t]:.4f}", sd, count)


def _rounded_down(spread: float) -> str:
    """To four decimals: 70.71068, the widest with two answers, as 70.7107 would be more than can be."""
    return f"{np.floor(spread * 10_000) / 10_000:.4f}"


def _sums(clinic: Clinic, keep: Flags, values: Array) -> tuple[Array, Array]:
    """How many are kept and what they add up to, per clinician and month."""
    a, shape = clinic.answers, clinic.panel.fte.shape
    place = np.ravel_multi_index((a.clinician, a.month), shape)
    size = shape[0] * shape[1]
    n: Array = np.bincount(place, keep.astype(np.float64), size).astype(np.float64)
    total: Array = np.bincount(place, values, size).astype(np.float64)
    return n.reshape(shape), total.reshape(shape)


CUTS = {"communication": COMMUNICATION_CUTS, "access_experience": ACCESS_CUTS}


def truth(clinic: Clinic) -> Iterator[tuple[object, ...]]:
    """What was planted; a change of answers is told in points."""
    ids, first = clinic.panel.ids, clinic.plan.first
    rows = []
    for one in clinic.planted:
        size = one.size
        if size is not None and one.measure_id in CUTS:
            cuts = CUTS[one.measure_id]
            size = float(expected_points(size, cuts) - expected_points(0.0, cuts))
        who = "" if one.clinician is None else ids[one.clinician]
        said = "" if size is None else f"{size:.3f}"
        rows.append(
            (who, one.measure_id, str(first + one.start), str(first + one.end), one.kind, said, one.cause)
        )
    return iter(sorted(rows))
