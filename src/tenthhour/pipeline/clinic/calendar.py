"""Calendar of thresholds: known before the month they judge, renewed yearly, kept for old findings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace

import numpy as np

from tenthhour.core.measurement.course import watched
from tenthhour.core.measurement.false_alarms import SiteThresholds, thresholds
from tenthhour.core.month import Month
from tenthhour.pipeline.clinic.counted import Counted
from tenthhour.pipeline.clinic.people import Person
from tenthhour.pipeline.clinic.stages import Stage, panels, stage
from tenthhour.pipeline.decisions import Decisions

RENEWED = 12  # months
METHOD = "2"  # part of the key: a changed method must not find old thresholds


@dataclass(frozen=True)
class Era:
    """Months judged against the same thresholds.

    Attributes:
        begins: First month judged by them.
        stages: Measures they cover, each with its baseline.

    """

    begins: Month
    stages: frozenset[Stage]


def eras(everything: Mapping[str, Counted], first: Month, as_of: Month, decisions: Decisions) -> list[Era]:
    """Which thresholds there are up to a month; depends on nothing later."""
    found: list[Era] = []
    for index in range(first.index, as_of.index + 1):
        month = Month.at(index)
        now = [stage(c, month, decisions) for c in everything.values()]
        active = frozenset(s for s in now if s.start is not None)
        stale = bool(found) and month - found[-1].begins >= RENEWED
        if active and (not found or stale or not active <= found[-1].stages):
            found.append(Era(month, active))
    return found


@dataclass
class Thresholds:
    """Computes the thresholds of an era once, remembers them under a key of what they rest on."""

    everything: Mapping[str, Counted]
    everybody: Mapping[str, Person]
    decisions: Decisions
    budget: float
    seed: int | None
    remembered: MutableMapping[str, SiteThresholds]
    _digests: dict[Era, str] = field(default_factory=dict)

    def of(self, era: Era) -> SiteThresholds:
        digest = self._digest(era)
        key = hashlib.sha256(repr((METHOD, self.budget, self.seed, digest)).encode()).hexdigest()
        if key not in self.remembered:
            self.remembered[key] = self._computed(era)
        return self.remembered[key]

    def seed_of(self, era: Era) -> int:
        """The given seed, or one made from the data up to the threshold month."""
        return self.seed if self.seed is not None else int(self._digest(era)[:8], 16)

    def _digest(self, era: Era) -> str:
        if era not in self._digests:
            self._digests[era] = self._digested(era)
        return self._digests[era]

    def _digested(self, era: Era) -> str:
        known = era.begins + -1
        digest = hashlib.sha256(repr(sorted((s.measure_id, s.epoch, s.start) for s in era.stages)).encode())
        for name in sorted(self.everything):
            digest.update(self.everything[name].until(known).fingerprint())
        ids = next(iter(self.everything.values())).ids
        present = self._present(era)
        digest.update(
            repr(
                [(i, self.everybody[i].peer_group, self.everybody[i].team) for i in np.array(ids)[present]]
            ).encode()
        )
        relevant = self.decisions.known_by(known)
        digest.update(repr(relevant).encode() if relevant != Decisions() else b"")
        return digest.hexdigest()

    def _present(self, era: Era) -> np.ndarray:
        """Positions of clinicians with anything counted up to the threshold month."""
        known = era.begins + -1
        seen = np.any([(c.until(known).n > 0).any(-1) for c in self.everything.values()], axis=0)
        return np.flatnonzero(seen)

    def _computed(self, era: Era) -> SiteThresholds:
        present = self._present(era)
        place = {int(row): i for i, row in enumerate(present)}
        everything = []
        for at in sorted(era.stages, key=lambda s: s.measure_id):
            ready = panels(
                self.everything[at.measure_id], at, era.begins + -1, self.everybody, self.decisions
            )
            for group, prepared in ready.groups:
                kept = np.array([int(r) in place for r in group.members])
                made = watched(
                    at.measure_id, prepared, np.array([place.get(int(r), -1) for r in group.members])
                )
                made = replace(made, counted=made.counted & group.targets)
                if prepared.established[kept].sum() > 1:
                    panel = replace(
                        made.panel, y=made.panel.y[kept], n=made.panel.n[kept], offset=made.panel.offset[kept]
                    )
                    everything.append(
                        replace(
                            made, panel=panel, clinicians=made.clinicians[kept], counted=made.counted[kept]
                        )
                    )
        if not everything:
            return SiteThresholds({}, None, 0.0)
        return thresholds(everything, len(present), self.budget, self.seed_of(era))
