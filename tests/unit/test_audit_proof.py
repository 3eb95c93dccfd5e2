"""What a proof says of a record: counts, what is covered, and a key that changes without a word."""

from __future__ import annotations

from tenthhour.core.audit import START, Covered, Entry, Line, body_of, digest, prove, seal, verify

KEY = b"k" * 32
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


def test_first_200_faults_are_told_and_the_rest_counted() -> None:
    lines: list[Line] = [(e, (SALT, "else")) for e in record(*["k"] * 203, words="told")]
    faults = prove(lines).faults
    assert (len(faults), faults[-1]) == (201, "And 3 more like these.")


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


def test_key_that_changes_without_a_word_is_a_fault() -> None:
    said = list(verify(record("k", "k", "m")))
    assert said == ["Entry 3 is sealed with another key, and no change of key stands before it."]


def test_one_key_throughout_is_no_fault() -> None:
    assert list(verify(record("k", "k"))) == []
