"""Pooling: periods with very few patients join the next, so that each point says something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tenthhour.core.measurement.panel import Array, Mask, Panel

MOST = 3


def pool_small(panel: Panel, pool_until: float) -> tuple[Panel, Mask]:
    """Join periods until `pool_until` patients are together, at most three periods.

    The joined value stands at the last of its periods; nothing later is used.

    Args:
        panel: Periods as counted, (clinicians, periods).
        pool_until: Denominator below which a period waits for the next.

    Returns:
        The panel with n = 0 in waiting periods, and where a period waits.

    """
    y, n, offset = panel.y.copy(), panel.n.copy(), panel.offset.copy()
    waiting = np.zeros(n.shape, dtype=bool)
    held = _Held(len(n))
    for at in range(n.shape[1]):
        now = panel.n[:, at]
        held.add(now, panel.y[:, at], panel.offset[:, at])
        ready = (now > 0) & ((held.n >= pool_until) | (held.periods >= MOST))
        value, weight, shift = held.means()
        y[:, at] = np.where(ready, value, panel.y[:, at])
        offset[:, at] = np.where(ready, shift, panel.offset[:, at])
        n[:, at] = np.where(ready, weight, 0.0)
        waiting[:, at] = (now > 0) & ~ready
        held.clear(ready)
    return replace(panel, y=y, n=n, offset=offset), waiting


class _Held:
    """What waits to be joined, per clinician."""

    def __init__(self, clinicians: int) -> None:
        self.n, self.total, self.shift = (np.zeros(clinicians) for _ in range(3))
        self.periods = np.zeros(clinicians, dtype=np.int64)

    def add(self, n: Array, y: Array, offset: Array) -> None:
        self.n = self.n + n
        self.total = self.total + np.where(n > 0, n * y, 0.0)
        self.shift = self.shift + np.where(n > 0, n * offset, 0.0)
        self.periods = self.periods + (n > 0)

    def means(self) -> tuple[Array, Array, Array]:
        most = np.maximum(self.n, 1e-12)
        return self.total / most, self.n, self.shift / most

    def clear(self, ready: Mask) -> None:
        for name in ("n", "total", "shift"):
            setattr(self, name, np.where(ready, 0.0, getattr(self, name)))
        self.periods = np.where(ready, 0, self.periods)
