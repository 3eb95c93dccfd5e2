"""What every shipped measure must carry, beyond what the loader demands."""

from __future__ import annotations

from collections import Counter

import pytest

from tenthhour.content.loader import measures

OWN = {id_: m for id_, m in measures().items() if m.author == "Tenth Hour contributors"}


def test_domains_are_all_covered() -> None:
    count = Counter(m.domain for m in OWN.values())
    assert (count["efficiency"] >= 5, count["quality"] >= 4, count["experience"] >= 3) == (True, True, True)


@pytest.mark.parametrize("id_", sorted(measures()))
def test_measure_says_what_it_cannot_say(id_: str) -> None:
    assert measures()[id_].cannot_say


@pytest.mark.parametrize("id_", sorted(measures()))
def test_measure_claims_no_reviewer(id_: str) -> None:
    measure = measures()[id_]
    assert (measure.status, measure.reviewed_by) == ("draft", ())


@pytest.mark.parametrize("id_", ["encounters_per_session", "wrvu_per_session"])
def test_volume_has_no_good_direction(id_: str) -> None:
    assert measures()[id_].direction == "neither"


def test_wrvu_names_the_year_of_its_schedule() -> None:
    assert "2026 Medicare physician fee schedule" in measures()["wrvu_per_session"].numerator
