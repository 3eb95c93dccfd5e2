"""The record as a chain: each entry is sealed over the one before it. Standard library only.

`link` can be checked by anyone who holds an export and a checkpoint; `mac` only
by a holder of the key. Nothing is provable after the last checkpoint that left
the server.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

VERSION = 1
START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One entry; `at` in microseconds since 1970 UTC. Texts and whole numbers only."""

    seq: int
    at: int
    actor_ref: str
    kind: str
    action: str
    object_ref: str
    subject_ref: str
    detail_digest: str
    policy_version: str
    key_id: str
    prev_link: str = ""
    link: str = ""
    mac: str = ""


def canon(values: Sequence[int | str]) -> bytes:
    """The one way to write a row: a JSON array keeps the borders between fields.

    >>> canon(["ab", "c"]) == canon(["a", "bc"])
    False
    """
    plain = [unicodedata.normalize("NFC", v) if isinstance(v, str) else v for v in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def digest(salt: bytes, text: str) -> str:
    """Digest of a detail; without its salt it says nothing, so erasing the salt erases the detail."""
    return hashlib.sha256(salt + canon([text])).hexdigest()


def link_of(entry: Entry) -> str:
    """The link an entry must carry: SHA-256 over its fields and the link before it."""
    return hashlib.sha256(canon([VERSION, *astuple(entry)[:-2]])).hexdigest()


def mac_of(link: str, key: bytes) -> str:
    """The keyed seal over a link."""
    return hmac.new(key, link.encode(), hashlib.sha256).hexdigest()


def seal(entry: Entry, prev_link: str, key: bytes) -> Entry:
    """The entry with its place in the chain: prev_link, link and mac."""
    placed = replace(entry, prev_link=prev_link)
    link = link_of(placed)
    return replace(placed, link=link, mac=mac_of(link, key))


def verify(entries: Iterable[Entry], key: bytes | None = None) -> Iterator[str]:
    """Every place where the chain does not hold, as sentences; none when it is whole.

    Args:
        entries: In order of `seq`, from the first.
        key: With it the seals are checked, too.

    """
    expected, prev_link, at = 1, START, 0
    for entry in entries:
        if entry.seq != expected:
            yield f"Entry {expected} is missing: the next one found is {entry.seq}."
        if entry.prev_link != prev_link:
            yield f"Entry {entry.seq} does not follow the one before it."
        if entry.link != link_of(entry):
            yield f"Entry {entry.seq} was changed after it was written."
        if key is not None and not hmac.compare_digest(entry.mac, mac_of(entry.link, key)):
            yield f"Entry {entry.seq} carries a seal that this site's key did not make."
        if entry.at < at:
            yield f"Entry {entry.seq} is dated before the one it follows: the clock was set back."
        expected, prev_link, at = entry.seq + 1, entry.link, entry.at
