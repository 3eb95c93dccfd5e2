"""Walking the record: gaps, links, seals, keys, checkpoints, steps of the clock. Standard library only."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping

from tenthhour.core.audit.chain import START, Covered, Entry, link_of, mac_of

ROTATED = "key.rotated"
# Acts are dated when they begin and stand in the order in which they end: ten minutes, more than any page
# or import takes, are no clock that was set back. In microseconds.
STEP_BACK = 600 * 1_000_000
_PRINTED = re.compile(r"(?<!\d)(\d{1,12})[-: ]+([0-9a-f]{32,64})(?![0-9a-f])")


def printed(seq: int, link: str) -> str:
    """A checkpoint as it stands on paper: the number of the last entry and 32 hex digits of its link.

    >>> printed(7, "ab" * 32)
    '7-abababababababababababababababab'
    """
    return f"{seq}-{link[:32]}"


def checkpoints_in(text: str) -> dict[int, str]:
    """Every checkpoint in a text, such as a report or a mail: number and beginning of the link.

    >>> checkpoints_in("Checkpoint 7-abababababababababababababababab, 5 November")
    {7: 'abababababababababababababababab'}
    """
    return {int(seq): link for seq, link in _PRINTED.findall(text)}


class Walk:
    """Reads entries in order and remembers what does not hold; memory does not grow with the record.

    Args:
        keys: Keys by key id; with them the seals are checked, too.
        checkpoints: Number and beginning of the link, as they were kept outside.

    """

    def __init__(
        self, keys: Mapping[str, bytes] | None = None, checkpoints: Mapping[int, str] | None = None
    ) -> None:
        self.keys, self.checkpoints = keys, dict(checkpoints or {})
        self.seq, self.link, self.key_id = 0, START, ""
        self.covered, self.vouched = 0, 0
        self.first_at = self.at = 0
        self.notes: list[str] = []

    def read(self, entry: Entry | Covered) -> Iterator[str]:
        """Take in one entry; yields every fault in it."""
        yield from self._place(entry)
        if isinstance(entry, Entry):
            yield from self._sealed(entry)
            self._dated(entry)
        else:
            self.covered += 1
        if (kept := self.checkpoints.pop(entry.seq, None)) is not None:
            self.vouched = entry.seq
            if not hmac.compare_digest(entry.link[: len(kept)], kept):
                yield f"Entry {entry.seq} is not the one the checkpoint {entry.seq}-{kept} was taken of."
        self.seq, self.link = entry.seq, entry.link

    def end(self) -> Iterator[str]:
        """After the last entry: checkpoints of entries that are not there."""
        for seq, kept in sorted(self.checkpoints.items()):
            yield f"Entry {seq} is missing, and the checkpoint {seq}-{kept} was taken of it."

    def _place(self, entry: Entry | Covered) -> Iterator[str]:
        if entry.seq != self.seq + 1:
            yield f"Entry {self.seq + 1} is missing: the next one found is {entry.seq}."
        if entry.prev_link != self.link:
            yield f"Entry {entry.seq} does not follow the one before it."
        if entry.link != link_of(entry):
            yield f"Entry {entry.seq} was changed after it was written."

    def _sealed(self, entry: Entry) -> Iterator[str]:
        if self.key_id and entry.key_id != self.key_id:
            yield f"Entry {entry.seq} is sealed with another key, and no change of key stands before it."
        self.key_id = entry.object_ref.partition(":")[0] if entry.action == ROTATED else entry.key_id
        if self.keys is None:
            return
        key = self.keys.get(entry.key_id)
        if key is None or not hmac.compare_digest(entry.mac, mac_of(entry.link, key)):
            yield f"Entry {entry.seq} carries a seal that this site's key did not make."
        elif entry.action == ROTATED and not self._under_both(entry):
            yield f"Entry {entry.seq} changes the key without the seal of the new one."

    def _under_both(self, entry: Entry) -> bool:
        new_id, _, sealed = entry.object_ref.partition(":")
        new = (self.keys or {}).get(new_id)
        return new is not None and hmac.compare_digest(sealed, mac_of(entry.prev_link, new))

    def _dated(self, entry: Entry) -> None:
        if entry.at < self.at - STEP_BACK:
            self.notes.append(
                f"Entry {entry.seq} is dated before the one it follows: the clock was set back."
            )
        self.first_at, self.at = self.first_at or entry.at, entry.at
