"""A clinic with one team of six and a pulse that is open, made through the product's own actions.

python pulse_clinic.py HOME make
python pulse_clinic.py HOME answer NUMBER   (so many colleagues of Bob answer)
python pulse_clinic.py HOME later           (the clock, sixteen days on)
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NOW = datetime.now(UTC)
TEAM = ("Bob", "Ben", "Bea", "Bert", "Beth", "Bill")


def site(home: Path) -> None:
    """A home in which anyone made up may sign in."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "DEMO").write_text("A clinic for the stories.\n")
    os.environ["TENTHHOUR_HOME"] = str(home)
    from tenthhour.cli.server import prepare

    prepare()


def make() -> None:
    """Alice leads the six of East, susan supports her, paul of the people office has asked everybody."""
    from tenthhour.apps.org import actions as org
    from tenthhour.apps.org.access import ON_THE_SERVER
    from tenthhour.apps.pulse import actions as pulse

    at = NOW - timedelta(days=100)
    by = org.the_site(at=at)
    rows = [
        {
            "clinician_id": n.lower(),
            "name": f"{n} Example",
            "peer_group": "family",
            "team": "East",
            "leader_id": "alice",
        }
        for n in TEAM
    ]
    people = org.enrol(rows=[*rows, {"clinician_id": "alice", "name": "Alice Example"}], by=by, at=at)
    for name in ("susan", "paul"):
        people[name] = org.person_named(code=name, name=f"{name.capitalize()} Example", by=by, at=at)
    for name, person in people.items():
        org.make_account(new=org.NewAccount(name, person.name, name), by=by, at=at)
    org.assign(grant=org.Grant("supervises", people["susan"], people["alice"]), by=by, at=at)
    org.assign(grant=org.Grant("staffs", people["paul"]), by=by, at=at)
    people["paul"].confirmed_at = ON_THE_SERVER
    _month(people, by, at)
    asked = {"by": people["paul"], "at": NOW}
    wave = pulse.start(instrument="team-pulse", k=5, opens_on=NOW.date(), days=14, **asked)
    pulse.freeze(wave_id=wave.pk, **asked)
    clock(NOW)


def _month(people: dict[str, Any], by: Any, at: datetime) -> None:
    """A month of numbers, as every clinic has: the demo fills a home that holds none."""
    from builders import result

    from tenthhour.apps.measurement.actions import Files, SaidMonth, store_month

    files = Files("a" * 64, ("months.csv",), "", 12, "2024-01", "2026-10", "0", {})
    store_month(said=SaidMonth(result(codes=("bob",)), {}, people), files=files, by=by, at=at)


def answer(number: int) -> None:
    """Colleagues of Bob take their slips and say "often" to everything."""
    from tenthhour.apps.org.queries import everyone
    from tenthhour.apps.pulse import actions

    for name in TEAM[1 : 1 + number]:
        typed = actions.take_slip(by=everyone()[name.lower()], at=NOW)
        actions.answer(typed=typed, answers=[3] * 5, address="127.0.0.1", at=NOW)


def clock(at: datetime) -> None:
    """Everything the clock owes of waves by then."""
    from tenthhour.apps.pulse.actions import publishing

    while due := sorted(publishing.due(at), key=lambda d: d.since):
        due[0].do(at)


if __name__ == "__main__":
    site(Path(sys.argv[1]))
    what, *rest = sys.argv[2:]
    {"make": make, "answer": lambda: answer(int(rest[0])), "later": lambda: clock(NOW + timedelta(days=16))}[
        what
    ]()
