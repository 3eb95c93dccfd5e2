"""The table of the no-surprise pathway: every state, and every move there is. Nothing else can happen.

docs/methods/pathway.md holds the same table in words; a test parses it and
compares it with PATHWAY line by line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, cast

State = Literal["S0", "S1", "S2", "S3", "S3h", "S4", "S5", "SX", "SP"]
Kind = Literal["measure", "ask", "event", "help", "exception"]
Role = Literal[
    "leader", "clinician", "steward", "supervisor", "reviewer", "people office", "peer messenger", "clock"
]
Unit = Literal["d", "wd", "end"]

FORMER = "former"
"""Where a pause leads: the state it began in."""


@dataclass(frozen=True)
class Move:
    """One line of the table.

    `together` means all movers confirm within 14 days, otherwise any one moves.
    `earliest` counts calendar days (d) or working days (wd) in the state without
    pauses, or days after the planned end (end).
    """

    id: str
    sources: tuple[State, ...]
    to: str
    kinds: tuple[Kind, ...]
    movers: tuple[Role, ...]
    together: bool
    earliest: int
    unit: Unit
    needs: tuple[str, ...]


_MAE: tuple[Kind, ...] = ("measure", "ask", "event")
_MA: tuple[Kind, ...] = ("measure", "ask")
_OPEN: tuple[Kind, ...] = ("measure", "ask", "event", "help")


def _any(id: str, where: str, kinds: tuple[Kind, ...], movers: str, after: str, *needs: str) -> Move:
    """Any one of the movers, written "leader or steward"."""
    return _move(id, where, kinds, movers.split(" or "), after, needs)


def _all(id: str, where: str, kinds: tuple[Kind, ...], movers: str, after: str, *needs: str) -> Move:
    """All movers together, written "leader + clinician"."""
    return replace(_move(id, where, kinds, movers.split(" + "), after, needs), together=True)


def _move(
    id: str, where: str, kinds: tuple[Kind, ...], movers: list[str], after: str, needs: tuple[str, ...]
) -> Move:
    sources, to = where.split(" > ")
    days, unit = after.split()
    return Move(
        id,
        cast("tuple[State, ...]", tuple(sources.split(","))),
        to,
        kinds,
        cast("tuple[Role, ...]", tuple(movers)),
        together=False,
        earliest=int(days),
        unit=cast("Unit", unit),
        needs=needs,
    )


PATHWAY: tuple[Move, ...] = (
    _any("T01", "S0 > S1", ("measure",), "clock", "0 d", "signal", "in_post", "under_two", "none_on_measure"),
    _any("T02", "S1 > S0", ("measure",), "leader or steward", "0 d", "why_closed"),
    _any("T03", "S1 > S0", ("measure",), "clock", "14 d"),
    _any("T04", "S1 > S2", ("measure",), "leader", "3 wd", "invitation"),
    _any("T05", "S1 > S2", ("measure",), "clinician", "0 d"),
    _any("T06", "S0 > S2", ("event",), "leader or clinician or peer messenger", "0 d", "event_or_request"),
    _any("T29", "S0 > S2", ("ask",), "leader or clinician", "0 d", "ask_or_warning"),
    _any("T07", "S0 > S3h", ("help",), "clinician", "0 d"),
    _all("T08", "S2 > S0", _MAE, "leader + clinician", "0 d", "held"),
    _any("T09", "S2 > S0", _MAE, "clock", "30 d"),
    _all("T10", "S2 > S3", _MAE, "leader + clinician", "0 d", "held", "plan"),
    _any("T11", "S2 > S3", _MAE, "leader", "14 d", "held", "plan", "disagreement"),
    _all("T12", "S3 > S0", _MAE, "leader + clinician", "0 d", "graduated"),
    _all("T13", "S3 > S3", _MAE, "leader + clinician", "90 d", "first_extension"),
    _all("T14", "S3 > S4", _MA, "supervisor + reviewer", "90 d", "proposal", "guards"),
    _any("T15", "S3 > S0", _MAE, "clock", "14 end", "lapsed"),
    _any("T16", "S3h > S0", ("help",), "clinician", "0 d"),
    _any("T17", "S3h > S0", ("help",), "clock", "180 d"),
    _any("T18", "S1,S2,S3 > S0", _MAE, "leader", "0 d", "withdrawn"),
    _any("T19", "S1,S2,S3,S4 > S0", _MA, "clock", "0 d", "corrected"),
    _any("T20", "S4 > S0", _MA, "supervisor", "0 d", "met_or_withdrawn"),
    _any("T21", "S4 > S3", _MA, "supervisor", "0 d", "plan", "new_dates"),
    _all("T22", "S4 > S5", _MA, "supervisor + people office", "60 d", "reply", "day_30", "reason", "counsel"),
    _any("T23", "S4 > S0", _MA, "clock", "120 d", "lapsed"),
    _all(
        "T24",
        "S0 > SX",
        ("exception",),
        "supervisor + people office",
        "0 d",
        "category",
        "facts",
        "referral",
    ),
    _any("T25", "SX > S0", ("exception",), "reviewer", "0 d", "not_warranted"),
    _all("T26", "SX > S5", ("exception",), "supervisor + people office", "0 d", "note"),
    _any("T27", "S1,S2,S3,S3h,S4 > SP", _OPEN, "clinician or leader or clock", "0 d", "end_date"),
    _any("T28", "SP > former", _OPEN, "clinician or clock", "0 d"),
)
MOVES = {move.id: move for move in PATHWAY}

ALARMS: dict[State, int] = {"SX": 14}
"""States without a clock exit ring every day from this day on."""

LABELS: dict[State, str] = {
    "S0": "no open question",
    "S1": "a number to check",
    "S2": "let us talk",
    "S3": "help first",
    "S3h": "help you asked for",
    "S4": "first step others may see",
    "S5": "formal process elsewhere",
    "SX": "safety or legal duty",
    "SP": "clocks stopped",
}
