"""The sign-in of a made-up organisation, in a process of its own on loopback; `organisation.py` is that process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def provider(port: int, back: str) -> Iterator[str]:
    """A running provider that knows one site; gives the address sites are told."""
    address = f"http://127.0.0.1:{port}/o"
    command = [sys.executable, str(Path(__file__).with_name("organisation.py")), str(port), back]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(address, process, log)
            yield address
        finally:
            process.kill()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: object) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5) as said:
                assert json.load(said)["issuer"] == address
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    log.seek(0)  # type: ignore[attr-defined]
    raise AssertionError(f"the provider did not start:\n{log.read().decode()[-2000:]}")  # type: ignore[attr-defined]
