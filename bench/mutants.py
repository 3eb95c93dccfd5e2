"""Do the tests bite? Every small change to the code that guards people's data, and whether a test notices.

    python -m bench.mutants [--only access/gate] [--write]

The tests named below are collected and run once in one process, which notes which of them call which
function. Then one change at a time is put into the live functions of a forked child, and only the tests
that call the changed function run there, until one fails. A change no test notices survives; each survivor
stands on the page with its reason, from bench/survivors.yaml, or with none.

Why not mutmut or cosmic-ray: both start the tests anew, or a copy of the tree, for each change; with Django
that is 3 s before the first test, 30 minutes for what takes five here.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import random
import re
import signal
import sys
import time
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "tenthhour"
PAGE = ROOT / "docs" / "mutants.md"
REASONS = ROOT / "bench" / "survivors.yaml"
SECONDS = 300  # a changed loop may never end; a busy machine is slow
FLOOR = 0.95
TARGETS = (
    "apps/org/access/gate.py",
    "apps/org/audit/__init__.py",
    "core/audit/walk.py",
    "core/audit/chain.py",
    "apps/org/audit/verify.py",
    "apps/org/privacy/holds.py",
    "apps/org/actions/signatures.py",
    "core/audit/proof.py",
    "apps/org/actions/expiry.py",
    "apps/org/audit/checkpoints.py",
    "apps/org/privacy/text.py",
)
TESTS = (
    "tests/unit/test_audit_chain.py",
    "tests/unit/apps/test_org_audit.py",
    "tests/unit/apps/test_org_verify.py",
    "tests/unit/apps/test_org_access.py",
    "tests/unit/apps/test_org_assignments.py",
    "tests/unit/apps/test_holds.py",
    "tests/unit/apps/test_own_data.py",
    "tests/unit/apps/test_private_text.py",
    "tests/unit/apps/test_tick.py",
)
_NAME = re.compile(r"[\w.]*\w")  # what the program reads, not what a person reads
_COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Mult: ast.Add,
}
_SIGNS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-", ast.BitOr: "|",
    ast.BitAnd: "&", ast.Mult: "*", ast.And: "and", ast.Or: "or",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: where, in which function, in words, and the whole file with it."""

    file: str
    line: int
    function: str
    words: str
    tree: ast.Module

    @property
    def key(self) -> str:
        """The same on every run while the code around it stays."""
        return f"{self.file} {self.function}: {self.words}"


def mutants(file: str) -> Iterator[Mutant]:
    """Every change of one file, each inside a function: what stands outside runs once, at import."""
    text = (SOURCE / file).read_text(encoding="utf-8")
    count = sum(1 for _ in _places(ast.parse(text)))
    for number in range(count):
        tree = ast.parse(text)
        function, node, change = next(p for i, p in enumerate(_places(tree)) if i == number)
        words = change()
        yield Mutant(file, _line(node), function, words, ast.fix_missing_locations(tree))


def _line(node: Any) -> int:
    return int(node.target.lineno if isinstance(node, ast.comprehension) else node.lineno)


def _places(tree: ast.Module) -> Iterator[tuple[str, Any, Any]]:
    """Function, node and the change itself, which gives its own words."""
    for function, owner, field, index, node in _walk(tree, "", tree, "body", None):
        if function:
            yield from ((function, node, change) for change in _changes(owner, field, index, node))


def _walk(node: Any, function: str, owner: Any, field: str, index: int | None) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}" if function else node.name
        is_class = isinstance(node, ast.ClassDef)
        for i, inner in enumerate(node.body):
            if is_class and not isinstance(inner, ast.FunctionDef):
                continue
            yield from _walk(inner, function, node, "body", i)
        return
    yield function, owner, field, index, node
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.JoinedStr):
            continue  # words for people
        for i, inner in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(inner, ast.AST):
                yield from _walk(inner, function, node, name, i if isinstance(value, list) else None)


