"""A clinic of twenty whose people are in the middle of the stories, made through the product's own actions.

    python clinic.py HOME

Everything is dated before the moment it runs. Prints the ids the stories need, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NOW = datetime.now(UTC)
CLINICIANS = ("Bob", "Ben", "Bea", "Bert", "Bill", "Beth", "Boris", "Bruno", "Brook", "Fay", "Wendy")


def day(number: int) -> datetime:
    """So many days from now; the past is negative."""
    return NOW + timedelta(days=number)


class Clinic:
    """The people by first name, and what has been written so far."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ids: dict[str, str] = {}
        self.people: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return self.people[name]

    def staff(self) -> None:
        """Alice leads twenty; susan supervises her, rita reviews, paul and stef have their duties."""
        from tenthhour.apps.org import actions as org
        from tenthhour.apps.org.access import ON_THE_SERVER

        at = day(-500)
        self.site = site = org.the_site(at=at)
        names = [*CLINICIANS, *(f"Dr Extra {i:02d}" for i in range(1, 21 - len(CLINICIANS)))]
        rows = [
            {
                "clinician_id": n.split()[-1].lower(),
                "name": n if " " in n else f"{n} Example",
                "peer_group": "family",
                "leader_id": "alice",
            }
            for n in names
        ]
        rows.append({"clinician_id": "alice", "name": "Alice Example"})
        self.people.update(org.enrol(rows=rows, by=site, at=at))
        for name in ("susan", "rita", "paul", "stef"):
            self.people[name] = org.person_named(
                code=name, name=f"{name.capitalize()} Example", by=site, at=at
            )
        self.ids.update({f"person {name}": str(p.pk) for name, p in self.people.items()})
        for name in ("alice", "susan", "rita", "paul", "stef", *(n.lower() for n in CLINICIANS)):
            made = org.NewAccount(name, self.people[name].name, name)
            org.make_account(new=made, by=site, at=at)
            self.people[name].confirmed_at = ON_THE_SERVER
        for grant in (
            org.Grant("supervises", self.susan, self.alice),
            org.Grant("staffs", self.paul),
            org.Grant("stewards", self.stef),
        ):
            org.assign(grant=grant, by=site, at=at)

    def months(self) -> Iterator[int]:
        """A month everybody has read by now, and one that came in an hour ago with a number about beth."""
        from builders import finding, result

        everyone = {p.code: p for p in self.people.values()}
        codes = tuple(c for c, p in everyone.items() if p.peer_group)
        speaking = [finding("bob"), finding("ben"), finding("wendy", direction="better")]
        for since, found in ((-10, speaking), (0, [*speaking, finding("beth")])):
            yield since
            self._store(_with_sessions(result(*found, codes=codes), "fay"), everyone, since)

    def _store(self, said: Any, everyone: dict[str, Any], since: int) -> None:
        from tenthhour.apps.measurement.actions import Files, SaidMonth, store_month

        sha256 = f"{since % 16:x}" * 64
        files = Files(sha256, ("months.csv",), "", 12, "2024-01", "2026-10", "0", {})
        store_month(said=SaidMonth(said, {}, everyone), files=files, by=self.stef, at=day(since))


def _with_sessions(said: Any, code: str) -> Any:
    """The same month; one person's encounters a session have stood at fourteen for three years."""
    series = next(s for s in said.series if s.clinician_id == code)
    points = tuple(replace(p, n=30, observed=14.2, expected=14.1, low=13.0, high=15.2) for p in series.points)
    level = next(x for x in said.levels if x.clinician_id == code)
    measure = "encounters_per_session"
    stands = replace(level, measure_id=measure, value=14.2, low=13.6, high=14.8)
    quiet = replace(said.not_said[0], clinician_id=code, measure_id=measure)
    return replace(
        said,
        not_said=(*said.not_said, quiet),
        series=(*said.series, replace(series, measure_id=measure, points=points)),
        levels=(*said.levels, stands),
    )


def begin(home: Path) -> None:
    """An empty site in which anyone made up may sign in."""
    home.mkdir(parents=True)
    (home / "DEMO").write_text("A clinic for the stories.\n")
    os.environ["TENTHHOUR_HOME"] = str(home)
    from tenthhour.cli.server import prepare

    prepare()


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    from browser.stories import questions

    made = Clinic(Path(sys.argv[1]))
    made.staff()
    questions.write(made)
    print(json.dumps(made.ids, default=str))
