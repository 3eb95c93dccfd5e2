"""What a proof says of a record: counts, what is covered, and a key that changes without a word."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tenthhour.core.audit import (
    ERASED,
    ROTATED,
    START,
    Covered,
    Entry,
    Line,
    as_entry,
    as_line,
    body_of,
    digest,
    mac_of,
    prove,
    seal,
)

KEY, NEW = b"k" * 32, b"m" * 32
SALT = b"s" * 16


def record(*key_ids: str, words: str = "") -> list[Entry]:
    """One entry for each key id, sealed one over the other."""
    made: list[Entry] = []
    said = digest(SALT, words) if words else ""
    for seq, key_id in enumerate(key_ids, 1):
        entry = Entry(seq, seq * 10, "a", "read", "x.y", "", "s", said, "p", key_id, "n")
        made.append(seal(entry, made[-1].link if made else START, KEY))
    return made


def covered(entry: Entry) -> Line:
    return Covered(entry.seq, body_of(entry), entry.prev_link, entry.link), None


def about_covered(open_: tuple[str, ...]) -> list[str]:
    return [
        sentence.partition(" entries about other people")[0] for sentence in open_ if "covered" in sentence
    ]


def test_covered_entries_are_counted() -> None:
    one, two, three = record("k", "k", "k")
    assert about_covered(prove([covered(one), (two, None), covered(three)]).open) == ["2"]


def test_nothing_is_covered_where_all_is_shown() -> None:
    assert about_covered(prove([(e, None) for e in record("k", "k")]).open) == []


def test_details_that_match_are_counted() -> None:
    lines: list[Line] = [(e, (SALT, "told")) for e in record("k", "k", "k", words="told")]
    assert prove(lines).proven[-1] == "3 details match; 0 were erased, and the record says so."


def test_record_without_details_says_nothing_of_them() -> None:
    assert not [s for s in prove([(e, None) for e in record("k")]).proven if "details" in s]


@pytest.mark.parametrize(("wrong", "last"), [(200, "entry 200"), (201, "And 1 more"), (203, "And 3 more")])
def test_first_200_faults_are_told_and_the_rest_counted(wrong: int, last: str) -> None:
    lines: list[Line] = [(e, (SALT, "else")) for e in record(*["k"] * wrong, words="told")]
    faults = prove(lines).faults
    assert len(faults) == min(wrong, 201)
    assert last in faults[-1]


def test_checkpoint_at_the_end_leaves_nothing_open() -> None:
    one, two = record("k", "k")
    proof = prove([(one, None), (two, None)], checkpoints={2: two.link})
    assert not [s for s in proof.open if "provable after" in s]


def test_checkpoint_before_the_end_leaves_the_rest_open() -> None:
    one, two = record("k", "k")
    assert (
        "Nothing is provable after entry 1"
        in prove([(one, None), (two, None)], checkpoints={1: one.link}).open[0]
    )


def test_checkpoint_cut_short_vouches_for_nothing() -> None:
    (one,) = record("k")
    (fault,) = prove([(one, None)], checkpoints={1: "f" * 32}).faults
    assert fault == f"Entry 1 is not the one the checkpoint 1-{'f' * 32} was taken of."


def test_checkpoint_of_an_entry_that_is_gone_is_a_fault() -> None:
    (one,) = record("k")
    assert prove([(one, None)], checkpoints={2: "a" * 32}).faults == (
        f"Entry 2 is missing, and the checkpoint 2-{'a' * 32} was taken of it.",
    )


@pytest.mark.parametrize(("keys", "is_said"), [(None, True), ({"k": KEY}, False)])
def test_seals_that_were_not_checked_are_named(keys: dict[str, bytes] | None, is_said: bool) -> None:
    proof = prove([(record("k")[0], None)], keys=keys)
    assert any("The seals were not checked" in said for said in proof.open) is is_said
    assert ("Every seal was made with this site's key." in proof.proven) is not is_said


def test_empty_record_proves_that_there_is_none() -> None:
    proof = prove([], head=(0, START))
    assert (proof.faults, proof.proven[0][:20]) == ((), "0 entries, none yet:")


def test_record_that_ends_before_the_site_says_is_a_fault() -> None:
    (one,) = record("k")
    (fault,) = prove([(one, None)], head=(2, one.link)).faults
    assert fault == "The record ends with entry 1, and the site says it ends with entry 2."


def erased(*, names: list[int], words: str) -> list[Line]:
    """Three entries; the third, an erasure, names some, and their details are gone."""
    salt_and_text = (SALT, f'{{"entries": {names}}}')
    one, two = record("k", "k", words=words)
    third = Entry(3, 30, "a", "write", ERASED, "", "", digest(*salt_and_text), "p", "k", "n")
    return [(one, None), (two, None), (seal(third, two.link, KEY), salt_and_text)]


def test_detail_an_erasure_names_may_be_gone() -> None:
    proof = prove(erased(names=[1, 2], words="told"))
    assert proof.faults == ()
    assert proof.proven[-1] == "1 details match; 2 were erased, and the record says so."


def test_detail_no_erasure_names_may_not_be_gone() -> None:
    (fault,) = prove(erased(names=[1], words="told")).faults
    assert fault == "The detail of entry 2 is gone, and no erasure names it."


def test_entry_with_nothing_to_say_needs_no_detail() -> None:
    assert prove(erased(names=[], words="")).faults == ()


def test_key_that_changes_without_a_word_is_a_fault() -> None:
    said = prove((e, None) for e in record("k", "k", "m")).faults
    assert said == ("Entry 3 is sealed with another key, and no change of key stands before it.",)


def test_one_key_throughout_is_no_fault() -> None:
    assert prove((e, None) for e in record("k", "k")).faults == ()


def change_of_key(sealed_by: bytes, held: dict[str, bytes]) -> tuple[str, ...]:
    """The faults of a record whose second entry makes «m» the key; the third is sealed with it."""
    (one,) = record("k")
    under_new = f"m:{mac_of(one.link, sealed_by)}"
    two = seal(Entry(2, 20, "a", "write", ROTATED, under_new, "", "", "p", "k", "n"), one.link, KEY)
    three = seal(Entry(3, 30, "a", "read", "x.y", "", "s", "", "p", "m", "n"), two.link, NEW)
    return prove(((e, None) for e in (one, two, three)), keys={"k": KEY, **held}).faults


def test_key_changed_under_both_seals_is_no_fault() -> None:
    assert change_of_key(NEW, {"m": NEW}) == ()


def test_change_of_key_the_new_one_did_not_seal_is_a_fault() -> None:
    assert change_of_key(KEY, {"m": NEW}) == ("Entry 2 changes the key without the seal of the new one.",)


def test_change_to_a_key_the_site_does_not_hold_is_a_fault() -> None:
    assert change_of_key(NEW, {})[0] == "Entry 2 changes the key without the seal of the new one."


def test_seal_of_another_key_is_told_with_its_number() -> None:
    (one,) = record("k")
    (fault,) = prove([(replace(one, mac="0" * 64), None)], keys={"k": KEY}).faults
    assert fault == "Entry 1 carries a seal that this site's key did not make."


def test_gap_is_told_with_both_numbers() -> None:
    one, _, three = record("k", "k", "k")
    assert prove([(one, None), (three, None)]).faults == (
        "Entry 2 is missing: the next one found is 3.",
        "Entry 3 does not follow the one before it.",
    )


@pytest.mark.parametrize("detail", [None, (SALT, "zwölf Fälle")])
def test_line_of_an_export_reads_as_it_was_written(detail: tuple[bytes, str] | None) -> None:
    (one,) = record("k", words="told")
    assert as_entry(as_line(one, detail)) == (one, detail)
    assert as_entry(as_line(covered(one)[0])) == covered(one)


def test_line_of_an_export_can_be_read_by_a_person() -> None:
    assert '"text":"zwölf Fälle"' in as_line(record("k")[0], (SALT, "zwölf Fälle"))


@pytest.mark.parametrize("line", ["7", "{}", '{"seq": 1}', "hello", '{"detail": 7}'])
def test_line_that_is_no_entry_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not an entry of a record"):
        as_entry(line)


@pytest.mark.parametrize(("was", "becomes"), [('"seq":1', '"seq":"1"'), ('"actor_ref":"a"', '"actor_ref":7')])
def test_entry_with_a_number_for_a_text_is_refused(was: str, becomes: str) -> None:
    line = as_line(record("k")[0])
    assert was in line
    with pytest.raises(ValueError, match="not an entry of a record"):
        as_entry(line.replace(was, becomes))


def test_every_entry_seals_the_one_before_it() -> None:
    made = record("k", "k", "k")
    assert [b.prev_link for a, b in pairwise(made) if b.prev_link == a.link] == [e.link for e in made[:-1]]
