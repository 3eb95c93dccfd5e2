"""A warm process that imports on request, so that a test can kill fifty imports in a minute.

Reads lines «home|files|where»; for each it forks a child that imports the
files into that home. `where` is «never», «write:N» (die before the N-th
statement that writes to the database), «time:S» (die after S seconds) or «count» (live, and end with the number of
statements that write). It answers with how the child ended. With `--twin` the import commits row by row: the fault the
test must notice.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django


def main() -> None:
    django.setup()
    # Loaded once, before any fork: 4 s less for each import.
    import pandas  # noqa: F401
    import pyarrow.dataset  # noqa: F401

    import tenthhour.apps.monday.actions
    import tenthhour.pipeline  # noqa: F401

    for line in sys.stdin:
        home, files, where = line.rstrip("\n").split("|")
        child = os.fork()
        if child == 0:
            _import(Path(home), Path(files), where)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"exit {os.waitstatus_to_exitcode(status)}", flush=True)


def _import(home: Path, files: Path, where: str) -> None:
    from django.conf import settings
    from django.db import connections

    from tenthhour.apps.monday.actions import take_in_month
    from tenthhour.apps.org.actions import the_site

    settings.HOME = home
    connections["default"].settings_dict["NAME"] = str(home / "tenthhour.sqlite3")
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    site = the_site(at=at)
    if not where.startswith("time"):
        _remember(files)
    if "--twin" in sys.argv:
        _commit_row_by_row()
    counted = itertools.count(1)
    with _death(where, counted):
        take_in_month(paths=[files], by=site, at=at)
    os._exit(next(counted) - 1 if where == "count" else 0)


def _remember(files: Path) -> None:
    """Compute and draw once: these steps write nothing, and deaths by time meet them unremembered."""
    from tenthhour.apps.monday.actions import judging

    for name in ("judged", "draw"):
        setattr(judging, name, _kept(getattr(judging, name), files.with_suffix(f".{name}")))


def _kept(step: Callable[..., Any], file: Path) -> Callable[..., Any]:
    def once(*arguments: Any) -> Any:
        if not file.exists():
            part = file.with_suffix(f".{os.getpid()}")
            part.write_bytes(pickle.dumps(step(*arguments)))
            part.replace(file)
        return pickle.loads(file.read_bytes())

    return once


def _death(where: str, counted: Iterator[int]) -> Any:
    how, _, when = where.partition(":")
    if how == "time":
        threading.Timer(float(when), _die).start()
    if how not in ("write", "count"):
        return contextlib.nullcontext()
    from django.db import connection  # noqa: TID251 - watched, not asked

    def step(execute: Any, sql: str, *arguments: Any) -> Any:
        if not sql.startswith("SELECT") and next(counted) == int(when or -1):
            _die()
        return execute(sql, *arguments)

    return connection.execute_wrapper(step)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _commit_row_by_row() -> None:
    from django.db import transaction

    transaction.atomic = lambda *args, **kwargs: contextlib.nullcontext()  # type: ignore[assignment,misc]


if __name__ == "__main__":
    main()
