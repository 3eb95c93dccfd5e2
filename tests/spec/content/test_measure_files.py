"""A measure is one YAML file; what is wrong with it is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tenthhour.content.loader import SHIPPED, measures, problems
from tenthhour.core.errors import DataProblem, UsageError

GOOD = (SHIPPED / "measures" / "bp_controlled.yaml").read_text(encoding="utf-8")
Said = Callable[[str, str], str]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """The sentences for a good file in which one text is replaced by another."""

    def say(old: str, new: str) -> str:
        assert old in GOOD
        text = GOOD.replace(old, new, 1)
        (tmp_path / "mine.yaml").write_text(text.replace("id: bp_controlled", "id: mine"), encoding="utf-8")
        return "\n".join(str(p) for p in problems(tmp_path))

    return say


def test_good_file_has_no_problems(said: Said) -> None:
    assert said("version: 1", "version: 2") == ""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("pool_until", "pool_untill", 'key pool_untill: "10" is not a key of this kind of file. Remove it'),
        ("lag_days: 20\n", "", "key lag_days: is missing. Add it."),
        (
            "kind: proportion",
            "kind: share",
            'key kind: "share" cannot be used. Write "proportion", "rate" or "mean".',
        ),
        ("[no, yes]", "[0, 1]", 'key case_mix.1.levels.0: "0" is not text. Put it in quotes'),
        ("lag_days: 20", "lag_days: soon", 'key lag_days: "soon" cannot be used. Write a number.'),
        ("lag_days: 20", "lag_days: 20\nlag_days: 30", 'line 17: the key "lag_days" stands twice.'),
        ("version: 1", "version: [1", "expected ',' or ']'"),
        ("why: harder to control", "why: ' '", "key case_mix.1.why: is empty."),
        (
            "odds_ratio",
            "points",
            'key worth_knowing.scale: "points" does not fit a proportion. Write "odds_ratio".',
        ),
        ("value: 1.6", "value: 0.9", "key worth_knowing.value: 0.9 is not above 1."),
        ("domain: quality", "domain: quality\nscale: [0, 1]", "key scale: a mean needs a scale"),
        ("kind: proportion", "kind: mean", "key scale: a mean needs a scale"),
        ("outcome: bp_ok", "outcome: [a, b]", "key rows.outcome: several items"),
        ("outcome: bp_ok", "outcome: bp_ok, exposure: x", "key rows.exposure: a rate needs an exposure"),
        ("communication]", "nonsense]", 'key balancing: "nonsense" is no measure.'),
        (", communication]", "]", "key balancing: fewer than two other measures"),
        (", communication]", ", mine]", "key balancing: fewer than two other measures"),
        ("status: draft", "status: active", 'key status: "active", but nobody is named as reviewer'),
        ("reviewed_by: []", "reviewed_by: [A B]", "key reviewed_on: a reviewer without a date"),
        (
            "definition_changed: []",
            "definition_changed: [{month: 2026-13, what: x, epoch: true}]",
            "is not a month",
        ),
        ("period: 5,", "period: 500,", "key floor: must hold 0 < period <= year"),
        ("pool_until: 10", "pool_until: .nan", "key pool_until: nan"),
        (
            "direction: higher_better",
            "safety: A stroke may follow.\ndirection: neither",
            "key safety: neither higher nor lower is better here",
        ),
        ("version: 1", "version: 1\nsafety: true", 'key safety: "True" is not text.'),
        ("id: bp_controlled", "id: other", 'key id: "other" differs from the file name "mine".'),
    ],
)
def test_bad_file_gets_one_sentence(said: Said, old: str, new: str, sentence: str) -> None:
    assert sentence in said(old, new)


def test_review_more_than_a_year_ahead_is_refused(said: Said) -> None:
    reviewed = "reviewed_by: [A B]\nreviewed_on: 2026-09-01\nreview_due: "
    old = "reviewed_by: []\nreviewed_on: null\nreview_due: 2027-10-01"
    assert said(old, reviewed + "2027-09-01") == ""
    assert "not within 12 months" in said(old, reviewed + "2027-09-03")


def test_all_problems_are_said_at_once(said: Said) -> None:
    assert len(said("version: 1\nstatus: draft", "version: one\nstatus: done").splitlines()) == 2


def test_site_measure_joins_shipped_ones(tmp_path: Path) -> None:
    folder = tmp_path / "measures"
    folder.mkdir()
    (folder / "mine.yaml").write_text(GOOD.replace("id: bp_controlled", "id: mine"), encoding="utf-8")
    assert set(measures(tmp_path)) - set(measures()) == {"mine"}


def test_site_folder_comes_from_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test_site_measure_joins_shipped_ones(tmp_path)
    monkeypatch.setenv("TENTHHOUR_CONTENT", str(tmp_path))
    assert "mine" in measures()


def test_site_folder_missing_is_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENTHHOUR_CONTENT", "nowhere")
    with pytest.raises(UsageError, match="TENTHHOUR_CONTENT"):
        measures()


def test_shipped_id_cannot_be_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "measures"
    folder.mkdir()
    (folder / "bp_controlled.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(DataProblem, match="already used by"):
        measures(tmp_path)


def test_words_yes_and_no_stay_words() -> None:
    assert measures()["bp_controlled"].case_mix[1].levels == ("no", "yes")


def test_unreviewed_measure_says_so_and_overdue_one_too() -> None:
    draft = measures()["bp_controlled"]
    assert draft.review_notice(date(2026, 10, 1)) == "Draft: not yet reviewed by a named person."
    assert not draft.is_silenced(date(2028, 9, 30))
    assert draft.is_silenced(date(2028, 10, 1))
