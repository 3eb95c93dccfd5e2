"""Taking a slip and answering on a page that knows nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from unit.apps.pulse.conftest import EVERY, Clinic

from tenthhour.apps.org.models import AuditEntry, Person
from tenthhour.apps.pulse import actions
from tenthhour.apps.pulse.models import Eligible, SealedAnswer, Slip
from tenthhour.core.errors import Refused
from tenthhour.core.pulse import slip

GIVEN = {f"item_{id_}": "3" for id_ in ("time", "meaning", "help", "no_surprise", "removed")}


@pytest.fixture(autouse=True)
def no_tries() -> Iterator[None]:
    yield
    caches["memory"].clear()


@pytest.fixture
def open_now(clinic: Clinic) -> Clinic:
    """A wave that is open by the server's own clock."""
    clinic.at = clinic.office.confirmed_at = timezone.now()
    clinic.opened()
    return clinic


def taken(client: Client) -> str:
    """The slip on the page that shows it."""
    page = client.post("/pulse/slip/").content.decode()
    return re.search(r'class="key-text slip">([0-9A-Z-]{11})<', page)[1]  # type: ignore[index]


def test_one_takes_one_slip(open_now: Clinic, browse: Callable[[Person], Client]) -> None:
    client = browse(open_now.east[0])
    assert "Take my slip" in client.get("/pulse/").content.decode()
    taken(client)
    again = client.post("/pulse/slip/")
    assert again.status_code == 409
    assert "You have taken your slip. There is one for each" in again.content.decode()


def test_whoever_was_not_on_the_list_takes_none(open_now: Clinic, browse: Callable[[Person], Client]) -> None:
    answer = browse(open_now.alice).post("/pulse/slip/")
    assert (answer.status_code, Slip.objects.count()) == (409, 0)
    assert "You were not on the list" in answer.content.decode()


def test_answer_without_session_uses_the_slip_up(
    open_now: Clinic, browse: Callable[[Person], Client]
) -> None:
    typed, nobody = taken(browse(open_now.east[0])), Client()
    sent = nobody.post("/answer/", {"slip": f" {typed.lower()} ", **GIVEN})
    assert (sent.status_code, SealedAnswer.objects.count(), Slip.objects.count()) == (200, 1, 0)
    assert "Your answers are sealed." in sent.content.decode()
    again = nobody.post("/answer/", {"slip": typed, **GIVEN})
    assert again.status_code == 409
    assert "This slip is not valid or was already used. Nothing was stored." in again.content.decode()
    assert SealedAnswer.objects.count() == 1


def test_answer_page_sets_no_cookie_and_touches_no_session(
    open_now: Clinic, browse: Callable[[Person], Client]
) -> None:
    client = browse(open_now.east[0])
    typed = taken(client)
    session = client.session
    session["seen"] -= 120  # another page would move this clock on
    session.save()
    before, rows = dict(Session.objects.values_list("pk", "session_data")), AuditEntry.unscoped.count()
    answers = [client.get("/answer/"), client.post("/answer/", {"slip": typed, **GIVEN})]
    assert [a.cookies.output() for a in answers] == ["", ""]
    assert "Sign out" not in "".join(a.content.decode() for a in answers)
    assert dict(Session.objects.values_list("pk", "session_data")) == before
    assert AuditEntry.unscoped.count() == rows


def test_form_carries_its_own_token(open_now: Clinic, browse: Callable[[Person], Client]) -> None:
    typed, strict = taken(browse(open_now.east[0])), Client(enforce_csrf_checks=True)
    assert strict.post("/answer/", {"slip": typed, **GIVEN}).status_code == 403
    page = strict.get("/answer/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]
    sent = strict.post("/answer/", {"slip": typed, "csrfmiddlewaretoken": token, **GIVEN})
    assert (sent.status_code, strict.cookies.output()) == (200, "")


def test_every_question_needs_an_answer(open_now: Clinic, browse: Callable[[Person], Client]) -> None:
    typed = taken(browse(open_now.east[0]))
    sent = Client().post("/answer/", {"slip": typed, **GIVEN, "item_help": ""})
    assert (sent.status_code, SealedAnswer.objects.count(), Slip.objects.count()) == (422, 0, 1)
    assert "Choose one answer" in sent.content.decode()


def test_ten_wrong_slips_an_hour_and_no_more(open_now: Clinic) -> None:
    client = Client()
    wrong = [client.post("/answer/", {"slip": f"WRONG{i:05}", **GIVEN}).status_code for i in range(11)]
    assert wrong == [409] * 10 + [429]


def test_after_the_last_day_nothing_is_stored(clinic: Clinic, at: datetime) -> None:
    clinic.opened()
    typed = actions.take_slip(by=clinic.east[0], at=at)
    with pytest.raises(Refused, match=r"This wave closed on 15 November 2026\. Nothing was stored\."):
        actions.answer(typed=typed, answers=EVERY, address="", at=at + timedelta(days=14))


def test_without_a_wave_the_page_says_so(db: None) -> None:
    assert "No wave is open now. Nothing was stored." in Client().get("/answer/").content.decode()


def test_slip_and_taker_share_nothing(clinic: Clinic, at: datetime) -> None:
    wave = clinic.opened()
    typed = actions.take_slip(by=clinic.east[0], at=at)
    kept, taker = Slip.objects.get(wave=wave), Eligible.objects.get(person=clinic.east[0])
    assert (kept.digest, kept.group) == (slip.digest(typed), taker.group)
    assert kept.pk != taker.pk
    assert {f.name for f in Slip._meta.get_fields()} == {"id", "wave", "digest", "group"}


def test_boxes_have_one_size_and_hide_what_is_in_them(clinic: Clinic) -> None:
    clinic.opened()
    for number, one in enumerate(clinic.east):
        clinic.answer(one, [number % 5] * 5)
    boxes = [bytes(row.blob) for row in SealedAnswer.objects.all()]
    assert len(boxes) == 6
    assert len({len(box) for box in boxes}) == 1
    assert not any(b"answers" in box for box in boxes)
