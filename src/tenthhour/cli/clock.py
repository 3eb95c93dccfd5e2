"""What the clock owes: done once by hand, or every five minutes beside a server."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import click

MINUTES = 5


@click.command()
@click.option("--every", type=click.IntRange(1, 1440), help="Go on, each time after so many minutes.")
def tick(every: int | None) -> None:
    """Do what the clock owes: expiry, reminders, the day's checkpoint.

    `serve` and `demo` do it every five minutes; run it by hand after a
    longer stop, or from a timer of your own. A second run does nothing.
    """
    from tenthhour.cli.server import prepare

    prepare()
    if every is None:
        click.echo(_tick())
        return
    server = os.getppid()
    with stopping():
        while os.getppid() == server:  # whoever started it is gone: so is its clock
            _tick_and_go_on()
            _wait(every, server)


def _tick() -> str:
    from tenthhour.apps.monday import actions

    done = actions.tick(at=datetime.now(UTC))
    return f"{done} {'thing was' if done == 1 else 'things were'} due and done."


def _tick_and_go_on() -> None:
    """One fault, such as a database that is away for a minute, does not stop the clock."""
    from django.db import close_old_connections

    try:
        _tick()
    except Exception:
        logging.getLogger("tenthhour.tick").exception("What the clock owes could not all be done.")
    close_old_connections()


def _wait(minutes: int, server: int) -> None:
    for _ in range(minutes * 60):
        if os.getppid() != server:
            return
        time.sleep(1)


def keep() -> None:
    """Start the one process that keeps the clock; it ends with the server, however that ends."""
    command = [str(Path(sys.executable).with_name("tenthhour")), "tick", "--every", str(MINUTES)]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@contextmanager
def stopping() -> Iterator[None]:
    """Ctrl-C and a polite end stop quietly, even where the shell told its children to ignore them."""

    def stop(number: int, frame: FrameType | None) -> None:
        click.echo("\nStopped.", err=True)
        sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    yield
