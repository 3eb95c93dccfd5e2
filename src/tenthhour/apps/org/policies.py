"""Who may do what: one line each. No page opens and no act is done without its line here.

A kind is a dated assignment (see `Assignment`), but for SELF: the person the data are about.
`on` names the model whose rows the line opens; no name, no person's data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["self", "leads", "covers", "supervises", "coaches", "stewards", "administers"]
SELF: Kind = "self"
LEADS: Kind = "leads"
COVERS: Kind = "covers"
SUPERVISES: Kind = "supervises"
COACHES: Kind = "coaches"
STEWARDS: Kind = "stewards"
ADMINISTERS: Kind = "administers"
# Held towards the whole site, not towards one person.
SITE_KINDS: frozenset[Kind] = frozenset({STEWARDS, ADMINISTERS})
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
    demo_only: bool = False
    route: bool = True
    keys: frozenset[str] = field(default_factory=frozenset)  # sort and filter keys a page accepts


NOBODY: frozenset[Kind] = frozenset()
ME: frozenset[Kind] = frozenset({SELF})
MINE_OR_LED: frozenset[Kind] = frozenset({SELF, LEADS, COVERS})
DATA: frozenset[Kind] = frozenset({STEWARDS})

POLICIES = (
    # Coming in and going out
    Policy("org.sign_in", None, WRITE, NOBODY, GET | POST, PUBLIC),
    Policy("org.sign_out", None, WRITE, ME, POST, OWN),
    Policy("org.demo_sign_in", None, WRITE, NOBODY, GET | POST, PUBLIC, demo_only=True),
    Policy("org.home", None, READ, ME, GET, OWN),
    Policy("org.access_log.read", "org.AuditEntry", READ, ME, GET, OWN),
    Policy("org.person.read", "org.Person", READ, MINE_OR_LED, GET, READ_OF_OTHER, route=False),
    # A clinician's numbers: the clinician at once, the leader three working days later
    Policy("monday.week.read", "measurement.PersonMonth", READ, LEADERS, GET, READ_OF_OTHER),
    Policy("monday.person.read", "measurement.PersonMonth", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("measurement.finding.read", "measurement.StoredFinding", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.silence.read", "measurement.StoredNotSaid", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.series.read", "measurement.StoredSeries", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.correction.read", "measurement.Correction", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.comment.read", "measurement.Comment", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.comment.create", "measurement.Comment", WRITE, ME, POST, ACT),
    # The data: stewards bring files in and take the latest out again; they see files, not findings
    Policy("measurement.batch.read", "measurement.Batch", READ, DATA, GET, OWN),
    Policy("measurement.file.read", "measurement.Batch", READ, DATA, GET, ACT),
    Policy("measurement.upload.read", "measurement.Upload", READ, DATA, GET, OWN, route=False),
    Policy("measurement.upload.create", "measurement.Upload", WRITE, DATA, POST, ACT),
    Policy("measurement.batch.import", "measurement.Batch", WRITE, DATA, POST, ACT),
    Policy("measurement.batch.undo", "measurement.Batch", WRITE, DATA, POST, ACT),
    # People and rights
    Policy("org.person.enrol", "org.Person", WRITE, DATA, NOBODY, ACT, route=False),
    Policy("org.user.create", "org.Person", WRITE, frozenset({ADMINISTERS}), NOBODY, ACT, route=False),
)
TABLE = {policy.name: policy for policy in POLICIES}
