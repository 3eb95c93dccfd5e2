"""At the database's own prompt, too: no step is skipped, dated back, changed, or taken in bulk."""

from __future__ import annotations

import runpy
import uuid
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction  # noqa: TID251 the database's own refusals

from tenthhour.apps.org.actions import the_site
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import AuditHead
from tenthhour.apps.support import migrations
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.models import Question, Visit
from tenthhour.apps.support.models.pathway.questions import NeverChanged
from tenthhour.core.support.pathway import PATHWAY

(MIGRATION,) = Path(migrations.__file__).parent.glob("*_no_step_is_skipped.py")
STEPS = runpy.run_path(str(MIGRATION))["STEPS"]


def write(question_id, at, **fields):
    """A row at the prompt, past every action."""
    step = {"number": 2, "state": "S2", "move": "T05", "on": at.date(), "at": at}
    step |= {"audit_id": AuditHead.objects.get().seq + 1, "outcome": "", **fields}
    row = Visit(question_id=question_id, **step)
    with transaction.atomic():
        super(Visit, row).save_base(raw=True, force_insert=True)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": "S4", "move": "T14"}, "there is no such step from here"),
        ({"state": "S3", "move": "T10"}, "there is no such step from here"),
        ({"number": 9}, "one after the other"),
        ({"audit_id": 1}, "own row of the record"),
        ({"state": "S2", "move": "T04"}, "days this step needs"),
    ],
)
def test_step_that_was_not_earned_is_refused(look, at, fields, why):
    with pytest.raises(DatabaseError, match=why):
        write(look, at, **fields)


def test_step_is_not_dated_back(look, at, after):
    actions.open_help(wish="Forms", is_shared=False, by=Question.unscoped.get().subject, at=after(3))
    with pytest.raises(DatabaseError, match="dated before"):
        write(look, at)


@pytest.mark.parametrize("sql", ["UPDATE support_visit SET state = 'S4'", "DELETE FROM support_visit"])
def test_what_was_written_stays(look, sql):
    with (
        pytest.raises(DatabaseError, match="stays as it was"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_model_refuses_change_and_bulk(look):
    visit = Visit.unscoped.get()
    for change in (visit.save, visit.delete, lambda: Visit.unscoped.bulk_create([visit])):
        with pytest.raises(NeverChanged):
            change()


def test_two_steps_share_no_row_of_the_record(look, bob, at):
    """So one statement moves one question."""
    other = actions.open_help(wish="Forms", is_shared=False, by=bob, at=at)

    def both() -> None:
        with transaction.atomic():
            write(look, at)
            write(other, at, state="S0", move="T16")

    with pytest.raises(DatabaseError):
        both()


def test_question_stays_about_what_it_was_about(look):
    with (
        pytest.raises(DatabaseError, match="stays about"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE support_question SET kind = 'event'")


def test_steps_of_the_database_are_those_of_the_pathway():
    paused = [s for m in PATHWAY if m.id == "T27" for s in m.sources]
    ours = {
        (k, f"{s} {m.id} {t}")
        for m in PATHWAY
        for k in m.kinds
        for s in m.sources
        for t in (paused if m.to == "former" else [m.to])
    }
    assert {(k, step) for k, steps in STEPS.items() for step in steps} == ours


def test_rows_go_only_with_the_question_the_newest_entry_erases(look, stef, at):
    with action(the_site(at=at), "org.expire", at=at) as act:
        act.obj = f"support.Question:{uuid.uuid4()}"
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        Visit.unscoped.filter(question=look).delete()
    with action(the_site(at=at), "org.expire", at=at) as act:
        act.obj = f"support.Question:{look}"
    assert Visit.unscoped.filter(question=look).delete()[0] == 1
