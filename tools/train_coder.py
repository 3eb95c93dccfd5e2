"""Train the coder of typed sentences and write its weights: python tools/train_coder.py

Reads corpus/rehearsal/train-*.txt and the authored moves of the shipped
scenarios; never a test file. The same input gives the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tenthhour.content.coder import WEIGHTS
from tenthhour.content.scenarios import scenarios
from tenthhour.core.rehearsal.hearing.features import HEARABLE, Coder, features

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "rehearsal"
LEAST = 2  # a feature seen once tells nothing
PENALTY = 0.02  # chosen with each style held out in turn, among 0.005, 0.02, 0.05
WRONG_AT_MOST = 0.10  # the first guess stands by itself where at least 9 in 10 such guesses are right


@dataclass(frozen=True)
class Example:
    """A sentence, the act it does, the style it comes from, and whether it is said obliquely."""

    text: str
    act: str
    style: str
    oblique: bool


def read(path: Path) -> list[Example]:
    """The sentences of one file of the corpus."""
    act, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            act = {"advise": "advise_with"}.get(line[1:-1], line[1:-1])
            assert act in HEARABLE, f"{path.name}: {line}"
        elif line and not line.startswith("#"):
            found.append(Example(line.removeprefix("~ "), act, path.stem, line.startswith("~ ")))
    return found


def moves() -> list[Example]:
    """The leader's authored moves, with the act their author gave them."""
    return [
        Example(
            move.text, {"advise_without": "advise_with"}.get(move.main_act, move.main_act), each.id, False
        )
        for each in scenarios().values()
        for move in each.moves
        if not move.ends
    ]


def examples() -> list[Example]:
    """Everything that is trained on, in a fixed order."""
    return [*(e for path in sorted(CORPUS.glob("train-*.txt")) for e in read(path)), *moves()]


def fitted(given: Sequence[Example], sure_from: float = 1.0) -> Coder:
    """Multinomial logistic regression with a ridge penalty, by L-BFGS from zero."""
    counts = Counter(name for e in given for name in set(features(e.text)))
    rows = {name: row for row, name in enumerate(sorted(n for n, k in counts.items() if k >= LEAST))}
    design = _design(given, rows)
    target = np.array([HEARABLE.index(e.act) for e in given])
    truth = np.eye(len(HEARABLE))[target]
    # Rare acts weigh as much as common ones: a threat must not be missed because there are few.
    weight = (len(given) / len(HEARABLE) / np.maximum(truth.sum(axis=0), 1))[target] ** 0.5
    shape = (len(rows) + 1, len(HEARABLE))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        beta = flat.reshape(shape)
        scores = design @ beta[:-1] + beta[-1]
        scores -= scores.max(axis=1, keepdims=True)
        log_shares = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = (np.exp(log_shares) - truth) * weight[:, None]
        ridge = PENALTY * beta[:-1]
        value = -(weight * log_shares[np.arange(len(target)), target]).sum() + 0.5 * (ridge * beta[:-1]).sum()
        slope = np.vstack([design.T @ error + ridge, error.sum(axis=0)])
        return float(value), slope.ravel()

    best = minimize(
        loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    beta = best.x.reshape(shape)
    version = sha256("\n".join(f"{e.act} {e.text}" for e in given).encode()).hexdigest()[:8]
    return Coder(
        version, rows, beta[:-1].astype(np.float16).astype(np.float32), beta[-1].astype(np.float32), sure_from
    )


def _design(given: Sequence[Example], rows: dict[str, int]) -> csr_matrix:
    indices, starts, values = [], [0], []
    for example in given:
        at = sorted({rows[name] for name in features(example.text) if name in rows})
        indices += at
        values += [1 / np.sqrt(len(at))] * len(at)
        starts.append(len(indices))
    return csr_matrix((values, indices, starts), shape=(len(given), len(rows)))


def held_out(given: Sequence[Example]) -> list[tuple[Example, dict[str, float]]]:
    """Each corpus style judged by a coder that never saw it."""
    found = []
    for style in sorted({e.style for e in given if e.style.startswith("train-")}):
        coder = fitted([e for e in given if e.style != style])
        found += [(e, coder.chances(e.text)) for e in given if e.style == style]
    return found


def sure_from(judged: Sequence[tuple[Example, dict[str, float]]]) -> float:
    """The lowest probability from which the lower 95 % bound (Wilson) of being right is 90 %."""
    tops = sorted(((next(iter(c.items())), e.act) for e, c in judged), key=lambda t: -t[0][1])
    right, best = 0, 1.0
    for n, ((guess, chance), act) in enumerate(tops, 1):
        right += guess == act
        if n >= 30 and lower_bound(right, n) >= 1 - WRONG_AT_MOST:
            best = chance
    return round(best, 3)


def lower_bound(right: int, n: int, z: float = 1.96) -> float:
    """Lower end of the Wilson interval of a share."""
    share, square = right / n, z * z / n
    spread = z * ((share * (1 - share) + square / 4) / n) ** 0.5
    return (share + square / 2 - spread) / (1 + square)


if __name__ == "__main__":
    given = examples()
    judged = held_out(given)
    right = sum(next(iter(c)) == e.act for e, c in judged)
    threshold = sure_from(judged)
    sure = sum(next(iter(c.values())) >= threshold for _, c in judged)
    coder = fitted(given, threshold)
    names = np.array(sorted(coder.rows, key=coder.rows.__getitem__))
    np.savez_compressed(
        WEIGHTS, version=coder.version, names=names, weights=coder.weights.astype(np.float16),
        bias=coder.bias, sure_from=threshold,
    )  # fmt: skip
    print(f"{len(given)} sentences, {len(coder.rows)} features, version {coder.version}")
    print(f"styles held out: {right} of {len(judged)} right; sure from {threshold}, in {sure} of them")
