"""Who reads which band, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from unit.apps.pulse.conftest import DAY, EVERY, NONE, Clinic

from tenthhour.apps.org.models import Assignment, Person
from tenthhour.apps.pulse.models import Wave
from tenthhour.apps.pulse.queries import results

LATE = timedelta(days=14)


@pytest.fixture
def wave(clinic: Clinic) -> Wave:
    return clinic.published(east=[EVERY] * 5 + [NONE], west=[EVERY] * 6 + [NONE] * 6)


def seen(wave: Wave, who: Person, at: datetime) -> list[tuple[str, str]]:
    page = results.result_of(wave.pk, who, at)
    return [(cell.name, cell.lines[0].figure.words) for cell in page.cells] if page else []


EAST, WEST = ("East", "4 or more of 6"), ("West", "5 to 7 of 12")


def test_leader_and_supporter_read_their_cell_first(clinic: Clinic, wave: Wave) -> None:
    at = clinic.at + 15 * DAY
    assert seen(wave, clinic.alice, at) == seen(wave, clinic.sue, at) == [EAST]
    assert seen(wave, clinic.dan, at) == [WEST]


def test_team_reads_it_two_weeks_later(clinic: Clinic, wave: Wave) -> None:
    at = clinic.at + 15 * DAY
    assert seen(wave, clinic.east[0], at) == []
    assert results.result_of(wave.pk, clinic.east[0], at) is None
    assert seen(wave, clinic.east[0], at + LATE) == [EAST]


def test_people_office_reads_cells_of_ten_alone(clinic: Clinic, wave: Wave) -> None:
    assert seen(wave, clinic.office, clinic.at + 15 * DAY) == [WEST]


def test_nobody_else_reads_anything(clinic: Clinic, wave: Wave, stef: Person) -> None:
    assert results.result_of(wave.pk, stef, clinic.at + 15 * DAY + LATE) is None


def test_whoever_leads_no_more_reads_no_more(clinic: Clinic, wave: Wave) -> None:
    at = clinic.at + 16 * DAY
    Assignment.objects.filter(holder=clinic.alice).update(valid_to=at - timedelta(hours=1))
    assert seen(wave, clinic.alice, at) == []


def test_nothing_is_read_while_a_wave_is_open(clinic: Clinic) -> None:
    wave = clinic.opened()
    for one in clinic.east:
        clinic.answer(one)
    everybody = (clinic.alice, clinic.sue, clinic.office, clinic.east[0])
    assert [results.result_of(wave.pk, who, clinic.at + DAY) for who in everybody] == [None] * 4


def test_small_team_is_shown_with_another_by_name(clinic: Clinic, person) -> None:
    for name in ("h0", "h1", "h2", "h3", "h4"):
        person(name, "Harbour", clinic.alice)
    wave = clinic.published(east=[EVERY] * 6, west=[NONE] * 12)
    assert seen(wave, clinic.alice, clinic.at + 15 * DAY) == [("East and Harbour together", "4 or more of 6")]


def test_leaders_own_cell_is_theirs_alone_for_two_weeks(clinic: Clinic) -> None:
    given = [3] * 8
    wave = clinic.published(east=[], west=[given] * 12, instrument="leader-behaviours")
    Assignment.objects.create(kind="supervises", holder=clinic.sue, subject=clinic.dan, valid_from=clinic.at)
    at, dans = clinic.at + 15 * DAY, [("Dan Example", "10 or more of 12")]
    assert (seen(wave, clinic.dan, at), seen(wave, clinic.sue, at)) == (dans, [])
    assert seen(wave, clinic.sue, at + LATE) == dans
    for who in (clinic.west[0], clinic.office):
        assert results.result_of(wave.pk, who, at + LATE) is None


def test_leader_with_too_few_answers_is_told_to_talk(clinic: Clinic, person) -> None:
    for number in range(2):
        person(f"x{number}", "East", clinic.alice)
    wave = clinic.published(east=[[3] * 8] * 4, west=[[3] * 8] * 12, instrument="leader-behaviours")
    page = results.result_of(wave.pk, clinic.alice, clinic.at + 15 * DAY)
    assert page is not None
    assert (page.cells, page.not_enough) == ((), ("Alice Example: Not enough answers. Talk instead.",))


@pytest.mark.parametrize(("left", "said"), [(0, "lower"), (2, "no clear change")])
def test_change_is_said_unless_few_came_or_left(clinic: Clinic, person, left: int, said: str) -> None:
    clinic.east += [person(f"n{i}", "East", clinic.alice) for i in range(3)]
    clinic.published(east=[EVERY] * 9, west=[])
    clinic.at += 90 * DAY
    Assignment.objects.filter(subject__in=clinic.east[:left]).update(valid_to=clinic.at - DAY)
    clinic.east = clinic.east[left:]
    clinic.office.confirmed_at = clinic.at
    wave = clinic.published(east=[NONE] * 9, west=[])
    page = results.result_of(wave.pk, clinic.alice, clinic.at + 15 * DAY)
    assert page is not None
    assert {line.change for line in page.cells[0].lines} == {said}
