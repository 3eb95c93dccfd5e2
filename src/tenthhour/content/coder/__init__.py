"""The weights of the coder of typed sentences: plain arrays, written by tools/train_coder.py."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from tenthhour.core.rehearsal.hearing import Coder

WEIGHTS = Path(__file__).with_name("weights.npz")


@lru_cache(maxsize=1)
def coder() -> Coder:
    """The coder as shipped."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return Coder(
            version=str(stored["version"]),
            rows={str(name): row for row, name in enumerate(stored["names"])},
            weights=stored["weights"].astype(np.float32),
            bias=stored["bias"],
            sure_from=float(stored["sure_from"]),
        )
