"""Renew the lock files from pyproject.toml: exported requirements with hashes, no registry named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
COMPILE = [
    str(UV), "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet",
]  # fmt: skip
LOCKS = {
    "base.txt": ["pyproject.toml"],
    "dev.txt": ["pyproject.toml", "--extra", "dev", "--constraints", "requirements/base.txt"],
    "spark.txt": ["pyproject.toml", "--extra", "spark", "--constraints", "requirements/base.txt"],
    "uv.txt": ["-"],
}


def main() -> None:
    for name, sources in LOCKS.items():
        subprocess.run(
            [*COMPILE, *sources, "--output-file", f"requirements/{name}"],
            cwd=ROOT, check=True, input="uv>=0.5\n", text=True, env={**os.environ, "UV_SYSTEM_CERTS": "1"},
        )  # fmt: skip


if __name__ == "__main__":
    main()
