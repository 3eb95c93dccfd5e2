"""`tenthhour try` in a process and a home of its own, and a search for whatever it leaves behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser.site import PATIENCE, _free_port

CANARY = "Kanarie Example 7f3a"
NUMBER = "48151.62"


@dataclass
class Trial:
    """A running trial: its address, the log of its process, and every folder it could write to."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]
    began: float

    @property
    def log(self) -> str:
        return (self.home / "said.log").read_text()

    @property
    def entrance(self) -> str:
        found = re.search(rf"{self.url}\S+", self.log)
        return found[0].removeprefix(self.url) if found else ""

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it as Ctrl-C does, or wait for an end that the page asked for."""
        if number and self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def left(self) -> list[Path]:
        """Every file in its home and its temporary folder; the log of the test is ours."""
        everything = [p for folder in (self.home / "user", self.home / "tmp") for p in folder.rglob("*")]
        return [p for p in everything if p.is_file()]

    def holding(self, *words: str) -> list[Path]:
        """Files with one of these words in their bytes, here or written anew in this computer's own folders."""
        return [p for p in (*self.left(), *self._elsewhere()) if _holds(p, words)]

    def _elsewhere(self) -> Iterator[Path]:
        home = Path.home() / ".local/share/tenthhour"
        for folder in (home, *Path(tempfile.gettempdir()).glob("tenthhour*"), Path("/dev/shm")):
            for path in folder.rglob("*") if folder.is_dir() else ():
                if path.is_file() and path.stat().st_mtime >= self.began:
                    yield path


def _holds(path: Path, words: tuple[str, ...]) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return any(word.encode() in content or word.encode("utf-16-le") in content for word in words)


@contextmanager
def trying(folder: Path, *words: str) -> Iterator[Trial]:
    """Start a trial with a home and a temporary folder of its own; killed if the test forgets to end it."""
    for name in ("user", "tmp"):
        (folder / name).mkdir()
    port = _free_port()
    tenthhour = str(Path(sys.executable).with_name("tenthhour"))
    command = [tenthhour, "try", *words, "--port", str(port), "--no-open"]
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("TENTHHOUR_", "DJANGO_", "XDG_"))}
    places = {"HOME": str(folder / "user"), "TMPDIR": str(folder / "tmp")}
    with (folder / "said.log").open("wb") as out:
        process = subprocess.Popen(command, env=kept | places, stdout=out, stderr=subprocess.STDOUT)
        trial = Trial(f"http://127.0.0.1:{port}", folder, process, time.time())
        try:
            _wait(trial)
            yield trial
        finally:
            if process.poll() is None:
                process.kill()
                process.wait(timeout=20)


def _wait(trial: Trial) -> None:
    import urllib.request

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and trial.process.poll() is None:
        try:
            urllib.request.urlopen(f"{trial.url}/sign-in/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the trial did not start:\n{trial.log[-2000:]}")
