"""Nobody reaches what is not theirs: every page, every way, every persona, every standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from permissions.matrix import Case, Visitor, cases, is_quick, pages, table
from permissions.world import PERSONAS, STANDING, STATES, World, put

pytestmark = [pytest.mark.xdist_group("permissions"), pytest.mark.django_db]
# 404 to the matrix, for everybody: they find what they change by an id inside the form, wait for columns to be
# matched, for a chart to be
# stored, or need a key. Their own tests open them; the crawl sends them forms.
SHUT_TO_THE_EMPTY_HANDED = {
    "/me/sign-in/passkey/remove/",
    "/accounts/link/",
    "/accounts/close/",
    "/data/uploads/<uuid:upload>/mapping.yaml",
    "/people/<uuid:person>/charts/",
    "/questions/data/<uuid:dispute_id>/second/",
    "/formal/delivered/<uuid:action_id>/",
    "/questions/<uuid:question_id>/reviewer/",
    "/supervision/declined/<uuid:meeting_id>/",
    "/feed/<uuid:person_id>/<uuid:secret>.ics",
}
HOLDERS = {holder for holder, *_ in STANDING}
LINES = "policy,anonymous,clinician,team mate,leader,other leader,supervisor,coach,people office,reviewer,messenger,steward,administrator"


@dataclass
class Run:
    """What a walk through the matrix found."""

    count: int = 0
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)


def walk(world: World, states: tuple[str, ...], chosen: Callable[[Case], bool] = lambda case: True) -> Run:
    run, every = Run(), pages()
    for state in states:
        put(state)
        # Whoever holds no assignment has one standing only.
        for persona in [p for p in PERSONAS if state == "active" or PERSONAS[p] in HOLDERS]:
            visitor = Visitor(world, persona, state)
            for case in filter(chosen, cases(persona, state, every, world)):
                run.faults += visitor.faults(case)
                run.count += 1
            run.seen |= visitor.seen
            run.opened |= visitor.opened
    return run


@pytest.fixture(scope="module")
def run(world: World) -> Run:
    """The slice that matters most; the rest is walked by `make test-all`."""
    return walk(world, ("active", "ended"), is_quick)


def test_every_policy_has_its_line_in_the_table() -> None:
    missing = {p.policy.name for p in pages() if p.policy} - set(table("expected.csv"))
    said = [f"{name},{','.join('-' * len(PERSONAS))}" for name in sorted(missing)]
    assert said == [], (
        "Add these lines to tests/permissions/expected.csv and write * (always), a (while the assignment is "
        f"active or delegated) or - (never) under each persona, from the visibility table:\n{LINES}\n"
        + "\n".join(said)
    )


def test_table_names_no_policy_that_is_gone() -> None:
    known = {name for p in pages() if p.policy for name in (p.policy.name, f"{p.policy.name} {p.path}")}
    gone = set(table("expected.csv")) - known
    assert gone == set(), "Remove these lines from tests/permissions/expected.csv."


def test_every_page_declares_a_policy() -> None:
    assert [p.path for p in pages() if p.policy is None] == []


def test_every_address_has_an_object_to_ask_for(world: World) -> None:
    missing = {p.words[0] for p in pages() if p.words and p.policy.audit != "PUBLIC"} - set(world.objects)
    assert missing == set(), (
        "Make one about bob and one about erin in tests/permissions/world.py, and name them in `objects`."
    )


def test_nothing_leaks_and_every_answer_is_as_written(run: Run) -> None:
    assert not run.faults, f"{len(run.faults)} faults in {run.count} cases\n" + "\n".join(run.faults[:200])


def test_walk_was_long_enough(run: Run) -> None:
    assert run.count >= 5_000
    assert run.count >= len(pages()) * len(PERSONAS)


def test_every_page_let_somebody_in(run: Run) -> None:
    assert {p.path for p in pages()} - run.opened == SHUT_TO_THE_EMPTY_HANDED


def test_every_kind_of_canary_was_met(run: Run) -> None:
    assert set(table("visible.csv")) - run.seen == set()


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_nothing_leaks_in_any_standing(world: World, state: str, record_property: Any) -> None:
    run = walk(world, (state,))
    record_property("cases", run.count)
    assert not run.faults, f"{len(run.faults)} faults in {run.count} cases\n" + "\n".join(run.faults[:200])
    assert run.count >= len(pages()) * len(HOLDERS)
