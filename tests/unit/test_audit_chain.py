"""The record as a chain: whole chains verify, every kind of tampering is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenthhour.core.audit import START, Entry, canon, prove, seal

KEY = b"k" * 32


def chain(length: int) -> list[Entry]:
    made: list[Entry] = []
    for seq in range(1, length + 1):
        entry = Entry(seq, seq * 10, "a", "read", "x.y", "", "s", "", "p", "k", "n")
        made.append(seal(entry, made[-1].link if made else START, KEY))
    return made


def faults(entries: list[Entry], keys: dict[str, bytes] | None = None) -> tuple[str, ...]:
    return prove(((entry, None) for entry in entries), keys=keys).faults


TAMPERINGS: dict[str, Callable[[list[Entry]], list[Entry]]] = {
    "edit": lambda c: [*c[:3], replace(c[3], subject_ref="t"), *c[4:]],
    "delete": lambda c: [*c[:3], *c[4:]],
    "insert": lambda c: [*c[:3], c[3], *c[3:]],
    "reorder": lambda c: [*c[:3], c[4], c[3], *c[5:]],
    "shift across fields": lambda c: [*c[:3], replace(c[3], actor_ref="", kind="aread"), *c[4:]],
    "new link, no key": lambda c: [*c[:-1], seal(replace(c[-1], subject_ref="t"), c[-2].link, b"other")],
}


def test_whole_chain_has_nothing_to_report() -> None:
    assert faults(chain(10), {"k": KEY}) == ()


@pytest.mark.parametrize("how", list(TAMPERINGS))
def test_tampering_is_found_with_the_key(how: str) -> None:
    assert faults(TAMPERINGS[how](chain(10)), {"k": KEY}) != ()


@pytest.mark.parametrize("how", [h for h in TAMPERINGS if "key" not in h])
def test_tampering_is_found_without_the_key(how: str) -> None:
    assert faults(TAMPERINGS[how](chain(10))) != ()


@pytest.mark.parametrize(("minutes", "is_told"), [(10.1, True), (10, False)])
def test_clock_set_back_is_told_and_acts_that_overlap_are_not(minutes: float, is_told: bool) -> None:
    late = int(minutes * 60_000_000)
    first = seal(Entry(1, late, "a", "read", "x", "", "", "", "p", "k"), START, KEY)
    second = seal(Entry(2, 0, "a", "read", "x", "", "", "", "p", "k"), first.link, KEY)
    told = ("Entry 2 is dated before the one it follows: the clock was set back.",)
    assert prove([(first, None), (second, None)]).notes == (told if is_told else ())


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_rows_are_written_differently(one: list[str], other: list[str]) -> None:
    import unicodedata

    same = [unicodedata.normalize("NFC", t) for t in one] == [unicodedata.normalize("NFC", t) for t in other]
    assert (canon(one) == canon(other)) is same
