"""How long each kind of row is kept. Every model declares its class; a test finds one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps  # noqa: TID251 the retention table is read off the registry


@dataclass(frozen=True)
class Rule:
    """What a class of rows is and how long it is kept; without `days` not erased until a signed policy says so."""

    what: str
    words: str
    days: int | None = None
    by_policy: bool = False


RETENTION: Mapping[str, Rule] = {
    "people": Rule(
        "Who works here, in which roles", "as long as the person works here and a finding names them"
    ),
    "file": Rule(
        "Files about people: numbers, asks, talks, promises, plans",
        "as long as the site's signed policy says",
        by_policy=True,
    ),
    "scratch": Rule("Drafts, notes for oneself, files not yet taken in", "30 days", days=30),
    "wave": Rule("Who may answer an open pulse, slips, sealed answers", "until the pulse ends"),
    "record": Rule("The record: what was done, by whom and when", "as long as the site runs"),
    "detail": Rule("The record's words: reasons", "as long as the site's signed policy says", by_policy=True),
    "log_in": Rule("Signing in", "90 days", days=90),
    "count": Rule("Counts", "as long as the site runs; they name nobody"),
}


def undeclared() -> list[str]:
    """Our models without a retention class that exists."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("tenthhour.")]
    return [m._meta.label for m in ours if getattr(m, "retention", None) not in RETENTION]