def _changes(owner: Any, field: str, index: int | None, node: Any) -> Iterator[Any]:
    """Every change of one node; those that replace it need to know where it hangs."""
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield lambda: _put(owner, field, index, ast.Pass(), f"{_short(node)} left out")
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: _put(owner, field, index, node.operand, f"{_short(node)} without its not")
    elif isinstance(node, ast.Constant):
        yield from _constants(owner, node)
    elif isinstance(node, ast.Compare):
        yield from (_swap(node.ops, i, _COMPARED) for i, op in enumerate(node.ops) if type(op) in _COMPARED)
    else:
        yield from _computed(node)


def _computed(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield lambda: _set(node, "op", other, _SIGNS[type(node.op)])
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _COMPUTED:
        yield lambda: _set(node, "op", _COMPUTED[type(node.op)](), _SIGNS[type(node.op)])
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        turned = ast.UnaryOp(ast.Not(), node.test)
        yield lambda: _set(node, "test", turned, f"if {_short(node.test)}", "reversed")
    elif isinstance(node, ast.Return) and node.value is not None and _short(node.value) != "None":
        yield lambda: _set(node, "value", ast.Constant(None), f"return {_short(node.value)}", "return None")
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield lambda: _set(node, "ifs", [], f"for ... if {_short(node.ifs[0])}", "all")


def _constants(owner: Any, node: ast.Constant) -> Iterator[Any]:
    value = node.value
    if isinstance(value, bool):
        yield lambda: _set(node, "value", not value, str(value))
    elif isinstance(value, int):
        yield lambda: _set(node, "value", value + 1, str(value))
    elif isinstance(value, str) and _NAME.fullmatch(value) and not isinstance(owner, ast.Expr):
        yield lambda: _set(node, "value", value + "x", repr(value))


def _swap(ops: list[Any], i: int, table: dict[Any, Any]) -> Any:
    def change() -> str:
        old, new = type(ops[i]), table[type(ops[i])]
        ops[i] = new()
        return f"{_SIGNS[old]} becomes {_SIGNS[new]}"

    return change


def _set(node: Any, name: str, new: Any, was: str, becomes: str = "") -> str:
    setattr(node, name, new)
    return f"{was} becomes {becomes or _SIGNS.get(type(new)) or repr(new)}"


def _put(owner: Any, field: str, index: int | None, new: Any, words: str) -> str:
    if index is None:
        setattr(owner, field, new)
    else:
        getattr(owner, field)[index] = new
    return words


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]


# -- putting a change into live functions ---------------------------------------------------------------


def codes(code: types.CodeType) -> dict[str, types.CodeType]:
    """Every function of a compiled file by its name."""
    found = {}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found |= {inner.co_qualname: inner, **codes(inner)}
    return found


def put_in(mutant: Mutant) -> None:
    """Give every live function of the file its changed code; closures and decorated ones included."""
    file = str(SOURCE / mutant.file)
    new = codes(compile(mutant.tree, file, "exec"))
    for live in gc.get_objects():
        if isinstance(live, types.FunctionType) and live.__code__.co_filename == file:
            changed = new.get(live.__code__.co_qualname)
            if changed is not None and changed.co_freevars == live.__code__.co_freevars:
                live.__code__ = changed


