"""Frameworks: every shipped file loads, and a wrong one is refused with a sentence."""

from __future__ import annotations

import pytest

from tenthhour.content.frameworks import frameworks
from tenthhour.content.loader import SHIPPED
from tenthhour.core import phrases
from tenthhour.core.errors import DataProblem


@pytest.mark.parametrize("framework", frameworks().values(), ids=lambda f: f.id)
def test_shipped_framework_fits_half_an_hour(framework):
    assert framework.minutes == 30


@pytest.mark.parametrize("framework", frameworks().values(), ids=lambda f: f.id)
def test_shipped_framework_speaks_without_pressure(framework):
    said = [
        *framework.opening,
        *framework.for_emotion,
        *(p for phase in framework.phases for p in phase.prompts),
    ]
    assert [mark.text for sentence in said for mark in phrases.marks(sentence)] == []


def test_unreviewed_framework_ships_as_draft():
    assert frameworks()["r2c2"].status == "draft"


def test_sites_framework_may_not_take_a_shipped_id(tmp_path):
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "r2c2.yaml").write_text((SHIPPED / "frameworks" / "r2c2.yaml").read_text())
    with pytest.raises(DataProblem, match=r'"r2c2" is already used\. Give yours an id of its own'):
        frameworks(tmp_path)


def test_active_framework_names_who_reviewed_it(tmp_path):
    (tmp_path / "frameworks").mkdir()
    shipped = (SHIPPED / "frameworks" / "r2c2.yaml").read_text()
    mine = shipped.replace("id: r2c2", "id: mine", 1).replace("status: draft", "status: active")
    (tmp_path / "frameworks" / "mine.yaml").write_text(mine)
    with pytest.raises(DataProblem, match="yet nobody has reviewed it"):
        frameworks(tmp_path)
