"""Two who want to know what a single colleague answered, from everything published of a wave together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tenthhour.core.pulse.disclosure import atoms

Band = tuple[int, int]


def determined(groups: Sequence[set[int]], n: int) -> int:
    """How many answers exact sums of these groups give away by adding and subtracting.

    A person's answer is some combination of the sums when their unit vector lies in what the groups span.
    """
    if not groups:
        return 0
    member = np.zeros((len(groups), n))
    for row, group in enumerate(groups):
        member[row, list(group)] = 1
    values, directions = np.linalg.eigh(member.T @ member)
    basis = directions[:, values > 1e-9 * values[-1]]
    return int(np.sum(np.sum(basis**2, axis=1) > 1 - 1e-9))


def certain(
    groups: Sequence[set[int]], bands: Sequence[Band], answers: Sequence[bool], *, insider: bool
) -> int:
    """How many people can be sure of somebody's answer: with `insider` respondents, else 1 for anyone at all.

    People whom the groups do not tell apart form one atom; all that can be known of it is its count. So
    every whole number of yes in each atom that fits all bands is searched, by integer programming.
    """
    parts = [sorted(p) for p in atoms(groups, frozenset(range(len(answers))))]
    yes = [sum(answers[i] for i in part) for part in parts]
    total = 0
    for chosen, inside in _linked(parts, groups):
        sizes = tuple(len(parts[p]) for p in chosen)
        fits = tuple((tuple(parts[p][0] in groups[g] for p in chosen), bands[g]) for g in inside)
        total += _certain(sizes, tuple(yes[p] for p in chosen), fits, insider)
    return total if insider else min(total, 1)


def _linked(parts: list[list[int]], groups: Sequence[set[int]]) -> list[tuple[list[int], list[int]]]:
    """Atoms that share no group, even by others, tell nothing of each other: they are searched apart."""
    left, found = set(range(len(parts))), []
    while left:
        reached, inside, todo = set[int](), set[int](), [min(left)]
        while todo:
            part = todo.pop()
            reached.add(part)
            for g, group in enumerate(groups):
                if parts[part][0] in group and g not in inside:
                    inside.add(g)
                    todo += [p for p in left - reached if parts[p][0] in group]
        left -= reached
        found.append((sorted(reached), sorted(inside)))
    return found


Fits = tuple[tuple[tuple[bool, ...], Band], ...]


@cache
def _certain(sizes: tuple[int, ...], yes: tuple[int, ...], fits: Fits, insider: bool) -> int:
    if not insider:
        return int(_somebody_is_sure(sizes, yes, fits, sizes, (0,) * len(sizes)))
    total = 0
    for part, (size, count) in enumerate(zip(sizes, yes, strict=True)):
        for own, how_many in ((1, count), (0, size - count)):
            others = tuple(s - (p == part) for p, s in enumerate(sizes))
            known = tuple(own * (p == part) for p in range(len(sizes)))
            if how_many and _somebody_is_sure(sizes, yes, fits, others, known):
                total += how_many
    return total


def _somebody_is_sure(
    sizes: tuple[int, ...], yes: tuple[int, ...], fits: Fits, others: tuple[int, ...], known: tuple[int, ...]
) -> bool:
    """Whether the others of some atom must all have said yes, or all no. What is true is always possible."""
    for part, size in enumerate(others):
        if not size:
            continue
        count = yes[part] - known[part]
        if count == 0 and _extreme(part, 1, fits, others, known) == 0:
            return True
        if count == size and _extreme(part, -1, fits, others, known) == size:
            return True
    return False


def _extreme(part: int, sign: int, fits: Fits, others: tuple[int, ...], known: tuple[int, ...]) -> int:
    """The largest (1) or smallest (-1) number of yes among the others of an atom that fits every band."""
    wanted = np.zeros(len(others))
    wanted[part] = -sign
    member = np.array([row for row, _ in fits], dtype=float)
    given = member @ np.array(known, dtype=float)
    low = np.array([band[0] for _, band in fits]) - given
    high = np.array([band[1] for _, band in fits]) - given
    done = milp(
        wanted,
        constraints=LinearConstraint(member, low, high),
        bounds=Bounds(0, np.array(others)),
        integrality=np.ones(len(others)),
    )
    assert done.success, done.message
    return round(done.x[part])
