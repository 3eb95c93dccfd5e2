"""What is proven of a record, in sentences, and what is not. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from tenthhour.core.audit.chain import Covered, Entry, digest
from tenthhour.core.audit.walk import Walk

ERASED = "detail.erased"
NEVER = (
    "Never provable from a record: that what was entered is true, that nobody read the database or the disk "
    "around the program, and that a clock which never stepped back was right."
)
_NUMBERS = ("seq", "at")
_AT_MOST = 200  # faults told one by one: one rewritten entry breaks no other, a million lines help nobody

Detail = tuple[bytes, str]
Line = tuple[Entry | Covered, Detail | None]


@dataclass(frozen=True)
class Proof:
    """Each fault as a sentence, what is worth knowing, what is proven, and what is not."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    proven: tuple[str, ...]
    open: tuple[str, ...]


class Words:
    """Checks what entries say in words against the digests that the chain holds."""

    def __init__(self) -> None:
        self.right, self.absent, self.erased = 0, set[int](), set[int]()

    def read(self, entry: Entry, detail: Detail | None) -> list[str]:
        """The faults of one entry; a missing detail is judged at the end, when all erasures are known."""
        if detail is None:
            self.absent |= {entry.seq} if entry.detail_digest else set()
            return []
        if digest(*detail) != entry.detail_digest:
            return [f"The detail of entry {entry.seq} is not what was recorded."]
        self.right += 1
        if entry.action == ERASED:
            self.erased.update(json.loads(detail[1])["entries"])
        return []

    def end(self) -> list[str]:
        lost = sorted(self.absent - self.erased)
        return [f"The detail of entry {seq} is gone, and no erasure names it." for seq in lost]


def prove(
    lines: Iterable[Line],
    *,
    keys: Mapping[str, bytes] | None = None,
    checkpoints: Mapping[int, str] | None = None,
    head: tuple[int, str] | None = None,
) -> Proof:
    """Read a record from its first entry to its last.

    Args:
        lines: Entries in order, each with the detail its reader is given.
        keys: The site's keys by id; with them the seals are checked.
        checkpoints: Number and beginning of the link, as they were kept outside.
        head: Number and link the site itself says are the last.

    """
    walk, words = Walk(keys, checkpoints), Words()
    faults: list[str] = []
    for entry, detail in lines:
        faults += walk.read(entry)
        if isinstance(entry, Entry):
            faults += words.read(entry, detail)
    faults += [*walk.end(), *words.end()]
    if head is not None and head != (walk.seq, walk.link):
        faults.append(
            f"The record ends with entry {walk.seq}, and the site says it ends with entry {head[0]}."
        )
    proven = [] if faults else _proven(walk, words)
    return Proof(_short(faults), _short(walk.notes), tuple(proven), tuple(_open(walk)))


def _proven(walk: Walk, words: Words) -> list[str]:
    span = f"from {_day(walk.first_at)} to {_day(walk.at)}" if walk.seq else "none yet"
    said = [f"{walk.seq:,} entries, {span}: none is missing, none was changed, and they stand in this order."]
    if walk.keys is not None:
        said.append("Every seal was made with this site's key.")
    if walk.vouched:
        said.append(f"Nothing up to entry {walk.vouched:,} was changed after its checkpoint left the server.")
    if words.right or words.erased:
        said.append(
            f"{words.right:,} details match; {len(words.erased):,} were erased, and the record says so."
        )
    return said


def _open(walk: Walk) -> list[str]:
    said = []
    if not walk.vouched:
        said.append(
            "No checkpoint was given: whoever holds the server and its key could have rewritten all of it."
        )
    elif walk.vouched < walk.seq:
        said.append(
            f"Nothing is provable after entry {walk.vouched:,}, the last one with a checkpoint: whoever holds the "
            "server and its key could have rewritten or cut off what follows."
        )
    if walk.keys is None:
        said.append("The seals were not checked: that takes the site's key.")
    if walk.covered:
        said.append(
            f"{walk.covered:,} entries about other people are covered: where they stand is proven, "
            "what they say is not shown."
        )
    return [*said, NEVER]


def _short(sentences: list[str]) -> tuple[str, ...]:
    more = len(sentences) - _AT_MOST
    return (*sentences[:_AT_MOST], *([f"And {more:,} more like these."] if more > 0 else []))


def _day(at: int) -> str:
    return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at):%Y-%m-%d %H:%M} UTC"


def as_line(entry: Entry | Covered, detail: Detail | None = None) -> str:
    """One line of an export: JSON, with the detail and its salt where the reader is given them."""
    said = asdict(entry)
    if detail is not None:
        said["detail"] = {"salt": detail[0].hex(), "text": detail[1]}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def as_entry(line: str) -> Line:
    """An entry of an export and its detail, if the line carries one.

    Raises:
        ValueError: The line is none.

    """
    try:
        said = json.loads(line)
        detail = said.pop("detail", None)
        if any(type(value) is not (int if name in _NUMBERS else str) for name, value in said.items()):
            raise TypeError
        entry: Entry | Covered = Covered(**said) if "body" in said else Entry(**said)
        return entry, (bytes.fromhex(detail["salt"]), detail["text"]) if detail else None
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not an entry of a record") from fault
