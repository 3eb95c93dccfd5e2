"""Coding: from levels of patient characteristics to the columns of a model, and what had to give way.

Question: which columns can these data carry? Method: treatment contrasts against the first level
seen; a level with one single outcome is merged with its neighbour (or refused, see `model.fit`);
a column that repeats others is left out. Each is said in a sentence, kept as grounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tenthhour.core.errors import DataProblem
from tenthhour.core.measurement.casemix.cells import OUTSIDE, Floats, Ints, Levels, summed

REFERENCE = 0  # column 0 is the intercept: a level that points here adds nothing
NEVER_SEEN = -2


class Separated(DataProblem):
    """Every encounter of one level had the same outcome: its coefficient would be infinite."""

    def __init__(self, covariate: int, code: int, levels: Levels) -> None:
        self.covariate, self.code = covariate, code
        super().__init__(
            f"Case mix cannot be fitted: every encounter in {levels.column} = {levels.name(code)} "
            "has the same outcome. Merge the level."
        )


@dataclass(frozen=True)
class Coding:
    """Which column of the model each level belongs to.

    Attributes:
        covariates: The characteristics.
        columns: Per covariate, the column of each code (position code + 1); 0 is the reference.
        names: Column names, the intercept first.
        grounds: Sentences on what was merged or left out.
    """

    covariates: tuple[Levels, ...]
    columns: tuple[Ints, ...]
    names: tuple[str, ...]
    grounds: tuple[str, ...] = ()

    def matrix(self, codes: Ints) -> Floats:
        """Model matrix of covariate patterns, shape (patterns, columns)."""
        design = np.zeros((len(codes), len(self.names)))
        design[:, 0] = 1.0
        for position, column_of in enumerate(self.columns):
            column = np.maximum(column_of[codes[:, position] + 1], REFERENCE)
            filled = np.flatnonzero(column > REFERENCE)
            design[filled, column[filled]] = 1.0
        return design

    def strangers(self, codes: Ints, n: Floats) -> tuple[str, ...]:
        """Sentences on levels that occur here and never occurred where the model was fitted."""
        said = []
        for position, (levels, column_of) in enumerate(zip(self.covariates, self.columns, strict=True)):
            for code in np.flatnonzero(column_of == NEVER_SEEN) - 1:
                count = n[codes[:, position] == code].sum()
                if count:
                    said.append(
                        f"{levels.column} = {levels.name(int(code))} did not occur in the reference months; "
                        f"its {count:.0f} encounters are treated like the reference level."
                    )
        return tuple(said)


def coding(
    codes: Ints, n: Floats, covariates: tuple[Levels, ...], merged: frozenset[tuple[int, int]]
) -> Coding:
    """Give every level seen its column; levels in `merged` share the column of their neighbour."""
    names, columns, grounds = ["(all)"], [], []
    for position, levels in enumerate(covariates):
        seen = summed(codes[:, position] + 1, n, len(levels.levels) + 1)
        away = frozenset(code for where, code in merged if where == position)
        column_of, said = _columns(levels, seen, away, names)
        columns.append(column_of)
        grounds += said
    return Coding(covariates, tuple(columns), tuple(names), tuple(grounds))


def _columns(levels: Levels, seen: Floats, away: frozenset[int], names: list[str]) -> tuple[Ints, list[str]]:
    column_of = np.full(len(seen), NEVER_SEEN, np.int64)
    order = [code for code in [*range(len(levels.levels)), OUTSIDE] if seen[code + 1] > 0]
    kept = [code for code in order if code not in away] or order[:1]
    for code in kept:
        column_of[code + 1] = REFERENCE if code == kept[0] else len(names)
        if code != kept[0]:
            names.append(f"{levels.column} = {levels.name(code)}")
    said = [_outside(levels, seen)] if seen[0] else []
    for code in order:
        if code not in kept:
            neighbour = min(kept, key=lambda other: abs(order.index(other) - order.index(code)))
            column_of[code + 1] = column_of[neighbour + 1]
            said.append(
                f"{levels.column} = {levels.name(code)}: all {seen[code + 1]:.0f} encounters had the same "
                f"outcome; counted with {levels.column} = {levels.name(neighbour)}."
            )
    return column_of, said


def _outside(levels: Levels, seen: Floats) -> str:
    return (
        f"{levels.column}: {seen[0]:.0f} of {seen.sum():.0f} encounters carry no value from the list; "
        "they form a group of their own."
    )


def without_repeats(found: Coding, codes: Ints, n: Floats) -> Coding:
    """Leave out columns that say nothing new beside the columns before them (rank deficiency).

    Found on the weighted cross-product: a column whose square is reduced by a factor of 1e-9 by
    the columns before it repeats them. Expected values are the same with any choice of columns.
    """
    design = found.matrix(codes)
    gram = design.T @ (design * n[:, None])
    return _dropped(found, _repeats(gram, gram.diagonal()), "repeats what other columns say")


def without_fixed(found: Coding, inner: Floats, within: Floats) -> Coding:
    """Leave out columns that hardly differ among one clinician's patients, where clinicians are fixed effects.

    Args:
        found: The coding so far.
        inner: Weighted cross-product of the columns, (columns, columns).
        within: The same around each clinician's own means; the intercept's row is 0.
    """
    fixed = [c for c in _repeats(within, inner.diagonal()) if c > 0]
    return _dropped(found, fixed, "cannot be told from the clinicians who see these patients")


def _repeats(gram: Floats, start: Floats) -> list[int]:
    repeats = []
    for column in range(len(gram)):
        if gram[column, column] <= 1e-9 * start[column]:
            repeats.append(column)
        else:
            gram = gram - np.outer(gram[:, column], gram[column]) / gram[column, column]
    return repeats


def _dropped(found: Coding, repeats: list[int], why: str) -> Coding:
    if not repeats:
        return found
    kept = [column for column in range(len(found.names)) if column not in repeats]
    number = np.full(len(found.names), REFERENCE, np.int64)
    number[kept] = np.arange(len(kept))
    columns = tuple(np.where(c > REFERENCE, number[np.maximum(c, 0)], c) for c in found.columns)
    said = tuple(f"{found.names[c]} {why}; left out of the case mix." for c in repeats)
    names = tuple(found.names[c] for c in kept)
    return replace(found, columns=columns, names=names, grounds=found.grounds + said)
