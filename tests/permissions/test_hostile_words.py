"""Whatever somebody writes into a field, every page that shows it shows words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from builders import sign_in
from django.http import HttpResponse
from permissions.conftest import made
from permissions.hostile import EVERY
from permissions.matrix import Case, Page, address, pages
from permissions.readers import MARK, became
from permissions.world import PERSONAS, World, put

pytestmark = [pytest.mark.xdist_group("permissions"), pytest.mark.django_db]
EVERYBODY = [persona for persona, code in PERSONAS.items() if code]


@dataclass
class Hostile(World):
    """The same site, in which everything anybody wrote is hostile; each number begins elsewhere in the list."""

    first: int = 0

    def canary(self, kind: str, owner: str) -> str:
        text = EVERY[(self.first + next(self.count)) % len(EVERY)]
        return f"{MARK}.csv" if kind == "file" else text


@pytest.fixture(
    scope="module", params=[0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(7, len(EVERY), 7))]
)
def hostile(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: object,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    yield from made(Hostile(first=request.param), tmp_path_factory.mktemp("site"), django_db_blocker)


def shown(world: World, persona: str) -> Iterator[tuple[Page, HttpResponse]]:
    """Every page this persona can open, about bob."""
    put("active")
    client = sign_in(world.people[str(PERSONAS[persona])])
    for page in pages():
        if "GET" in page.methods and page.policy.name != "org.sign_out":
            answer = client.get(
                address(Case(persona, "active", page, "GET", "own", is_fragment=False), world)
            )
            yield page, answer


def read(world: World, persona: str) -> tuple[list[str], int]:
    """What went wrong on any page, and how many pages carried hostile words."""
    found, carried = [], 0
    for page, answer in shown(world, persona):
        found += [f"{page.path}, read by the {persona}: {what}" for what in became(answer)]
        carried += MARK.encode() in getattr(answer, "content", b"")
    return found, carried


@pytest.mark.parametrize("persona", ["leader", "clinician"])
def test_hostile_words_stay_words(hostile: World, persona: str) -> None:
    found, carried = read(hostile, persona)
    assert found == []
    assert carried >= 12
