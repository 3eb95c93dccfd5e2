"""The words policies are written in: kinds of assignment, what is recorded, and one line's columns.

A kind is a dated assignment (see `Assignment`), but for two: SELF, the person the data are about, and
OVERSEES, whoever supervises that person's leader. `on` names the model whose rows the line opens; no
name, no person's data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "self",
    "oversees",
    "leads",
    "covers",
    "supervises",
    "coaches",
    "people_office",
    "reviews",
    "messenger",
    "stewards",
    "administers",
    "staffs",
]
SELF: Kind = "self"
OVERSEES: Kind = "oversees"
# Held towards one person.
LEADS: Kind = "leads"
COVERS: Kind = "covers"
SUPERVISES: Kind = "supervises"  # towards a leader
COACHES: Kind = "coaches"
# Held towards one question about one person: of everything else the holder sees nothing.
PEOPLE_OFFICE: Kind = "people_office"
REVIEWS: Kind = "reviews"
MESSENGER: Kind = "messenger"
# Held towards the whole site.
STEWARDS: Kind = "stewards"
ADMINISTERS: Kind = "administers"
STAFFS: Kind = "staffs"  # named in advance for the people office; opens nobody's file

QUESTION_KINDS: frozenset[Kind] = frozenset({PEOPLE_OFFICE, REVIEWS, MESSENGER})
SITE_KINDS: frozenset[Kind] = frozenset({STEWARDS, ADMINISTERS, STAFFS})
PERSON_KINDS: frozenset[Kind] = frozenset({LEADS, COVERS, SUPERVISES, COACHES})
LEADERS: frozenset[Kind] = frozenset({LEADS, COVERS})

# What the record keeps: an act; a read of somebody else's data; nothing, because it is one's own,
# anonymous, or open to everyone.
Audit = Literal["ACT", "READ_OF_OTHER", "OWN", "ANONYMOUS", "PUBLIC"]
ACT: Audit = "ACT"
READ_OF_OTHER: Audit = "READ_OF_OTHER"
OWN: Audit = "OWN"
ANONYMOUS: Audit = "ANONYMOUS"
PUBLIC: Audit = "PUBLIC"

READ: Literal["read"] = "read"
WRITE: Literal["write"] = "write"
GET = frozenset({"GET"})
POST = frozenset({"POST"})


@dataclass(frozen=True)
class Policy:
    """One right: its name, the rows it opens, the kinds of assignment that open them, what is recorded."""

    name: str
    on: str | None
    act: Literal["read", "write"]
    kinds: frozenset[Kind]
    methods: frozenset[str]
    audit: Audit
    only_in: Literal["any", "demo", "trial", "mail", "organisation"] = (
        "any"  # elsewhere the address does not exist
    )
    route: bool = True
    sudo: bool = False  # asks once more who it is, unless that was shown within ten minutes
    keys: frozenset[str] = field(default_factory=frozenset)  # sort and filter keys a page accepts


NOBODY: frozenset[Kind] = frozenset()
ME: frozenset[Kind] = frozenset({SELF})
MINE_OR_LED: frozenset[Kind] = frozenset({SELF, LEADS, COVERS})
DATA: frozenset[Kind] = frozenset({STEWARDS})
ROLES: frozenset[Kind] = frozenset({ADMINISTERS, STAFFS})
