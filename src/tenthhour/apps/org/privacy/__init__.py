"""How long each kind of row is kept. Every model declares its class; a test finds one that does not."""

from __future__ import annotations

from django.apps import apps  # noqa: TID251 the retention table is read off the registry

RETENTION = {
    "people": "as long as the person works here and a finding names them",
    "file": "as long as the site's signed policy says",
    "scratch": "30 days",
    "record": "the audit chain: as long as the site's signed policy says",
    "log_in": "90 days",
    "count": "as long as the site runs; it names nobody",
}


def undeclared() -> list[str]:
    """Our models without a retention class that exists."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("tenthhour.")]
    return [m._meta.label for m in ours if getattr(m, "retention", None) not in RETENTION]
