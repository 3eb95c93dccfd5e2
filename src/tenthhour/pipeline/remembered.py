"""Remembered: thresholds kept in a folder, so that the second run of the same data takes seconds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, MutableMapping
from dataclasses import asdict
from pathlib import Path

from tenthhour.core.measurement.false_alarms import MeasureThreshold, SiteThresholds


def cache_folder() -> Path:
    """Where the command keeps them: `$XDG_CACHE_HOME/tenthhour/thresholds`. Numbers only, nobody's name."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "tenthhour" / "thresholds"


class Remembered(MutableMapping[str, SiteThresholds]):
    """Thresholds by key, one small file each; what cannot be read or written is computed again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fresh: dict[str, SiteThresholds] = {}

    def __getitem__(self, key: str) -> SiteThresholds:
        if key not in self.fresh:
            try:
                self.fresh[key] = _read(self._file(key).read_text("utf-8"))
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise KeyError(key) from error
        return self.fresh[key]

    def __contains__(self, key: object) -> bool:
        try:
            self[str(key)]
        except KeyError:
            return False
        return True

    def __setitem__(self, key: str, value: SiteThresholds) -> None:
        self.fresh[key] = value
        part = self._file(key).with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(asdict(value)), "utf-8")
            part.replace(self._file(key))
        except OSError:
            return  # a full or read-only disk costs seconds next time, nothing else

    def __delitem__(self, key: str) -> None:
        self.fresh.pop(key, None)
        self._file(key).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[str]:
        return (p.stem for p in sorted(self.folder.glob("*.json")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _read(text: str) -> SiteThresholds:
    found = json.loads(text)
    measures = {name: MeasureThreshold(**values) for name, values in found["measures"].items()}
    return SiteThresholds(measures, found["pooled"], found["simulated_rate"])
