"""Ten house styles, matched by guess alone: every number is compared with what a person would read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tenthhour.data import sandbox
from tenthhour.data.checks import Checked, check
from tenthhour.data.files import gathered
from tenthhour.data.mapping import dump, load
from tenthhour.data.matching import Guess, drafts, guess
from tenthhour.data.matching.words import slug

from .ten_sheets import TEN, House, Truth

NEEDED = 7  # of ten; the rest may ask, none may be misread
TODAY = date(2026, 11, 23)


def first_guess(path: Path) -> tuple[Guess, Checked]:
    """Guess, save as YAML, read through the saved mapping: the one way every file goes."""
    parsed = sandbox.run([path], sandbox.WEB)
    made = guess(parsed[0].sheets[0])
    assert made is not None
    return made, read(parsed, made)


def read(parsed: list[sandbox.Parsed], made: Guess) -> Checked:
    mapping = load(dump(made.mapping()), "saved.yaml")
    return check(gathered(parsed, mapping), drafts(made, on=TODAY))


def said(made: Guess, checked: Checked) -> set[Truth]:
    names = {slug(s): s for s in made.series}
    columns = ("numerator", "denominator", "mean", "n")
    return {
        (r["clinician_id"], names[r["measure_id"]], r["month"], *(_rounded(r[c]) for c in columns))  # type: ignore[misc]
        for r in checked.tables["results"].to_pylist()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9)


def rounded(truth: frozenset[Truth]) -> set[Truth]:
    return {(*t[:3], *(_rounded(v) for v in t[3:])) for t in truth}  # type: ignore[misc]


def outcome(house: House, folder: Path) -> str:
    path = folder / house.name
    path.write_bytes(house.content)
    made, checked = first_guess(path)
    if made.questions or checked.blocking:
        return "asks"
    return "matched" if said(made, checked) == rounded(house.truth) else "misread"


def test_seven_of_ten_match_and_none_is_misread(tmp_path: Path) -> None:
    outcomes = {make.__name__: outcome(make(), tmp_path) for make in TEN}
    assert "misread" not in outcomes.values(), outcomes
    assert list(outcomes.values()).count("matched") >= NEEDED, outcomes
    assert sum(len(make().truth) for make in TEN) == 440


def test_wrong_number_in_a_sheet_would_be_noticed(tmp_path: Path) -> None:
    """The negative control: one truth changed by one in the last digit."""
    house = TEN[0]()
    person, series, month, numerator, *rest = sorted(house.truth)[0]
    changed = house.truth - {sorted(house.truth)[0]} | {(person, series, month, (numerator or 0) + 1, *rest)}
    assert outcome(House(house.name, house.content, frozenset(changed)), tmp_path) == "misread"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("billing_export", {"Encounters": "rate"}),
        ("pivot_with_subtotals", {"Missed": "proportion"}),
        ("percentages_only", {"Notes closed within 2 days": "proportion"}),
        ("scorecard", {"Encounters per session": "mean"}),
    ],
)
def test_draft_measures_have_the_kind_of_their_numbers(
    tmp_path: Path, name: str, kinds: dict[str, str]
) -> None:
    house = next(make() for make in TEN if make.__name__ == name)
    path = tmp_path / house.name
    path.write_bytes(house.content)
    made, _ = first_guess(path)
    assert {m.title: m.kind for m in drafts(made, on=TODAY)} == kinds


@pytest.fixture
def guessed(tmp_path: Path) -> Callable[[str], tuple[Guess, Checked]]:
    def run(text: str) -> tuple[Guess, Checked]:
        path = tmp_path / "theirs.csv"
        path.write_text("\n".join(line.strip() for line in text.strip().splitlines()))
        return first_guess(path)

    return run


Guessed = Callable[[str], tuple[Guess, Checked]]


def test_row_that_sums_its_team_is_asked_about(guessed: Guessed) -> None:
    made, _ = guessed(
        """
        Provider,Jan 2026,Feb 2026,Mar 2026,Apr 2026
        Dr Example 01,14,15,16,12
        Dr Example 02,10,11,13,17
        North,24,26,29,29
        """
    )
    assert made.questions == ("Is North one clinician? The numbers sum up the rows above.",)


def test_year_taken_for_a_day_is_asked_about(guessed: Guessed) -> None:
    made, _ = guessed("Provider,Month,Score\nDr Example 01,2026-01-25,14.5\nDr Example 01,2026-02-25,15.5\n")
    assert made.questions == (
        "2026-01-25: is this the month 2026-01, or did the spreadsheet take a year for a day?",
    )


def test_percent_under_one_is_asked_about(guessed: Guessed) -> None:
    made, _ = guessed("Provider,Month,Late %\nDr Example 01,2026-01,0.9\nDr Example 01,2026-02,0.4\n")
    assert made.questions == ("Late %: does 0.9 mean 90% or 0.9 %?",)


def test_thousands_that_may_be_decimals_stop_the_file(guessed: Guessed) -> None:
    _, checked = guessed("Provider;Month;Visits\nDr Example 01;2026-01;1.234\nDr Example 01;2026-02;1.150\n")
    assert '"1.234" can mean 1234 or 1.234' in checked.blocking[0].found


def test_counts_without_a_known_whole_are_asked_about(guessed: Guessed) -> None:
    made, _ = guessed("Provider,Month,Apples,Pears\nDr Example 01,2026-01,3,40\nDr Example 01,2026-02,4,44\n")
    assert made.questions == ("Does one of these count what the others are part of? Apples, Pears",)


def test_header_printed_again_is_no_person(guessed: Guessed) -> None:
    made, checked = guessed(
        "Provider,Month,Score\nDr Example 01,2026-01,14.5\nProvider,Month,Score\nDr Example 02,2026-01,15.5\n"
    )
    assert {row[0] for row in said(made, checked)} == {"Dr Example 01", "Dr Example 02"}
    assert not checked.blocking


def test_correction_is_a_new_guess_and_can_be_undone(guessed: Guessed) -> None:
    made, _ = guessed("Provider,Month,Apples,Pears\nDr Example 01,2026-01,3,40\nDr Example 01,2026-02,4,44\n")
    apples = next(c.index for c in made.columns if c.label == "Apples")
    pears = next(c.index for c in made.columns if c.label == "Pears")
    corrected = made.with_role(apples, "numerator").with_role(pears, "denominator", series="")
    values = corrected.mapping().values
    assert [(v.measure, v.numerator, v.denominator) for v in values] == [("apples", "Apples", "Pears")]
    assert [v.mean for v in made.mapping().values] == ["Apples", "Pears"]


def test_sheet_without_a_person_says_what_is_lacking(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("Month,Score\n2026-01,14.5\n2026-02,15.5\n")
    made = guess(sandbox.run([path], sandbox.WEB)[0].sheets[0])
    assert made is not None
    assert not made.complete
    assert made.questions == ("Which column names the clinician?",)
