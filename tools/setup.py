"""Make .venv ready: locked packages with hashes, our own package editable. Standard library only.

uv is used when it works (it reads the system's certificates, so that a
hospital's intercepting proxy is trusted); otherwise pip does the same.
A second run finds the stamp and does nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"
UV_LOCK = ROOT / "requirements" / "uv.txt"
STAMP = VENV / "ready"
PYTHON = VENV / "bin" / "python"


def main() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        found = f"{sys.version_info.major}.{sys.version_info.minor}"
        stop(
            f"Python {found} found; Tenth Hour needs 3.11, 3.12 or 3.13. Name one: make setup PYTHON=python3.12"
        )
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    say("Setting up .venv (first time, or the lock file changed) ...")
    create_venv()
    if not install_with_uv():
        install_with_pip()
    STAMP.write_text(wanted)
    say("Setup done.")


def fingerprint() -> str:
    parts = [p.read_bytes() for p in (LOCK, UV_LOCK, ROOT / "pyproject.toml", Path(__file__))]
    return hashlib.sha256(
        b"\0".join([*parts, str(sys.version_info[:3]).encode(), str(ROOT).encode()])
    ).hexdigest()


def create_venv() -> None:
    """Debian ships python3 without venv; as root we install it, else we say how."""
    shutil.rmtree(VENV, ignore_errors=True)
    if run([sys.executable, "-m", "venv", str(VENV)], quiet=True):
        return
    package = "python3-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(
            f"Python's venv module is missing. Install it, then run make again: sudo apt-get install {package}"
        )
    say(f"Installing Debian's {package} ...")
    run(["apt-get", "update", "-qq"], quiet=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if not (
        run(["apt-get", "install", "-y", "-qq", package], quiet=True)
        and run([sys.executable, "-m", "venv", str(VENV)])
    ):
        stop(f"Could not create .venv even with {package} installed. See the lines above.")


def install_with_uv() -> bool:
    """True when uv installed everything; any failure falls back to pip."""
    uv = shutil.which("uv")
    if uv is None and pip(["-r", str(UV_LOCK)], quiet=True):
        uv = str(VENV / "bin" / "uv")
    if uv is None:
        return False
    base = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    if run([*base, "--require-hashes", "-r", str(LOCK)]) and run([*base, *OURSELVES]):
        return True
    say("uv did not succeed here; trying pip ...")
    return False


def install_with_pip() -> None:
    if not (pip(["-r", str(LOCK)]) and pip([*OURSELVES], hashes=False)):
        stop(
            "The packages could not be installed. Are the package registry and its certificate reachable? See above."
        )


OURSELVES = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]


def pip(arguments: list[str], *, hashes: bool = True, quiet: bool = False) -> bool:
    require = ["--require-hashes"] if hashes else []
    base = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return run([*base, *require, *arguments], quiet=quiet)


def run(command: list[str], *, quiet: bool = False) -> bool:
    env = {**os.environ, "UV_SYSTEM_CERTS": "1", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, check=False, env=env, capture_output=quiet)
    except OSError:
        return False
    return done.returncode == 0


def say(sentence: str) -> None:
    print(sentence, flush=True)


def stop(sentence: str) -> None:
    sys.exit(f"make setup: {sentence}")


if __name__ == "__main__":
    main()
