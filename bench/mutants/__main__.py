"""Do the tests bite? Run the tests against one small change at a time, and write docs/mutants.md.

    python -m bench.mutants [--only access/gate] [--write]

The tests named below are collected and run once in one process, which notes which of them run which
line. Then one change at a time is put into the live functions of a forked child, and only the tests
that run a changed line run there, the quickest first, until one fails. A change no test notices survives; each survivor
stands on the page with its reason, from bench/survivors.yaml, or with none.

Why not mutmut or cosmic-ray: both start the tests anew, or a copy of the tree, for each change; with Django
that is 3 s before the first test, 30 minutes for what takes five here.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import signal
import time
import types

import coverage
import pytest
import yaml

from bench.mutants.changes import SOURCE, Mutant, mutants

ROOT = SOURCE.parents[1]
PAGE = ROOT / "docs" / "mutants.md"
REASONS = ROOT / "bench" / "survivors.yaml"
SECONDS = 30  # of processor time: a changed loop may never end
FLOOR = 0.95
# Each file with the tests that specify it, which are asked first.
TARGETS = {
    "apps/org/access/confirm.py": ("signing_in/test_confirming", "signing_in/test_second_step"),
    "apps/org/access/gate.py": ("test_org_rights", "test_org_gate", "test_org_access"),
    "apps/org/access/sessions.py": ("signing_in/test_sessions", "test_org_access"),
    "apps/org/access/startup.py": ("test_org_access", "test_org_start", "signing_in/test_demo"),
    "apps/org/actions/assignments.py": ("test_org_giving", "test_org_assignments"),
    "apps/org/actions/expiry.py": ("test_org_signatures", "test_tick"),
    "apps/org/actions/signatures.py": ("test_org_signatures", "test_holds"),
    "apps/org/audit/__init__.py": ("test_org_audit", "test_org_verify"),
    "apps/org/audit/checkpoints.py": ("test_org_checkpoints", "test_org_verify"),
    "apps/org/audit/verify.py": ("test_org_checkpoints", "test_org_verify"),
    "apps/org/privacy/holds.py": ("test_hold_reaches", "test_holds"),
    "apps/org/privacy/kept.py": ("test_org_checkpoints", "test_privacy", "test_own_data"),
    "apps/org/privacy/keys.py": ("test_key_files", "test_private_text"),
    "apps/org/privacy/text.py": ("test_private_text", "signing_in/test_secrets"),
    "apps/org/queries/kept.py": ("test_own_tables", "test_own_data"),
    "core/audit/chain.py": ("test_audit_chain", "test_audit_proof"),
    "core/audit/proof.py": ("test_audit_proof", "test_audit_chain"),
    "core/audit/walk.py": ("test_audit_proof", "test_audit_chain"),
}
OTHERS = 40  # and of the other tests that run the line so many, the quickest
TESTS = (
    "tests/unit/test_audit_chain.py",
    "tests/unit/test_audit_proof.py",
    *(f"tests/unit/apps/test_{name}.py" for name in (
        "hold_reaches", "holds", "key_files", "org_access", "org_assignments", "org_audit", "org_checkpoints", "org_gate", "org_giving", "org_rights", "org_roles_page", "org_signatures", "org_start",
        "org_verify", "own_data", "own_tables", "private_text", "tick",
    )),
    "tests/unit/apps/signing_in",
    "tests/rules/test_privacy.py",
)  # fmt: skip


# -- putting a change into live functions ---------------------------------------------------------------


def codes(code: types.CodeType) -> dict[str, types.CodeType]:
    """Every function of a compiled file by its name."""
    found = {}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found |= {inner.co_qualname: inner, **codes(inner)}
    return found


def live_functions() -> dict[str, list[types.FunctionType]]:
    """Every function there is of the files to be changed, closures and decorated ones included."""
    found: dict[str, list[types.FunctionType]] = {str(SOURCE / file): [] for file in TARGETS}
    for live in gc.get_objects():
        if isinstance(live, types.FunctionType) and live.__code__.co_filename in found:
            found[live.__code__.co_filename].append(live)
    return found


def put_in(mutant: Mutant, live: list[types.FunctionType]) -> None:
    """Give every live function of the file its changed code."""
    new = codes(compile(mutant.tree, str(SOURCE / mutant.file), "exec"))
    for function in live:
        changed = new.get(function.__code__.co_qualname)
        if changed is not None and changed.co_freevars == function.__code__.co_freevars:
            function.__code__ = changed


class Mutating:
    """A plugin of pytest: one run that notes which test runs what, then a forked child for each change."""

    def __init__(self, only: str, minutes: int) -> None:
        self.only, self.minutes, self.count = only, minutes, 0
        self.runs = dict[str, dict[int, list[str]]]()  # for each file and line the numbers of the tests
        self.seconds, self.left_out = list[float](), set[int]()
        self.live = dict[str, list[types.FunctionType]]()
        self.told: list[tuple[Mutant, str]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from hypothesis import HealthCheck, settings  # after pytest: its own plugin wants to be the first

        # Noting who runs what makes everything slower.
        settings.register_profile("noted", deadline=None, suppress_health_check=list(HealthCheck))
        settings.load_profile("noted")
        noting = coverage.Coverage(
            data_file=None, config_file=False, include=[str(SOURCE / file) for file in TARGETS]
        )
        noting.start()
        for number, item in enumerate(session.items):
            began = time.monotonic()
            noting.switch_context(str(number))
            # The last is followed by itself, so that the database made for all of them stays.
            self._run(item, session.items[min(number + 1, len(session.items) - 1)])
            self.seconds.append(time.monotonic() - began)
            if session.testsfailed:  # who fails without a change notices none
                print(f"\nLeft out, it fails without any change: {item.nodeid}", flush=True)
                self.left_out.add(number)
                session.testsfailed = 0
        noting.stop()
        self.runs = {f: noting.get_data().contexts_by_lineno(str(SOURCE / f)) for f in TARGETS}
        self.live = live_functions()
        gc.collect()
        gc.freeze()  # a child that walks all objects would copy all memory: a second for each change
        every = [mutant for file in TARGETS if self.only in file for mutant in mutants(file)]
        random.Random(1).shuffle(every)
        self.count, ends_at = len(every), time.monotonic() + 60 * self.minutes
        for mutant in every:
            if time.monotonic() > ends_at:
                break
            self.told.append((mutant, self._judged(session, mutant)))
            if self.told[-1][1] == "survived":
                print(f"\n{len(self.told)}: survived: {mutant.key}, line {mutant.lines[0]}", flush=True)
        return True

    def _asked(self, session: pytest.Session, mutant: Mutant) -> list[int]:
        """The tests that run a changed line: those that specify the file, then some of the others."""
        of_line = self.runs[mutant.file]
        numbers = {int(n) for line in mutant.lines for n in of_line.get(line, ()) if n} - self.left_out
        order = sorted(numbers, key=self.seconds.__getitem__)
        own = [n for n in order if any(name in session.items[n].nodeid for name in TARGETS[mutant.file])]
        return [*own, *[n for n in order if n not in own][:OTHERS]]

    def _run(self, item: pytest.Item, following: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _judged(self, session: pytest.Session, mutant: Mutant) -> str:
        tests = self._asked(session, mutant)
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            signal.alarm(5 * SECONDS)  # or wait for ever
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            put_in(mutant, self.live[str(SOURCE / mutant.file)])
            for number, following in zip(tests, [*tests[1:], *tests[-1:]], strict=True):
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
    found = sorted(plugin.told, key=lambda one: (list(TARGETS).index(one[0].file), one[0].lines[0]))
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
            lines.append(f"- `{mutant.file}`, `{mutant.function}`, line {mutant.lines[0]}: {mutant.words}. "
                         f"{reasons.get(mutant.key, 'No reason yet.')}")  # fmt: skip
    return lines


if __name__ == "__main__":
    main()
