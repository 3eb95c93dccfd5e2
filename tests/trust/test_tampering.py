"""Tampering with the record is found up to the last checkpoint outside, whoever holds the key; and only up to there."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest

from tenthhour.core.audit import checkpoints_in, printed, prove

from .attacks import ATTACKS, KEY, KEY_ID, Chain, chain, rewritten, says

FEW, MANY = 40, 300
LENGTH, LAST = 40, 30  # entries, and the number of the last one with a checkpoint


@dataclass(frozen=True)
class Outcome:
    """How many attacks changed what the record says, and how many of them were found."""

    tried: int
    found: int


def is_found(entries: Chain, *, has_key: bool, outside: dict[int, str]) -> bool:
    """What a site (with its key) or a reader (without) sees after the attack."""
    head = (entries[-1].seq, entries[-1].link) if entries else (0, "0" * 64)
    lines = ((e, None) for e in entries)
    words = prove(lines, keys={KEY_ID: KEY} if has_key else None, checkpoints=outside, head=head).faults
    return any("The detail" not in w for w in words)


def attacked(
    how: str, count: int, *, stolen: bool, has_key: bool, outside: bool, after: bool = False
) -> Outcome:
    drawn = random.Random(f"{how}{stolen}{has_key}{outside}")
    tried = found = 0
    while tried < count:
        whole = chain(LENGTH, drawn)
        kept = checkpoints_in(printed(LAST, whole[LAST - 1].link)) if outside else {}
        where = drawn.randint(LAST, LENGTH - 2) if after else drawn.randint(0, LAST - 1)
        forged = rewritten(ATTACKS[how](whole, where, drawn), KEY if stolen else None)
        if says(forged) == says(whole):
            continue
        tried += 1
        found += is_found(forged, has_key=has_key, outside=kept)
    return Outcome(tried, found)


SIZES = [FEW, pytest.param(MANY, marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("how", ATTACKS)
def test_attack_before_the_last_checkpoint_is_found(how: str, count: int) -> None:
    assert attacked(how, count, stolen=False, has_key=True, outside=True) == Outcome(count, count)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("has_key", [True, False], ids=["site", "reader"])
@pytest.mark.parametrize("how", ATTACKS)
def test_attack_with_the_stolen_key_before_the_last_checkpoint_is_found(
    how: str, has_key: bool, count: int
) -> None:
    assert attacked(how, count, stolen=True, has_key=has_key, outside=True) == Outcome(count, count)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("how", [h for h in ATTACKS if h != "truncate"])
def test_attack_without_the_key_is_found_by_the_site_alone(how: str, count: int) -> None:
    assert attacked(how, count, stolen=False, has_key=True, outside=False) == Outcome(count, count)


@pytest.mark.parametrize("how", ATTACKS)
def test_attack_with_the_stolen_key_and_no_checkpoint_is_found_by_nobody(how: str) -> None:
    """The limit that every page about the record states; it also shows that these attackers do all they can."""
    assert attacked(how, FEW, stolen=True, has_key=True, outside=False).found == 0


@pytest.mark.parametrize("how", ATTACKS)
def test_attack_with_the_stolen_key_after_the_last_checkpoint_is_found_by_nobody(how: str) -> None:
    assert attacked(how, FEW, stolen=True, has_key=True, outside=True, after=True).found == 0


def test_clean_records_raise_no_alarm() -> None:
    drawn = random.Random(7)
    alarms = 0
    for _ in range(1000):
        whole = chain(drawn.randint(1, 40), drawn)
        last = drawn.choice(whole)
        alarms += is_found(whole, has_key=True, outside={last.seq: last.link[: drawn.choice([32, 64])]})
    assert alarms == 0


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_single_changed_character_is_found(count: int) -> None:
    drawn = random.Random(9)
    whole = chain(LENGTH, drawn)
    for _ in range(count):
        at, name = (
            drawn.randrange(LENGTH),
            drawn.choice(["actor_ref", "action", "nonce", "link", "mac", "prev_link"]),
        )
        assert is_found(_flipped(whole, at, name, drawn), has_key=True, outside={})


def _flipped(whole: Chain, at: int, name: str, drawn: random.Random) -> Chain:
    text = getattr(whole[at], name)
    place = drawn.randrange(len(text))
    other = drawn.choice([c for c in "0123456789abcdef" if c != text[place]])
    return [
        *whole[:at],
        replace(whole[at], **{name: text[:place] + other + text[place + 1 :]}),
        *whole[at + 1 :],
    ]
