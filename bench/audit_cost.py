"""What the record costs a page: the same page with its rows of the record and without, turn about.

`bench.load` runs this on the site it has just measured, in one process and with nobody else on it: the
leader opens the week (a row for each person) and one clinician's page (one row) again and again. Every other
time what writes the rows is replaced, in this process alone, by something that writes nothing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from contextlib import AbstractContextManager, nullcontext
from unittest.mock import patch

WRITES = "tenthhour.apps.org.audit.record_reads"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--pairs", type=int, default=200)
    count = asked.parse_args().pairs
    import django

    django.setup()
    from django.test import Client

    from tenthhour.apps.org import queries
    from tenthhour.apps.org.models import AuditEntry, User

    account = User.objects.select_related("person").get(person__code=min(queries.leaders(at=_now())))
    browser = Client(headers={"host": "localhost"})
    browser.force_login(account)
    someone = queries.team(leader=account.person, at=_now())[0].id
    for name, path in (("the week", "/week/"), ("a clinician's page", f"/people/{someone}/")):
        before = AuditEntry.unscoped.count()
        with_, without = times(browser, path, count)
        rows = (AuditEntry.unscoped.count() - before) // (count + 1)
        print(told(name, rows, with_, without))


def times(browser: object, path: str, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each page with and without its rows, in pairs; the order within a pair turns about."""
    found: tuple[list[float], list[float]] = ([], [])
    _open(browser, path)  # once unmeasured, with its rows
    for number in range(count):
        for is_bare in (number % 2, 1 - number % 2):
            silent: AbstractContextManager[object] = (
                patch(WRITES, lambda **_: 0) if is_bare else nullcontext()
            )
            with silent:
                began = time.perf_counter()
                _open(browser, path)
                found[is_bare].append((time.perf_counter() - began) * 1000)
    return found


def told(name: str, rows: int, with_: list[float], without: list[float]) -> str:
    differences = sorted(a - b for a, b in zip(with_, without, strict=True))
    low, high = (differences[int(len(differences) * share)] for share in (0.25, 0.75))
    median = statistics.median
    return (
        f"- The record, {name} ({rows} row{'s' * (rows != 1)} a page, {len(with_)} pairs): {median(with_):.1f} ms with, "
        f"{median(without):.1f} ms without; difference in the median pair {median(differences):.1f} ms, "
        f"half of the pairs between {low:.1f} and {high:.1f}"
    )


def _open(browser: object, path: str) -> None:
    answer = browser.get(path)  # type: ignore[attr-defined]
    assert answer.status_code == 200, f"{path}: {answer.status_code}"


def _now() -> object:
    from django.utils import timezone

    return timezone.now()


if __name__ == "__main__":
    main()
