"""Six ways to tamper with a record, by somebody who may write to the database and rewrites all he can.

After each change he numbers and links everything behind it anew. With the key he seals it anew, too; without
it he keeps the seals that still fit and makes the others up. He always moves the head along.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace

from tenthhour.core.audit import START, Entry, canon, link_of, mac_of

Chain = list[Entry]
KEY, KEY_ID = b"k" * 32, "k" * 16
TEXTS = (
    "actor_ref",
    "kind",
    "action",
    "object_ref",
    "subject_ref",
    "detail_digest",
    "policy_version",
    "nonce",
)


def chain(length: int, drawn: random.Random) -> Chain:
    """A record as a site writes it: acts and reads of a few people."""
    people = [f"{drawn.getrandbits(128):032x}" for _ in range(4)]
    made: Chain = []
    for seq in range(1, length + 1):
        made.append(
            Entry(
                seq=seq,
                at=1_790_000_000_000_000 + seq * drawn.randint(0, 60_000_000),
                actor_ref=drawn.choice(people),
                kind=drawn.choice(["read", "write"]),
                action=drawn.choice(["monday.person.read", "support.ask.share", "support.promise.make"]),
                object_ref=drawn.choice(["", f"{drawn.getrandbits(128):032x}"]),
                subject_ref=drawn.choice(people),
                detail_digest=drawn.choice(["", f"{drawn.getrandbits(256):064x}"]),
                policy_version="p" * 12,
                key_id=KEY_ID,
                nonce=f"{drawn.getrandbits(128):032x}",
            )
        )
    return rewritten(made, KEY)


def rewritten(entries: Chain, key: bytes | None) -> Chain:
    """Number, link and seal everything anew; without the key an old seal stays where its link still stands."""
    made: Chain = []
    for seq, entry in enumerate(entries, 1):
        placed = replace(entry, seq=seq, prev_link=made[-1].link if made else START)
        link = link_of(placed)
        kept = entry.mac if link == entry.link else mac_of(link, b"a guess")
        made.append(replace(placed, link=link, mac=mac_of(link, key) if key else kept))
    return made


def edit(entries: Chain, at: int, drawn: random.Random) -> Chain:
    """Another person, another act, another time."""
    name = drawn.choice([*TEXTS[:5], "at"])
    new = (
        entries[at].at + drawn.choice([-1, 1, 86_400_000_000])
        if name == "at"
        else f"{drawn.getrandbits(64):x}"
    )
    return [*entries[:at], replace(entries[at], **{name: new}), *entries[at + 1 :]]


def delete(entries: Chain, at: int, drawn: random.Random) -> Chain:
    return [*entries[:at], *entries[at + drawn.randint(1, 3) :]]


def truncate(entries: Chain, at: int, drawn: random.Random) -> Chain:
    return entries[:at]


def insert(entries: Chain, at: int, drawn: random.Random) -> Chain:
    return [*entries[:at], replace(drawn.choice(entries), subject_ref="f" * 32), *entries[at:]]


def shift(entries: Chain, at: int, drawn: random.Random) -> Chain:
    """Characters move over the border between two fields; joined without borders nothing would have changed."""
    entry = entries[at]
    pairs = [(a, b) for a, b in itertools.pairwise(TEXTS) if getattr(entry, a)]
    first, second = drawn.choice(pairs)
    cut = drawn.randint(0, len(getattr(entry, first)) - 1)
    moved = {first: getattr(entry, first)[:cut], second: getattr(entry, first)[cut:] + getattr(entry, second)}
    assert "".join(getattr(replace(entry, **moved), n) for n in TEXTS) == "".join(
        getattr(entry, n) for n in TEXTS
    )
    return [*entries[:at], replace(entry, **moved), *entries[at + 1 :]]


def reorder(entries: Chain, at: int, drawn: random.Random) -> Chain:
    other = min(at + drawn.randint(1, 3), len(entries) - 1)
    return [*entries[:at], entries[other], *entries[at + 1 : other], entries[at], *entries[other + 1 :]]


ATTACKS: dict[str, Callable[[Chain, int, random.Random], Chain]] = {
    "edit": edit,
    "delete": delete,
    "truncate": truncate,
    "insert": insert,
    "shift": shift,
    "reorder": reorder,
}


def says(entries: Chain) -> list[bytes]:
    """What a record says, without its links: an attack that changes none of it was none."""
    return [canon([e.at, *(getattr(e, n) for n in TEXTS)]) for e in entries]
