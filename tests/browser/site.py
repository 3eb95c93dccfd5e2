"""The demo site in a folder of its own, served by the real server in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

PATIENCE = 180.0


@dataclass(frozen=True)
class Site:
    url: str
    home: Path


def serve(home: Path) -> Iterator[Site]:
    """Make the demo in `home`, serve it until the caller is done, then stop it as Ctrl-C does."""
    port = _free_port()
    site = Site(f"http://127.0.0.1:{port}", home / "demo")
    tenthhour = str(Path(sys.executable).with_name("tenthhour"))
    command = [tenthhour, "demo", "--port", str(port), "--home", str(site.home)]
    log = home / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, env=_environment(), stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(site, server, log)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=20)


def _environment() -> dict[str, str]:
    """Ours without the settings of the tests: the demo must not need any."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("TENTHHOUR_", "DJANGO_"))
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(site: Site, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise AssertionError(f"the demo stopped by itself:\n{log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(site.url, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the demo did not answer in {PATIENCE:.0f} s:\n{log.read_text()[-2000:]}")