class Mutating:
    """A plugin of pytest: one run that notes who calls what, then a forked child for each change."""

    def __init__(self, only: str, minutes: int) -> None:
        self.only, self.minutes, self.count = only, minutes, 0
        self.callers = dict[tuple[str, str], set[int]]()
        self.told: list[tuple[Mutant, str]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from hypothesis import settings  # after pytest: its own plugin wants to be the first

        settings.register_profile("noted", deadline=None)  # noting who calls what makes everything slower
        settings.load_profile("noted")
        for number, item in enumerate(session.items):
            sys.setprofile(self._noting(number))
            # The last is followed by itself, so that the database made for all of them stays.
            self._run(item, session.items[min(number + 1, len(session.items) - 1)])
            sys.setprofile(None)
        if session.testsfailed:
            sys.exit("The tests fail without any change.")
        every = [mutant for file in TARGETS if self.only in file for mutant in mutants(file)]
        random.Random(1).shuffle(every)
        self.count, ends_at = len(every), time.monotonic() + 60 * self.minutes
        for mutant in every:
            if time.monotonic() > ends_at:
                break
            self.told.append((mutant, self._judged(session, mutant)))
            if self.told[-1][1] == "survived":
                print(f"\n{len(self.told)}: survived: {mutant.key}, line {mutant.line}", flush=True)
        return True

    def _noting(self, number: int) -> Any:
        ours = {str(SOURCE / file): file for file in TARGETS}

        def note(frame: types.FrameType, event: str, _: Any) -> None:
            if event == "call" and frame.f_code.co_filename in ours:
                name = frame.f_code.co_qualname.replace(".<locals>", "")
                while name:
                    self.callers.setdefault((ours[frame.f_code.co_filename], name), set()).add(number)
                    name = name.rpartition(".")[0]

        return note

    def _run(self, item: pytest.Item, following: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _judged(self, session: pytest.Session, mutant: Mutant) -> str:
        callers = sorted(self.callers.get((mutant.file, mutant.function), ()))
        child = os.fork()
        if child == 0:
            signal.alarm(SECONDS)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            put_in(mutant)
            for number, following in zip(callers, [*callers[1:], *callers[-1:]], strict=True):
                session._setupstate.teardown_exact(session.items[number])
                self._run(session.items[number], session.items[following])
                if session.testsfailed:
                    os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return "survived" if status == 0 else "noticed"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--only", default="", help="files whose name holds this")
    asked.add_argument(
        "--minutes", type=int, default=600, help="stop after so many; the page says how far it came"
    )
    asked.add_argument("--write", action="store_true", help="write docs/mutants.md")
    options = asked.parse_args()
    began, plugin = time.monotonic(), Mutating(options.only, options.minutes)
    quiet = ["-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "--tb=line"]
    pytest.main([*quiet, *(str(ROOT / t) for t in TESTS)], plugins=[plugin])
    lines = told(plugin, time.monotonic() - began)
    print("\n".join(lines))
    if options.write:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(plugin: Mutating, seconds: float) -> list[str]:
    """The page: how many of each file were noticed, and every survivor with its reason."""
    found = sorted(plugin.told, key=lambda one: (TARGETS.index(one[0].file), one[0].line))
    reasons: dict[str, str] = (
        yaml.safe_load(REASONS.read_text(encoding="utf-8")) or {} if REASONS.exists() else {}
    )
    noticed = sum(t != "survived" for _, t in found)
    lines = [
        "# Do the tests bite?",
        "",
        "<!-- Written by `python -m bench.mutants --write`. Do not edit. -->",
        "",
        f"{len(found)} of {plugin.count} small changes to the code that guards people's data, drawn by chance and made "
        f"one at a time; {noticed} "
        f"({noticed / max(1, len(found)):.1%}) were noticed by a test (floor {FLOOR:.0%}), in {seconds / 60:.0f} minutes.",
        "",
        "| file | changes | noticed |",
        "|---|---|---|",
    ]
    for file in dict.fromkeys(m.file for m, _ in found):
        of_file = [t for m, t in found if m.file == file]
        lines.append(f"| `{file}` | {len(of_file)} | {sum(t != 'survived' for t in of_file)} |")
    lines += ["", "## What survived, and why", ""]
    for mutant, outcome in found:
        if outcome == "survived":
            lines.append(f"- `{mutant.file}`, `{mutant.function}`, line {mutant.line}: {mutant.words}. "
                         f"{reasons.get(mutant.key, 'No reason yet.')}")  # fmt: skip
    return lines


if __name__ == "__main__":
    main()
