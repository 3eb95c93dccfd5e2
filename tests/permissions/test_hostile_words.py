"""Whatever somebody writes into a field, every page that shows it shows words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from builders import sign_in
from django.apps import apps  # noqa: TID251 every column of every table is looked at
from django.db import models
from django.http import HttpResponse
from permissions.conftest import made
from permissions.hostile import EVERY
from permissions.matrix import Case, Page, address, pages
from permissions.readers import MARK, became
from permissions.world import PERSONAS, World, put

from tenthhour.apps.org.models import Person
from tenthhour.apps.support.models import LoadReport, Talk
from tenthhour.apps.support.models.pathway import Danger, Dispute, Meeting, Plan, PlanAction, Proposal

pytestmark = [pytest.mark.xdist_group("permissions"), pytest.mark.django_db]
# What steps still to come would add to the rows of the site.
ALSO = {
    Person: ("team",),
    Plan: ("disagreement",),
    PlanAction: ("owner", "delivered_means"),
    Meeting: ("summary", "clinicians_line"),
    Dispute: ("answer", "second_answer"),
    Proposal: ("reply", "reviewer_note"),
    Danger: ("referral", "reviewer_note"),
    LoadReport: ("words",),
    Talk: ("strength", "summary", "added_line"),
}
NOT_WORDS = {  # ids, digests, addresses, and sentences the product makes itself
    "measurement.Batch.mapping",
    "measurement.Chart.svg",
    "measurement.Comment.measure_id",
    "measurement.Correction.measure_id",
    "measurement.Decision.measure_id",
    "measurement.StoredSeries.description",
    "measurement.StoredSeries.measure_id",
    "measurement.StoredSystemSignal.description",
    "org.AuditEntry.object_ref",
    "org.Guess.cache_key",
    "org.User.email",
    "org.User.password",
    "pulse.Overall.item",
    "pulse.Result.item",
    "pulse.Wave.instrument",
    "support.Figures.sentence",
    "support.OwnSum.sentence",
    "support.Question.measure_id",
    "support.Reminders.email",
}
BY_FORM_ALONE = {  # no row of the site has one; test_hostile_forms writes and shows them
    "org.Erasure.reason",
    "org.Hold.reason",
    "org.Person.code",
    "org.User.username",
    "support.Crisis.reason",
    "support.Wish.text",
}
WITHOUT_A_ROW = {  # nothing on the site has one yet: not looked at here
    "measurement.Decision.reason",
    "org.HoldRelease.reason",
    "org.Person.peer_group",
    "org.Post.peer_group",
    "org.Post.team",
    "org.RetentionPolicy.reason",
    "org.Unsealing.reason",
    "support.Adoption.adopted_by",
    "support.Adoption.counsel",
    "support.Adoption.version",
    "support.PlanGoal.what",
}


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
    for world in made(Hostile(first=request.param), tmp_path_factory.mktemp("site"), django_db_blocker):
        for model, names in ALSO.items():
            model._base_manager.update(**{name: world.canary("words", "bob") for name in names})
        yield world


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


def columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column in which somebody's words can stand."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields if model.__module__.startswith("tenthhour.") else ():
            is_long = (getattr(column, "max_length", None) or 4000) >= 100 and not column.choices
            if is_long and isinstance(column, models.CharField | models.TextField):
                yield model, column.name


def test_every_column_for_words_held_hostile_words(hostile: World) -> None:
    without = {
        f"{model._meta.label}.{name}"
        for model, name in columns()
        if not any(MARK in str(value) for value in model._base_manager.values_list(name, flat=True))
    }
    assert without == NOT_WORDS | BY_FORM_ALONE | WITHOUT_A_ROW
