"""A sealed copy opens with its passphrase and with no other."""

from __future__ import annotations

import pytest

from tenthhour.core.errors import DataProblem, Refused
from tenthhour.documents.sealed import is_sealed, seal, unseal

SEALED = seal("what I said\n", "a long passphrase")


def test_sealed_text_opens_with_its_passphrase():
    assert unseal(SEALED, "a long passphrase") == "what I said\n"


def test_sealed_text_does_not_show_the_words():
    assert is_sealed(SEALED)
    assert "said" not in SEALED


def test_other_passphrase_is_refused():
    with pytest.raises(Refused, match="does not open the file"):
        unseal(SEALED, "a long passphrasf")


def test_changed_text_is_refused():
    at = SEALED.index('"text": "') + 12
    with pytest.raises(Refused, match="was changed"):
        unseal(SEALED[:at] + ("A" if SEALED[at] != "A" else "B") + SEALED[at + 1 :], "a long passphrase")


def test_cut_file_is_said_to_be_so():
    with pytest.raises(DataProblem, match="not whole"):
        unseal(SEALED[:60], "a long passphrase")


def test_same_text_is_sealed_differently_each_time():
    assert seal("x", "y") != seal("x", "y")
