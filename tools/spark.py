"""Put Spark into .venv for the tests that compare it with DuckDB; `make test-all` calls it. Standard library only.

Not part of the dev lock: 450 MB for one file of tests. Java is looked for and named, never installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "spark.txt"
BIN = Path(sys.executable).parent
JAVA = "Spark's tests will be NOT RUN: Java 17 is missing. On Debian: sudo apt-get install openjdk-17-jre-headless"


def main() -> None:
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        print(JAVA, flush=True)
        return
    try:
        import pyspark  # noqa: F401 - only whether it is there
    except ImportError:
        print("Installing Spark for the tests that compare it (450 MB, once) ...", flush=True)
        if not install():
            print("Spark could not be installed; its tests will be NOT RUN.", flush=True)


def install() -> bool:
    """With uv where setup left one, as setup does; otherwise with pip."""
    uv = shutil.which("uv") or str(BIN / "uv")
    locked = ["--require-hashes", "-r", str(LOCK)]
    ways = (
        [uv, "pip", "install", "-q", "--python", sys.executable],
        [sys.executable, "-m", "pip", "install", "-q"],
    )
    return any(_run([*way, *locked]) for way in ways)


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, check=False, env=os.environ | {"UV_SYSTEM_CERTS": "1"})
    except OSError:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    main()
