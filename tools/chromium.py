"""Find Chromium for the browser tests, or install Debian's. Standard library only.

Installing needs root on Debian; otherwise one line says how to get it. The
tests then decide: under CI=true they fail, elsewhere they are NOT RUN, loudly.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = (
    "Browser tests need Chromium and libatomic. On Debian: sudo apt-get install chromium libatomic1 "
    "(or set TENTHHOUR_CHROMIUM=/path/to/a/chromium)"
)


def find() -> str | None:
    """Path of a browser to drive: the one named in TENTHHOUR_CHROMIUM, else the first on the PATH."""
    named = os.environ.get("TENTHHOUR_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def drives() -> bool:
    """Can Playwright's own driver start? It needs libatomic, which a bare Debian lacks."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def main() -> None:
    if find() and drives():
        return
    if not may_install():
        print(HOW, flush=True)
        return
    print("Installing Debian's chromium for the browser tests (about 90 MB, once) ...", flush=True)
    wanted = ["libatomic1"] + ([] if find() else ["chromium"])
    if not (apt("update", "-qq") and apt("install", "-y", "-qq", "--no-install-recommends", *wanted)):
        print(f"Debian's chromium could not be installed. {HOW}", flush=True)


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*words: str) -> bool:
    """Run apt-get quietly; its own words are shown only when it fails."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", *words], env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip()[-600:], flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    main()
