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
    only_in: Literal["any", "demo", "trial"] = "any"  # elsewhere the address does not exist
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
    Policy("org.demo_sign_in", None, WRITE, NOBODY, GET | POST, PUBLIC, only_in="demo"),
    Policy("org.demo_trial", None, WRITE, NOBODY, POST, PUBLIC, only_in="demo"),
    # A private trial: one person, no account, nothing kept
    Policy("org.trial.enter", None, WRITE, NOBODY, GET, PUBLIC, only_in="trial"),
    Policy("org.trial.end", None, WRITE, ME, POST, OWN, only_in="trial"),
    Policy("org.trial.keep", None, WRITE, ME, GET | POST, ACT, only_in="trial"),
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
    Policy("measurement.upload.match", "measurement.Upload", WRITE, DATA, GET | POST, OWN),
    Policy("measurement.upload.mapping", "measurement.Upload", READ, DATA, GET, OWN),
    Policy("measurement.upload.preview", "measurement.Upload", READ, DATA, GET, OWN),
    Policy("monday.first_hour.read", None, READ, frozenset({LEADS, STEWARDS}), GET, OWN),
    Policy("measurement.batch.import", "measurement.Batch", WRITE, DATA, POST, ACT),
    Policy("measurement.batch.undo", "measurement.Batch", WRITE, DATA, POST, ACT),
    # Asks: a draft is its leader's alone; from shared on both read all of it at the same moment
    Policy("support.draft.new", "support.AskDraft", WRITE, LEADERS, GET | POST, OWN),
    Policy("support.draft.read", "support.AskDraft", READ, ME, GET, OWN),
    Policy("support.draft.edit", "support.AskDraft", WRITE, ME, GET | POST, OWN),
    Policy("support.draft.write", "support.AskDraft", WRITE, ME, NOBODY, ACT, route=False),
    Policy("support.draft.discard", "support.AskDraft", WRITE, ME, POST, ACT),
    Policy("support.draft.share", "support.AskDraft", WRITE, LEADERS, POST, ACT),
    Policy("support.ask.share", "support.Ask", WRITE, LEADERS, NOBODY, ACT, route=False),
    Policy("support.ask.list", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.ask.read", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.ask.answer", "support.Ask", WRITE, LEADERS, POST, ACT),
    Policy("support.sum.draft", "support.AskDraft", READ, ME, GET, OWN),
    Policy("support.sum.draft_pdf", "support.AskDraft", READ, ME, GET, OWN),
    Policy("support.sum.keep", "support.AskDraft", WRITE, ME, POST, ACT),
    Policy("support.sum.read", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.sum.pdf", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    # Talks and promises: both read them; the notes of a leader and the points of a clinician are their own
    Policy("support.brief.read", "support.Talk", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.brief.pdf", "support.Talk", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.talk.invite", "support.Talk", WRITE, LEADERS, POST, ACT),
    Policy("support.talk.agenda", "support.Talk", WRITE, ME, POST, ACT),
    Policy("support.scratch.read", "support.Scratch", READ, ME, GET, OWN, route=False),
    Policy("support.scratch.write", "support.Scratch", WRITE, ME, POST, ACT),
    Policy("support.promise.read", "support.Promise", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.promise.calendar", "support.Promise", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.promise.make", "support.Promise", WRITE, MINE_OR_LED, POST, ACT),
    Policy("support.promise.settle", "support.Promise", WRITE, MINE_OR_LED, POST, ACT),
    # Letters: written from what is known, taken away as text, kept nowhere
    Policy("support.letter.draft", "support.AskDraft", READ, ME, GET | POST, OWN),
    Policy("support.letter.ask", "support.Ask", READ, LEADERS, GET | POST, READ_OF_OTHER),
    Policy("support.letter.team", None, READ, LEADERS, GET | POST, OWN),
    Policy("support.letter.policy", None, READ, LEADERS, GET | POST, OWN),
    # Rehearsals: for whoever is signed in; no row, no record entry, nothing of anybody
    Policy("rehearsal.choose", None, READ, ME, GET, OWN),
    Policy("rehearsal.talk", None, WRITE, ME, POST, OWN),
    Policy("rehearsal.debrief", None, WRITE, ME, POST, OWN),
    Policy("rehearsal.copy", None, WRITE, ME, POST, OWN),
    # People and rights
    Policy("org.person.enrol", "org.Person", WRITE, DATA, NOBODY, ACT, route=False),
    Policy("org.user.create", "org.Person", WRITE, frozenset({ADMINISTERS}), NOBODY, ACT, route=False),
)
TABLE = {policy.name: policy for policy in POLICIES}
