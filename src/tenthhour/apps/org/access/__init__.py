"""The gate to pages and rows, and the check that stops a start without it."""

from tenthhour.apps.org.access.confirm import ON_THE_SERVER, NotConfirmed, is_fresh
from tenthhour.apps.org.access.gate import (
    COUNTING,
    PoliciesHold,
    ScopedManager,
    ScopedModel,
    Seen,
    UnscopedQuery,
    counting,
    frame,
    held,
    holds,
    overseen,
    person,
    policy,
    reading_kinds,
    working_days_after,
)
from tenthhour.apps.org.access.startup import routes, verify_registry

__all__ = [
    "COUNTING",
    "ON_THE_SERVER",
    "NotConfirmed",
    "PoliciesHold",
    "ScopedManager",
    "ScopedModel",
    "Seen",
    "UnscopedQuery",
    "counting",
    "frame",
    "held",
    "holds",
    "is_fresh",
    "overseen",
    "person",
    "policy",
    "reading_kinds",
    "routes",
    "verify_registry",
    "working_days_after",
]
