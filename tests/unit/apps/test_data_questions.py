"""A steward answers what is asked about the data; whom it concerns can read what was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tenthhour.apps.measurement import queries
from tenthhour.apps.measurement.models import Batch, Decision, MonthRun, PersonMonth
from tenthhour.apps.monday.actions import months
from tenthhour.apps.monday.actions import questions as actions
from tenthhour.apps.org.audit import entries
from tenthhour.apps.org.models import Person
from tenthhour.core.data_question import DataQuestion
from tenthhour.core.errors import Refused
from tenthhour.core.month import Month

Store = Callable[..., Batch]
WHY = "Two lists were merged in June; Dr Example confirmed it."


def jump(code: str = "bob", kind: str = "jump", **other: Any) -> DataQuestion:
    month = Month(2026, 10)
    fields = {
        "id": f"{kind}-{code}", "kind": kind, "measure_id": "bp_controlled", "clinician_id": code or None,
        "peer_group": "family", "first": month, "last": month, "found": "counted over 360", "ask": "Theirs?", "holds": True,
    }  # fmt: skip
    return DataQuestion(**{**fields, **other})


@pytest.fixture
def asked(bob: Person, store: Store, make: Any) -> Batch:
    """A month in which one question about bob is open."""
    return store(replace(make.result(), questions=(jump(),)))


@pytest.fixture
def judged(monkeypatch: Any, make: Any) -> list[Any]:
    """What judging again is asked with; it then says that nothing is open."""
    seen: list[Any] = []

    def again(everything: Any, catalogue: Any, decided: Any, **_: Any) -> Any:
        seen.append(tuple(decided))
        return make.result()

    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.judged", again)
    monkeypatch.setattr("tenthhour.apps.monday.actions.judging.draw", lambda *_: {})
    monkeypatch.setattr("tenthhour.data.store.opened", lambda *_: SimpleNamespace(tables={}))
    return seen


def say(by: Person, at: datetime, given: str = "right", reason: str = WHY, key: str = "jump-bob") -> str:
    return actions.answer(key=key, given=given, reason=reason, by=by, at=at)


def test_answer_is_kept_with_its_reason_and_judged_with(
    stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    say(stef, at)
    (made,) = judged[0]
    assert (made.kind, made.clinician_id, made.first, made.reason) == ("right", "bob", Month(2026, 10), WHY)
    assert queries.decided(actor=stef, at=at)[0].reason == WHY


def test_answered_question_is_open_no_more(
    stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    say(stef, at)
    assert queries.open_questions(actor=stef, at=at) == ()


def test_answer_is_in_the_record_about_the_person(
    bob: Person, stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    say(stef, at)
    last = list(entries())[-1]
    assert (last.action, last.subject_ref) == ("measurement.question.answer", str(bob.pk))


def test_awaited_correction_judges_nothing_and_waits(
    stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    say(stef, at, given="corrected")
    (one,) = queries.open_questions(actor=stef, at=at)
    assert (judged, one.answers, MonthRun.objects.count()) == ([], (), 1)


def test_next_file_asks_again_what_waited(
    stef: Person, asked: Batch, store: Store, make: Any, judged: list[Any], at: datetime
) -> None:
    say(stef, at, given="corrected")
    store(replace(make.result(), questions=(jump(),)), sha256="b" * 64)
    assert [o.waits for o in queries.open_questions(actor=stef, at=at)] == [None]


@pytest.mark.parametrize(
    ("given", "reason", "says"), [("right", "yes", "at least 10"), ("definition", WHY, "answers offered")]
)
def test_answer_without_reason_or_sense_is_refused(
    stef: Person, asked: Batch, judged: list[Any], at: datetime, given: str, reason: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        say(stef, at, given=given, reason=reason)
    assert not Decision.unscoped.exists()


def test_question_that_is_not_open_cannot_be_answered(
    stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    with pytest.raises(Refused, match="not open any more"):
        say(stef, at, key="another")


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
def test_nobody_but_the_steward_sees_or_answers(
    request: Any, asked: Batch, judged: list[Any], at: datetime, who: str
) -> None:
    person = request.getfixturevalue(who)
    assert queries.open_questions(actor=person, at=at) == ()
    with pytest.raises(Refused):
        say(person, at)


def test_failure_while_judging_keeps_no_answer(
    stef: Person, asked: Batch, judged: list[Any], at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tenthhour.apps.measurement.actions.decisions.store_run", _fails)
    with pytest.raises(ZeroDivisionError):
        say(stef, at)
    assert not Decision.unscoped.exists()


def _fails(**_: Any) -> None:
    raise ZeroDivisionError


def test_page_that_says_the_same_as_before_opens_no_later(
    bob: Person, stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    say(stef, at + timedelta(days=10))
    first, again = PersonMonth.unscoped.filter(subject=bob).order_by("pk")
    assert first.leader_from == again.leader_from


def test_decision_is_read_by_whom_it_concerns(
    alice: Person, bob: Person, carol: Person, stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    say(stef, at)
    seen = {
        p.code: len(queries.decided_about(subject_id=bob.pk, actor=p, at=at)) for p in (alice, bob, carol)
    }
    assert seen == {"alice": 1, "bob": 1, "carol": 0}


def test_page_shows_the_question_and_takes_the_answer(
    stef: Person, asked: Batch, judged: list[Any], browse: Callable[[Person], Client]
) -> None:
    client = browse(stef)
    assert "Counted over 360." in client.get("/data/questions/").content.decode()
    answer = {"key": "jump-bob", "given": "right", "reason": WHY}
    shown = client.post("/data/questions/answer/", answer, follow=True).content.decode()
    assert "None are open." in shown
    assert WHY in shown


def test_page_keeps_what_was_written_when_it_will_not_do(
    stef: Person, asked: Batch, judged: list[Any], browse: Callable[[Person], Client]
) -> None:
    answer = {"key": "jump-bob", "given": "corrected", "reason": "too short"}
    shown = browse(stef).post("/data/questions/answer/", answer).content.decode()
    assert "Nothing was kept." in shown
    assert "too short</textarea>" in shown


def test_looking_at_the_questions_is_recorded(
    bob: Person, stef: Person, asked: Batch, browse: Callable[[Person], Client], home: Path
) -> None:
    browse(stef).get("/data/questions/")
    last = list(entries())[-1]
    assert (last.action, last.subject_ref) == ("measurement.question.read", str(bob.pk))


def test_month_before_a_taken_back_import_is_judged_with_what_was_decided_since(
    stef: Person, asked: Batch, store: Store, make: Any, judged: list[Any], at: datetime
) -> None:
    later = store(replace(make.result(), questions=(jump(),)), sha256="b" * 64)
    say(stef, at)
    months.take_back(batch_id=later.pk, by=stef, at=at)
    assert [d.reason for d in judged[-1]] == [WHY]
    assert MonthRun.objects.filter(batch=asked).count() == 2


def test_taking_back_the_only_import_judges_nothing(
    stef: Person, asked: Batch, judged: list[Any], at: datetime
) -> None:
    months.take_back(batch_id=asked.pk, by=stef, at=at)
    assert judged == []
