"""What is said, word for word, in forty situations; and that anybody can read it."""

from __future__ import annotations

import re

import pytest
from spec.measurement.sentence_cases import CASES, Case

# Years of school by Flesch and Kincaid's measure; 6 to 7 years of school are an age of about 12.
YEARS_OF_SCHOOL = 7.0
FORBIDDEN = re.compile(
    r"percentile|quartile|decile|\brank|worst|\bbest\b|\bpoor|\bbad\b|outlier|underperform|below average|significant"
    r"|\bfail|\btarget|\balert|\bflag|deviation|baseline|\bcase mix|p-value|\bshould\b|\bmust\b|concern|problem",
    re.IGNORECASE,
)


@pytest.mark.parametrize("case", CASES, ids=[c.situation for c in CASES])
def test_sentence(case: Case) -> None:
    assert case.said == case.words


def test_there_are_forty_situations_and_each_is_another() -> None:
    assert len({c.words for c in CASES}) == len(CASES) >= 40


def test_a_child_of_twelve_can_read_them_together() -> None:
    assert years_of_school(" ".join(c.words for c in CASES)) <= YEARS_OF_SCHOOL


def test_none_alone_asks_for_more_than_a_year_beyond_that() -> None:
    hardest = max(CASES, key=lambda c: years_of_school(c.words))
    assert years_of_school(hardest.words) <= YEARS_OF_SCHOOL + 1, hardest.words


@pytest.mark.parametrize("case", CASES, ids=[c.situation for c in CASES])
def test_no_sentence_is_long(case: Case) -> None:
    longest = max(len(words(s)) for s in sentences(case.words))
    assert longest <= 26


@pytest.mark.parametrize("case", CASES, ids=[c.situation for c in CASES])
def test_no_blame_no_jargon_no_rank(case: Case) -> None:
    assert FORBIDDEN.findall(case.words) == []


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat. The dog ran to the cat.", -2, 2),
        ("Overdispersion notwithstanding, reliability considerations necessitate circumspection.", 20, 60),
    ],
)
def test_measure_of_reading_tells_easy_from_hard(text: str, least: float, most: float) -> None:
    assert least <= years_of_school(text) <= most


def years_of_school(text: str) -> float:
    """Flesch-Kincaid grade: .39 words a sentence + 11.8 syllables a word - 15.59."""
    found = [words(s) for s in sentences(text)]
    every = [word for sentence in found for word in sentence]
    return 0.39 * len(every) / len(found) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59


def sentences(text: str) -> list[str]:
    """Split at full stops and colons; a colon ends a line of thought as a full stop does."""
    return [s for s in re.split(r"(?<=[.:;?])\s", text) if words(s)]


def words(text: str) -> list[str]:
    """Words and numbers; a number is read as one word of two syllables."""
    return re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d.,/]*", text)


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end left out."""
    if word[0].isdigit():
        return 2
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, groups - silent)
