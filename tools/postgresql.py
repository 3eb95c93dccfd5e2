"""Find PostgreSQL for the tests and benches, or install Debian's; start a server that is thrown away.

Standard library only. Installing needs root on Debian; otherwise one line says
how to get it. The tests then decide: under CI=true they fail, elsewhere they
are NOT RUN, loudly. PostgreSQL refuses to run as root, so there it runs as
`postgres`, else as `nobody`; it listens on no port, only on a socket in its own folder.
"""

from __future__ import annotations

import os
import pwd
import runpy
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOW = "Tests on PostgreSQL need version 15 or later. On Debian: sudo apt-get install postgresql"
OLDEST = 15
# A server that is thrown away need not survive a power cut.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find() -> Path | None:
    """Folder of PostgreSQL's programs: the newest under /usr/lib/postgresql, else where `postgres` is on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if debian and int(debian[-1].parts[-3]) >= OLDEST:
        return debian[-1].parent
    named = shutil.which("postgres")
    return Path(named).parent if named else None


@contextmanager
def running(*options: str) -> Iterator[str]:
    """The address of a server's empty database; the server and all in it are gone afterwards.

    Args:
        options: Settings such as fsync=off.

    """
    folder = Path(tempfile.mkdtemp(prefix="tenthhour-postgresql-"))
    programs, owner = find(), _owner()
    assert programs, HOW
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    ran_as = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, "check": True, "timeout": 120, **ran_as}
    data = str(folder / "data")
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "max_connections=80", *options]
    words = " ".join(f"-c {setting}" for setting in settings)
    control = [str(programs / "pg_ctl"), "-D", data, "-w"]
    try:
        start = [
            str(programs / "initdb"),
            "-D",
            data,
            "-U",
            "tenthhour",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
        ]
        subprocess.run([*start, "--no-sync"], **quiet)
        subprocess.run([*control, "-l", str(folder / "log"), "-o", words, "start"], **quiet)
        subprocess.run(
            [str(programs / "createdb"), "-h", str(folder), "-U", "tenthhour", "tenthhour"], **quiet
        )
        yield f"postgres://tenthhour@/tenthhour?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **{**quiet, "check": False})
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {p.pw_name: p for p in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def main() -> None:
    chromium = runpy.run_path(str(Path(__file__).with_name("chromium.py")))
    if find():
        return
    if not chromium["may_install"]():
        print(HOW, flush=True)
        return
    print("Installing Debian's postgresql for the tests (about 60 MB, once) ...", flush=True)
    if not (chromium["apt"]("update", "-qq") and chromium["apt"](*_INSTALL)):
        print(f"Debian's postgresql could not be installed. {HOW}", flush=True)


_INSTALL = ("install", "-y", "-qq", "--no-install-recommends", "postgresql")

if __name__ == "__main__":
    main()
