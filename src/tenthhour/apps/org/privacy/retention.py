"""How long each kind of row is kept. Every model declares its class; a test finds one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps  # noqa: TID251 the retention table is read off the registry


@dataclass(frozen=True)
class Rule:
    """How long rows of a class are kept; without `days` nothing is erased until a signed policy says so."""

    words: str
    days: int | None = None
    by_policy: bool = False


RETENTION: Mapping[str, Rule] = {
    "people": Rule("as long as the person works here and a finding names them"),
    "file": Rule("as long as the site's signed policy says", by_policy=True),
    "scratch": Rule("30 days", days=30),
    "record": Rule("as long as the site runs"),
    "detail": Rule("as long as the site's signed policy says", by_policy=True),
    "log_in": Rule("90 days", days=90),
    "count": Rule("as long as the site runs; it names nobody"),
}


def undeclared() -> list[str]:
    """Our models without a retention class that exists."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("tenthhour.")]
    return [m._meta.label for m in ours if getattr(m, "retention", None) not in RETENTION]
