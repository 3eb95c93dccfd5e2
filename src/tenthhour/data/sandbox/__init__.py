"""Foreign files are opened in a child process with limits, never in the server. A crash is a refusal."""

from __future__ import annotations

import json
import subprocess  # the one place of the data layer that starts a process
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tenthhour.core.errors import Problem
from tenthhour.data.blocks import Folder, Rows, stored
from tenthhour.data.sandbox.limits import IMPORT, WEB, Limits, megabytes

__all__ = ["IMPORT", "WEB", "Limits", "Parsed", "Sheet", "run"]

_SPLIT = "Nothing was stored. Split it by month, or run `tenthhour import` on the server."


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file as text columns `c0`, `c1`, ...; row 1 of the file is row 0 here.

    The cells of a long file stay on disk until a block of them is asked for.

    `ragged`: a null is a cell that is not there (text files), not an empty one.
    `hidden` are columns a person does not see when opening the file.
    """

    file: str
    name: str
    cells: Rows
    ragged: bool = False
    hidden: tuple[int, ...] = ()
    visible: bool = True

    @property
    def place(self) -> str:
        """How sentences name it: the file, and the sheet where there is more than one."""
        return f"{self.file}, sheet {self.name}" if self.name else self.file


@dataclass(frozen=True)
class Parsed:
    """What became of one file: sheets, or problems, or both."""

    path: Path
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()


def run(files: Sequence[Path], limits: Limits) -> list[Parsed]:
    """Parse files in a fresh process of their own, one answer for each, in order.

    A file that crashes the child is refused; the files after it get a new child.
    """
    done: list[Parsed] = []
    small = [_too_large(path, limits) for path in files]
    folder = Folder()
    waiting = [path for path, refusal in zip(files, small, strict=True) if refusal is None]
    answers: dict[Path, Parsed] = {}
    while waiting:
        read = _child(waiting, folder, limits)
        answers.update((parsed.path, parsed) for parsed in read)
        waiting = waiting[len(read) :]
    for path, refusal in zip(files, small, strict=True):
        done.append(refusal or answers[path])
    return done


def _too_large(path: Path, limits: Limits) -> Parsed | None:
    size = path.stat().st_size
    if size <= limits.file:
        return None
    return _refused(
        path, f"is {megabytes(size)}; the limit is {megabytes(limits.file)}", "Split it by month."
    )


def _child(files: list[Path], folder: Folder, limits: Limits) -> list[Parsed]:
    """What the child answered, plus a refusal for the file it died on."""
    out = Path(tempfile.mkdtemp(dir=folder.path))
    order = json.dumps(
        {"files": [str(f.resolve()) for f in files], "out": str(out), "limits": asdict(limits)}
    )
    wall = limits.seconds * len(files) + 20  # the child's own limit is processor time; a stall ends here
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-m", "tenthhour.data.sandbox.child"],
            input=order.encode(),
            capture_output=True,
            env={},
            cwd=out,
            timeout=wall,
            check=False,
        )
        said, code = ended.stdout, ended.returncode
    except subprocess.TimeoutExpired as stalled:
        said, code = stalled.stdout or b"", -24
    answers = [json.loads(line) for line in said.splitlines()]
    read = [_taken(path, answer, out, folder) for path, answer in zip(files, answers, strict=False)]
    if len(read) < len(files):
        read.append(_died(files[len(read)], code, limits))
    return read


def _taken(path: Path, answer: dict[str, Any], out: Path, folder: Folder) -> Parsed:
    if "found" in answer:
        where = answer["where"]
        place = f"{path.name}, {where}" if where else path.name
        return Parsed(path, problems=(Problem(place, answer["found"], answer["do"]),))
    sheets = tuple(
        Sheet(
            file=path.name,
            name=s["name"],
            cells=stored((out / name for name in s["files"]), folder),
            ragged=s["ragged"],
            hidden=tuple(s["hidden"]),
            visible=s["visible"],
        )
        for s in answer["sheets"]
    )
    warned = tuple(
        Problem(path.name, w, "Check names with accents, or export it as CSV UTF-8.", blocking=False)
        for w in answer["warnings"]
    )
    return Parsed(path, sheets, warned)


_STOPPED = {-24, -9}  # SIGXCPU, or SIGKILL at the hard limit


def _died(path: Path, code: int, limits: Limits) -> Parsed:
    if code in _STOPPED:
        return _refused(path, f"took more than {limits.seconds} s to read and was stopped", _SPLIT)
    return _refused(
        path,
        "could not be read: the reader stopped on it, as it does on damaged or very large files",
        "Nothing was stored. Export it again, or split it by month.",
    )


def _refused(path: Path, found: str, do: str) -> Parsed:
    return Parsed(path, problems=(Problem(path.name, found, do),))
