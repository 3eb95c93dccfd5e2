"""A record of 1,000,000 entries verified: by a reader with Python alone, and by the site with its key.

    python -m bench.record [--entries 1000000]

The entries are made up and written straight into the site's database; both
readings are the commands anyone uses: `verify_audit.py` of an export, and
`tenthhour verify`. The last entry has a checkpoint.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.report import write_section
from tenthhour.core.audit import START, Entry, as_line, printed, seal
from tenthhour.documents.audit_script import script

COMMAND = Path(sys.executable).with_name("tenthhour")
BUDGET_S = 60
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = ", ".join(Entry.__dataclass_fields__)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=1_000_000)
    asked.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(Path(folder), options.entries)
    print("\n".join(lines))
    if options.write:
        write_section("record", "The record", "\n\n".join(lines))


def measure(home: Path, count: int) -> list[str]:
    """Make the site and its export, then read both."""
    last = made(home, count)
    (home / "verify_audit.py").write_text(script())
    checkpoint = ["--checkpoint", printed(last.seq, last.link)]
    reader = [sys.executable, "-I", "-S", str(home / "verify_audit.py"), str(home / "record.jsonl")]
    by_reader = timed([*reader, *checkpoint], home, count)
    by_site = timed([str(COMMAND), "verify", *checkpoint], home, count)
    load = os.getloadavg()[0]
    return [
        f"{count:,} entries, {(home / 'record.jsonl').stat().st_size / 1e6:,.0f} MB as an export: verified in "
        f"{by_reader[0]:.0f} s with Python alone ({by_reader[1]:.0f} s of processor time), in {by_site[0]:.0f} s by the "
        f"site with its key, its rows and its words ({by_site[1]:.0f} s of processor time); budget {BUDGET_S} s.",
        f"Load of the machine meanwhile: {load:.1f} on {os.cpu_count()} cores.",
    ]


def made(home: Path, count: int) -> Entry:
    """A site with so many entries in its database and in an export; gives the last."""
    env = {**os.environ, "TENTHHOUR_HOME": str(home)}
    subprocess.run([str(COMMAND), "rotate-keys"], env=env, check=True, stdout=subprocess.DEVNULL)
    secret = bytes.fromhex((home / "audit.key").read_text().split()[-1])
    with closing(sqlite3.connect(home / "tenthhour.sqlite3")) as database, database:
        (key_id,) = database.execute("SELECT key_id FROM org_audithead").fetchone()
        database.executescript("DROP TRIGGER audit_entry_never_deleted; DELETE FROM org_auditentry")
        with (home / "record.jsonl").open("w", encoding="utf-8") as out:
            last = START
            for entry in entries(count, key_id, secret):
                out.write(as_line(entry) + "\n")
                database.execute(f"INSERT INTO org_auditentry ({COLUMNS}) VALUES ({marks()})", row(entry))
                last = entry
        database.execute("UPDATE org_audithead SET seq = ?, link = ?", (last.seq, last.link))
    return last


def marks() -> str:
    return ", ".join("?" for _ in Entry.__dataclass_fields__)


def row(entry: Entry) -> tuple[object, ...]:
    """As the database keeps it: the instant as a date."""
    at = FIRST + timedelta(microseconds=entry.at - microseconds(FIRST))
    values = dict(zip(Entry.__dataclass_fields__, astuple(entry), strict=True))
    return tuple({**values, "at": f"{at:%Y-%m-%d %H:%M:%S.%f}"}.values())


def entries(count: int, key_id: str, secret: bytes) -> Iterator[Entry]:
    people, link = [str(uuid.UUID(int=n << 64)) for n in range(1, 200)], START
    for seq in range(1, count + 1):
        who, whom = people[seq % 7], people[seq % 199]
        at = microseconds(FIRST) + seq * 20_000_000
        fields = (seq, at, who, "read", "monday.person.read", "", whom, "", "0" * 12, key_id, f"{seq:032x}")
        sealed = seal(Entry(*fields), link, secret)
        link = sealed.link
        yield sealed


def microseconds(at: datetime) -> int:
    return round(at.timestamp()) * 1_000_000


def timed(command: list[str], home: Path, count: int) -> tuple[float, float]:
    """Seconds, and seconds of processor time, of a reading that must find the record whole."""
    began, before = time.monotonic(), used()
    done = subprocess.run(
        command, env={**os.environ, "TENTHHOUR_HOME": str(home)}, capture_output=True, text=True
    )
    seconds = time.monotonic() - began
    if done.returncode or f"{count:,} entries" not in done.stdout:
        sys.exit(f"The record was not found whole:\n{done.stdout}{done.stderr}")
    return seconds, used() - before


def used() -> float:
    """Processor time of all finished children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
