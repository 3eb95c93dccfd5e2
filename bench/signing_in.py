"""How long the sign-in page takes for a known and for an unknown name: nobody may tell them apart by a clock."""

from __future__ import annotations

import statistics
import time

GUESSES = 40


def medians(guesses: int = GUESSES) -> tuple[float, float]:
    """Median processor seconds of a wrong guess for a name that has an account and for one that has none, in turn.

    Asks the site in TENTHHOUR_HOME, which must be one for this alone: it gets an account and its counts.
    """
    import django

    django.setup()
    from django.conf import settings
    from django.core.cache import cache
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    known, unknown = _with_account(), "nobody"
    spent: dict[str, list[float]] = {known: [], unknown: []}
    for number in range(guesses):
        for name in sorted(spent, reverse=bool(number % 2)):
            cache.clear()
            began = time.thread_time()
            Client().post("/sign-in/", {"login": name, "password": f"guess number {number}"})
            spent[name].append(time.thread_time() - began)
    return statistics.median(spent[known]), statistics.median(spent[unknown])


def _with_account() -> str:
    from datetime import UTC, datetime

    from django.core.management import call_command

    from tenthhour.apps.org.actions import NewAccount, make_account, the_site

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    at = datetime.now(UTC)
    account = make_account(new=NewAccount("timed", "", "timed"), by=the_site(at=at), at=at)
    account.set_password("the tea is still warm")
    account.save()
    return account.username


if __name__ == "__main__":
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"TENTHHOUR_HOME": home, "DJANGO_SETTINGS_MODULE": "tenthhour.config.settings"}
        known, unknown = medians()
        apart = abs(known - unknown) / unknown
        print(f"known {known * 1000:.1f} ms, unknown {unknown * 1000:.1f} ms, {apart:.1%} apart (bound 5 %)")
