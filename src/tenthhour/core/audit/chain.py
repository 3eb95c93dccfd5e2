"""The record as a chain: each entry is sealed over the one before it. Standard library only.

An entry has a body (who did what) and a place (number, link before it). The link
is made over the digest of the body, so that an export can cover the body of
entries about other people and still be verified from the first link to the last.

`link` can be checked by anyone who holds an export and a checkpoint; `mac` only
by a holder of the key. Nothing is provable after the last checkpoint that left
the server.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

VERSION = 2
START = "0" * 64
# One encoder for all rows: json.dumps would build a new one each time, a third of the whole work.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `at` in microseconds since 1970 UTC. Texts and whole numbers only.

    `nonce` is random: without it, who knows the people could guess what a covered entry says.
    """

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
    nonce: str = ""
    prev_link: str = ""
    link: str = ""
    mac: str = ""

    @property
    def body(self) -> str:
        """Digest of everything but the place in the chain."""
        return body_of(self)


@dataclass(frozen=True, slots=True)
class Covered:
    """An entry about somebody else as an export shows it: that it stands here, not what it says."""

    seq: int
    body: str
    prev_link: str
    link: str


def canon(values: Sequence[int | str]) -> bytes:
    """The one way to write a row: a JSON array keeps the borders between fields.

    >>> canon(["ab", "c"]) == canon(["a", "bc"])
    False
    """
    plain = [unicodedata.normalize("NFC", v) if isinstance(v, str) else v for v in values]
    return _JSON.encode(plain).encode()


def digest(salt: bytes, text: str) -> str:
    """Digest of a detail; without its salt it says nothing, so erasing the salt erases the detail."""
    return hashlib.sha256(salt + canon([text])).hexdigest()


def body_of(e: Entry) -> str:
    """SHA-256 over who did what, when, to what, under which policy, with the entry's own nonce."""
    said = (e.at, e.actor_ref, e.kind, e.action, e.object_ref, e.subject_ref, e.detail_digest)
    return hashlib.sha256(canon((VERSION, *said, e.policy_version, e.key_id, e.nonce))).hexdigest()


def link_of(entry: Entry | Covered) -> str:
    """The link an entry must carry: SHA-256 over its number, its body and the link before it."""
    return hashlib.sha256(canon((VERSION, entry.seq, entry.body, entry.prev_link))).hexdigest()


def mac_of(link: str, key: bytes) -> str:
    """The keyed seal over a link."""
    return hmac.digest(key, link.encode(), "sha256").hex()


def seal(entry: Entry, prev_link: str, key: bytes) -> Entry:
    """The entry with its place in the chain: prev_link, link and mac."""
    placed = replace(entry, prev_link=prev_link)
    link = link_of(placed)
    return replace(placed, link=link, mac=mac_of(link, key))
