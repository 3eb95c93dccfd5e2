"""A warm process whose children write to one site at the same time, until they are killed.

Reads lines «acts seconds»; for each it forks a group of writers, waits until
they have acknowledged so many acts and then that much longer, kills all of them
with SIGKILL, and answers with how many it killed. A busy machine makes it
slower, never the work less. Each writer appends the key of a row to
`acknowledged` once the public action has returned. With `--twin` the audit row
is written in a transaction of its own, after the change: the fault the test
must notice.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

WRITERS = 3
SHORTEST = 45  # characters of a line that acknowledges a row
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def main() -> None:
    django.setup()
    from django.db import connections

    # Loaded once, before any fork: a second less for each writer.
    import tenthhour.apps.measurement.actions
    import tenthhour.apps.support.actions  # noqa: F401

    alice, bob = _people()
    if "--twin" in sys.argv:
        _record_afterwards()
    acknowledged = os.open(
        Path(os.environ["TENTHHOUR_HOME"]) / "acknowledged", os.O_APPEND | os.O_CREAT | os.O_WRONLY
    )
    print("ready", flush=True)
    for line in sys.stdin:
        connections.close_all()
        writers = [_writer(n, alice, bob, acknowledged) for n in range(WRITERS)]
        _wait(acknowledged, *line.split())
        for pid in writers:
            os.kill(pid, signal.SIGKILL)
        ends = [os.waitpid(pid, 0)[1] for pid in writers]
        print(sum(os.WIFSIGNALED(end) for end in ends), flush=True)


def _wait(acknowledged: int, acts: str, seconds: str) -> None:
    """Until so many acts more are acknowledged, however long a busy machine takes; five idle minutes are a fault."""
    done = began = os.fstat(acknowledged).st_size
    moved_at = time.monotonic()
    while done < began + int(acts) * SHORTEST and time.monotonic() < moved_at + 300:
        time.sleep(0.001)
        if (now := os.fstat(acknowledged).st_size) > done:
            done, moved_at = now, time.monotonic()
    time.sleep(float(seconds))


def _people() -> tuple[Any, Any]:
    from tenthhour.apps.org.actions import enrol, the_site

    site = the_site(at=AT)
    rows = [{"clinician_id": "alice"}, {"clinician_id": "bob", "leader_id": "alice"}]
    people = enrol(rows=rows, by=site, at=AT)
    return people["alice"], people["bob"]


def _writer(number: int, alice: Any, bob: Any, acknowledged: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        for n in itertools.count():
            at = AT + timedelta(seconds=n)
            kind, row = _WRITES[(n + number) % len(_WRITES)](alice, bob, at, f"{number}-{n}")
            os.write(acknowledged, f"{kind} {row}".ljust(SHORTEST - 1).encode() + b"\n")
    finally:
        traceback.print_exc()
        os._exit(1)


def _promise(alice: Any, bob: Any, at: datetime, text: str) -> tuple[str, Any]:
    from tenthhour.apps.support.actions import make_promise

    return "support.Promise", make_promise(
        about=bob, to=bob, text=text, due=date(2026, 12, 1), by=alice, at=at
    ).pk


def _upload(alice: Any, bob: Any, at: datetime, text: str) -> tuple[str, Any]:
    from tenthhour.apps.measurement.actions import keep_upload
    from tenthhour.apps.org.actions import the_site

    return "measurement.Upload", keep_upload(upload_id=uuid.uuid4(), by=the_site(at=AT), at=at).pk


def _words(alice: Any, bob: Any, at: datetime, text: str) -> tuple[str, Any]:
    from tenthhour.apps.measurement.actions import say

    return "measurement.Comment", say(subject=bob, measure_id="bp_controlled", text=text, by=bob, at=at).pk


def _read(alice: Any, bob: Any, at: datetime, text: str) -> tuple[str, Any]:
    from tenthhour.apps.org.audit import record_reads

    return "read", record_reads(actor=alice, name="monday.person.read", subjects=[bob.pk], at=at)


_WRITES: tuple[Callable[..., tuple[str, Any]], ...] = (_promise, _upload, _words, _read)


def _record_afterwards() -> None:
    """The twin: what is done commits first, its row of the record in a second transaction."""
    from django.db import transaction

    from tenthhour.apps.org import audit
    from tenthhour.apps.org.policies import TABLE

    @contextmanager
    def afterwards(
        actor: Any, name: str, *, at: Any, subject: Any = None, detail: str = "", **_: Any
    ) -> Iterator[Any]:
        act = (
            audit.Act(detail=detail)
            if "seq" not in audit.Act.__dataclass_fields__
            else audit.Act(0, detail=detail)
        )
        with transaction.atomic():
            yield act
        time.sleep(0.002)
        with transaction.atomic():
            head = audit._locked_head(at)
            entry = audit._entry(TABLE[name].act, name, actor, subject, act.obj)
            audit._append(head, [entry], at, act.detail)

    from tenthhour.apps.measurement import actions as measurement
    from tenthhour.apps.support.actions import promises

    for module in (promises, measurement):
        module.action = afterwards  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
