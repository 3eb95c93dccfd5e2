"""A site on disk whose hundred people answer a pulse; and its publication, killed at every statement that writes.

python answering.py HOME answer     prints who answered in which order, their slips and boxes
python answering.py HOME publish    what the clock owes fifteen days later
python answering.py HOME kill       a copy of the site for each statement; prints what was left of each
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=15)
PEOPLE, TEAMS = 100, 10


def prepared(home: Path) -> None:
    os.environ["TENTHHOUR_HOME"] = str(home)
    from tenthhour.cli.server import prepare

    prepare()


def clinic() -> tuple[dict[str, Any], Any]:
    """A hundred people in ten teams of two leaders, and paul of the people office."""
    from tenthhour.apps.org import actions as org
    from tenthhour.apps.org.access import ON_THE_SERVER

    site = org.the_site(at=AT)
    rows = [
        {"clinician_id": f"p{i}", "name": f"P {i}", "team": f"Team {i % TEAMS}", "leader_id": f"lead{i % 2}"}
        for i in range(PEOPLE)
    ]
    found = org.enrol(rows=rows, by=site, at=AT)
    for code in [row["clinician_id"] for row in rows]:
        org.make_account(new=org.NewAccount(code, code, code), by=site, at=AT)
    paul = org.person_named(code="paul", name="Paul Example", by=site, at=AT)
    org.assign(grant=org.Grant("staffs", paul), by=site, at=AT)
    paul.confirmed_at = ON_THE_SERVER
    return found, paul


def answer() -> None:
    """Everybody takes a slip in one order and answers in another, each in a way of their own."""
    from tenthhour.apps.pulse import actions
    from tenthhour.apps.pulse.models import SealedAnswer

    found, paul = clinic()
    wave = actions.start(instrument="team-pulse", k=5, opens_on=AT.date(), days=14, by=paul, at=AT)
    actions.freeze(wave_id=wave.pk, by=paul, at=AT)
    tick(AT)
    slips = {i: actions.take_slip(by=found[f"p{i}"], at=AT) for i in range(PEOPLE)}
    order = random.Random(5).sample(range(PEOPLE), PEOPLE)
    for i in order:
        actions.answer(typed=slips[i], answers=[i % 5, i // 5 % 5, i // 25, 0, 0], address="::1", at=AT)
    boxes = [bytes(row.blob).hex() for row in SealedAnswer.objects.all()]
    print(json.dumps({"order": order, "slips": slips, "boxes": boxes, "wave": str(wave.pk)}))


def tick(at: datetime) -> None:
    from tenthhour.apps.pulse.actions import publishing

    while due := sorted(publishing.due(at), key=lambda d: d.since):
        due[0].do(at)


def kill(home: Path) -> None:
    """Die before the first, the second, ... statement that writes, until one run meets no death; then go on."""
    from django.conf import settings
    from django.db import connections

    for number in range(1, 200):
        copy = home.with_name(f"killed-{number}")
        connections.close_all()
        shutil.copytree(home, copy)
        settings.HOME = copy
        connections["default"].settings_dict["NAME"] = str(copy / "tenthhour.sqlite3")
        died = _in_a_child(lambda: _until_death(number))  # noqa: B023 called at once
        print(json.dumps({"died": died, "left": _left(copy)}), flush=True)
        connections.close_all()
        shutil.rmtree(copy)
        if not died:
            return


def _in_a_child(do: Callable[[], None]) -> bool:
    child = os.fork()
    if child == 0:
        do()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _until_death(number: int) -> None:
    from django.db import connection  # noqa: TID251 - watched, not asked

    count = iter(range(1, number + 1))

    def wrapper(execute: Any, sql: str, *rest: Any) -> Any:
        if (
            not sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))
            and next(count, number) == number
        ):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *rest)

    with connection.execute_wrapper(wrapper):
        tick(LATER)


def _left(copy: Path) -> Iterator[Any] | dict[str, Any]:
    """What stands after a death, and after the clock went on."""
    from tenthhour.apps.pulse.models import Eligible, Result, SealedAnswer, Wave

    def now() -> list[Any]:
        return [
            Wave.objects.get().state,
            SealedAnswer.objects.count(),
            Eligible.objects.count(),
            Result.objects.count(),
        ]

    found = now()
    tick(LATER)
    return {"then": found, "afterwards": now(), "keys": len(list(copy.glob("pulse-*.key")))}


if __name__ == "__main__":
    folder, what = Path(sys.argv[1]), sys.argv[2]
    prepared(folder)
    {"answer": answer, "publish": lambda: tick(LATER), "kill": lambda: kill(folder)}[what]()
