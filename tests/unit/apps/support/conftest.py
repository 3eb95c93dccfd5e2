"""What alice writes about bob."""

from __future__ import annotations

from typing import Any

import pytest

ASK = {
    "level": "18",
    "unit": "a session",
    "kind": "efficiency",
    "asker": "Regional office",
    "reason": "access",
    "because": "Patients wait six weeks.",
    "stake": "The post is looked at again in July",
    "stake_source": "regional office",
    "stake_undecided": "whether anything follows",
    "stake_learned": "2026-11-02",
}
SUM = {"hours": "40", "asked": "18", "asked_as": "session", "sessions": "4"}


@pytest.fixture
def written() -> dict[str, str]:
    """The Ask as a form is filled in."""
    return dict(ASK)


@pytest.fixture
def sums() -> dict[str, str]:
    """The sum as a form is filled in."""
    return dict(SUM)


@pytest.fixture
def alices(alice, bob, browse) -> Any:
    return browse(alice)


@pytest.fixture
def bobs(bob, browse) -> Any:
    return browse(bob)


@pytest.fixture
def draft_url(alices, bob, written) -> str:
    """Alice's draft about bob."""
    return alices.post(f"/people/{bob.pk}/ask/", written)["Location"]


@pytest.fixture
def shared_url(alices, draft_url, sums) -> str:
    """The same Ask with its sum, shared."""
    alices.post(f"{draft_url}doable/keep/", sums)
    return alices.post(f"{draft_url}share/")["Location"]
