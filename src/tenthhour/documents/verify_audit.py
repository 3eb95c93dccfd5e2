"""Verify an exported record with nothing but Python:

    python3 verify_audit.py record.jsonl [--checkpoint "1204-9f2c..." | --checkpoint FILE] ...

A checkpoint is a number and 32 hex digits, as printed on reports and sent to a second person; a FILE may
be any text that holds some. Exit code: 0 the record is whole, 1 something is wrong with it, 3 it cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tenthhour.core.audit.proof import Line, Proof, as_entry, prove
from tenthhour.core.audit.walk import checkpoints_in


def main(arguments: list[str] | None = None) -> int:
    """Read the record named on the command line and say what it proves."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("record", type=Path, help="the exported record, one entry a line")
    asked.add_argument("--checkpoint", action="append", default=[], help="a checkpoint, or a file with some")
    options = asked.parse_args(arguments)
    try:
        given = read_checkpoints(options.checkpoint)
        proof = prove(lines(options.record), checkpoints=given)
    except (OSError, ValueError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 3
    sys.stdout.write(told(proof))
    return 1 if proof.faults else 0


def read_checkpoints(given: list[str]) -> dict[int, str]:
    """Checkpoints from texts and files.

    Raises:
        ValueError: A text or file holds none.

    """
    found: dict[int, str] = {}
    for text in given:
        file = Path(text)
        held = checkpoints_in(file.read_text(encoding="utf-8") if file.is_file() else text)
        if not held:
            raise ValueError(f"{text}: no checkpoint in it. One looks like 1204-9f2c, with 32 hex digits.")
        found |= held
    return found


def lines(file: Path) -> Iterator[Line]:
    """The entries of an exported record, read one at a time.

    Raises:
        ValueError: A line is no entry.

    """
    with file.open(encoding="utf-8") as text:
        for number, line in enumerate(text, 1):
            try:
                yield as_entry(line)
            except ValueError as fault:
                raise ValueError(f"{file}, line {number}: {fault}.") from fault


def told(proof: Proof) -> str:
    """The proof as it is printed."""
    parts = {
        "WRONG": proof.faults,
        "Worth knowing": proof.notes,
        "Proven": proof.proven,
        "Not proven": proof.open,
    }
    said = [
        f"{title}:\n" + "".join(f"- {line}\n" for line in lines) for title, lines in parts.items() if lines
    ]
    return "\n".join(said)


if __name__ == "__main__":
    sys.exit(main())
