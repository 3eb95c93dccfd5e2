"""The pages of the pulse: the people office asks, launches and ends; leaders and teams read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from unit.apps.pulse.conftest import DAY, EVERY, Clinic

from tenthhour.apps.org.models import Assignment, AuditEntry, Person, User
from tenthhour.apps.pulse.models import Wave


@pytest.fixture
def office(clinic: Clinic, browse: Callable[[Person], Client]) -> Client:
    clinic.at = clinic.office.confirmed_at = timezone.now()
    User.objects.create(person=clinic.office, username="pat")
    return browse(clinic.office)


def wanted(**other: object) -> dict[str, object]:
    return {"instrument": "team-pulse", "opens_on": timezone.localdate(), "days": 14, "k": 5, **other}


def started(office: Client) -> str:
    made = office.post("/pulse/waves/start/", wanted())
    assert made.status_code == 302
    return str(made["Location"])


def test_office_looks_at_a_wave_and_launches_it(office: Client) -> None:
    address = started(office)
    page = office.get(address).content.decode()
    assert "My work fits into my working time." in page
    assert "<li>West: 12</li>" in page
    assert office.post(f"{address}launch/").status_code == 302
    assert Wave.objects.get().digest in office.get(address).content.decode()


def test_office_ends_a_wave_with_a_reason_alone(office: Client, clinic: Clinic) -> None:
    address = started(office)
    office.post(f"{address}launch/")
    assert office.post(f"{address}void/", {"why": " "}).status_code == 409
    assert office.post(f"{address}void/", {"why": "Wrong week."}).status_code == 302
    clinic.until(timezone.now())
    assert "Wrong week." in office.get("/pulse/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"opens_on": "9999-12-31"}, 422, "Choose a day within a year."),
        ({"days": "22"}, 422, "less than or equal to 21"),
        ({"k": "4"}, 422, "greater than or equal to 5"),
        (
            {"k": "18", "instrument": "single-item-burnout", "opens_on": "2026-01-01"},
            409,
            "a day that is over",
        ),
        ({"k": "19"}, 409, "fewer than 19 people with an account could answer. Talk instead."),
    ],
)
def test_wave_that_cannot_be_is_refused_on_the_page(office: Client, wrong, status, sentence) -> None:
    refused = office.post("/pulse/waves/start/", wanted(**wrong))
    assert (refused.status_code, Wave.objects.count()) == (status, 0)
    assert sentence in refused.content.decode()


def pages(office: Client, address: str) -> list[str]:
    """All that the people office sees of a wave, without the tokens of forms."""
    found = (office.get(path).content.decode() for path in ("/pulse/", "/pulse/waves/", address))
    return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page) for page in found]


def test_no_page_shows_a_figure_while_a_wave_is_open(
    office: Client, clinic: Clinic, browse: Callable[[Person], Client]
) -> None:
    address = started(office)
    office.post(f"{address}launch/")
    clinic.until(timezone.now())
    office.get(address)  # takes the word «Launched» off
    shown = pages(office, address)
    for one in clinic.west:
        clinic.answer(one)
    assert pages(office, address) == shown
    leader, wave = browse(clinic.dan), Wave.objects.get()
    assert leader.get(f"/pulse/results/{wave.pk}/").status_code == 404
    assert " of 12" not in leader.get("/pulse/").content.decode()


def test_leader_reads_bands_and_a_supporter_s_reading_is_in_their_log(
    clinic: Clinic, browse: Callable[[Person], Client]
) -> None:
    clinic.at = clinic.office.confirmed_at = timezone.now() - 40 * DAY
    Assignment.objects.all().update(valid_from=clinic.at - timedelta(hours=1))
    wave = clinic.published(east=[], west=[[3] * 8] * 12, instrument="leader-behaviours")
    Assignment.objects.create(kind="supervises", holder=clinic.sue, subject=clinic.dan, valid_from=clinic.at)
    address = f"/pulse/results/{wave.pk}/"
    assert "10 or more of 12" in browse(clinic.dan).get(address).content.decode()
    assert not AuditEntry.unscoped.filter(action="pulse.result.read").exists()
    assert "10 or more of 12" in browse(clinic.sue).get(address).content.decode()
    (read,) = AuditEntry.unscoped.filter(action="pulse.result.read")
    assert (read.subject_ref, read.actor_ref) == (str(clinic.dan.pk), str(clinic.sue.pk))


def test_page_of_everybody_says_who_reads_first(clinic: Clinic, browse: Callable[[Person], Client]) -> None:
    clinic.at = clinic.office.confirmed_at = timezone.now() - 16 * DAY
    Assignment.objects.all().update(valid_from=clinic.at - timedelta(hours=1))
    wave = clinic.published(east=[EVERY] * 6, west=[])
    page = browse(clinic.alice).get(f"/pulse/results/{wave.pk}/").content.decode()
    assert "The team itself reads this from" in page
    assert "Not validated" in page
