"""A private trial: one person, one folder, nothing kept."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import uuid
import webbrowser
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from tenthhour.cli import working
from tenthhour.cli.server import HOST, free_port, prepare, run

LASTS = timedelta(hours=24)
PREFIX = "tenthhour-trial-"


@click.command("try")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--port", default=8010, show_default=True, type=click.IntRange(0, 65535), help="0 takes any that is free."
)
@click.option("--no-open", is_flag=True, help="Print the address instead of opening the page.")
def try_(file: Path | None, port: int, no_open: bool) -> None:
    """Try it with your own file: private, no account, nothing is kept.

    Everything stays in one temporary folder of this computer. It is deleted
    when you end the trial, with Ctrl-C, or after 24 hours, unless you choose
    «Keep this» on the page.
    """
    port = free_port(port)
    sweep(Path(tempfile.gettempdir()), datetime.now(UTC))
    home, address = _folder(port)
    here = os.getpid()
    working("Preparing a private folder ...")
    try:
        _open(file, home)
        click.echo(f"Your private trial is at {address}")
        click.echo("Nothing is kept. Ctrl-C ends it and deletes its folder.")
        threading.Thread(target=_watch, args=(home, not no_open, address), daemon=True).start()
        run(port, workers=1, has_clock=False)
    finally:
        if os.getpid() == here:  # a worker of the server passes here, too, when it stops
            _leave(home, port)


def sweep(temporary: Path, at: datetime) -> None:
    """Delete folders of trials that could not do it themselves, such as after a power cut."""
    for mark in temporary.glob(f"{PREFIX}*/TRIAL"):
        if (
            mark.stat().st_uid == os.getuid()
            and datetime.fromtimestamp(mark.stat().st_mtime, UTC) < at - LASTS
        ):
            shutil.rmtree(mark.parent, ignore_errors=True)


def _folder(port: int) -> tuple[Path, str]:
    """The one folder of this trial; everything that writes temporary files is sent there, too."""
    kept_home = Path(os.environ.get("TENTHHOUR_HOME") or "~/.local/share/tenthhour").expanduser().absolute()
    home, key = Path(tempfile.mkdtemp(prefix=PREFIX)), uuid.uuid4()
    (home / "TRIAL").write_text(f"{key}\n{datetime.now(UTC) + LASTS:%Y-%m-%dT%H:%M:%S%z}\n{kept_home}\n")
    (home / "tmp").mkdir(mode=0o700)
    os.environ |= {
        "TENTHHOUR_HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "XDG_CACHE_HOME": str(home / "tmp"),
    }
    os.environ.pop("TENTHHOUR_DATABASE", None)
    tempfile.tempdir = None
    return home, f"http://{HOST}:{port}/trial/enter/{key}/"


def _open(file: Path | None, home: Path) -> None:
    """The database with its one person, and the file waiting where an upload would wait."""
    prepare()
    from tenthhour.apps.monday.actions import wait_with
    from tenthhour.apps.org.actions import open_trial

    at = datetime.now(UTC)
    you = open_trial(at=at).person
    if file is not None:
        wait_with(paths=[file], by=you, at=at)


def _watch(home: Path, opens: bool, address: str) -> None:
    """Open the page; later, end the server when the page asks for it or the time is over."""
    if opens:
        time.sleep(1)
        webbrowser.open(address)
    ends_at = time.monotonic() + LASTS.total_seconds()
    while not (home / "END").exists() and time.monotonic() < ends_at:
        time.sleep(0.5)
    time.sleep(1)  # the last page still fetches its style sheet
    os.kill(os.getpid(), signal.SIGTERM)


def _leave(home: Path, port: int) -> None:
    """Delete the folder, or move it to where it is kept and serve it from there."""
    end = home / "END"
    kept = end.read_text(encoding="utf-8").strip() if end.exists() else ""
    if not kept:
        shutil.rmtree(home, ignore_errors=True)
        click.echo(
            f"\nThe trial is over. {home} is deleted." if not home.exists() else f"\nDelete {home} yourself."
        )
        return
    for name in ("TRIAL", "END"):
        (home / name).unlink()
    shutil.rmtree(home / "tmp")
    Path(kept).parent.mkdir(parents=True, exist_ok=True)
    if Path(kept).exists():
        Path(kept).rmdir()  # only ever an empty one: keeping refuses anything else
    shutil.move(home, kept)
    click.echo(f"Kept in {kept}. Serving it; another day: tenthhour serve --port {port}")
    os.environ["TENTHHOUR_HOME"] = kept
    os.environ.pop("TMPDIR")
    os.execv(sys.executable, [sys.executable, sys.argv[0], "serve", "--port", str(port)])  # noqa: S606
