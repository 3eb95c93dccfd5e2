"""Every table says what it holds about people, how long, and who is given it."""

from __future__ import annotations

import pytest

from tenthhour.apps.org.privacy import Kept, declared, kept, missing


def test_every_table_is_declared() -> None:
    assert missing() == []


def test_undeclared_table_is_named_with_what_to_add(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {k: v for k, v in declared().items() if k != "support.Promise"}
    monkeypatch.setattr(kept, "_TABLES", fewer)
    (sentence,) = missing()
    assert "support.Promise is declared in no privacy.py. Add Kept('support.Promise'" in sentence


def test_undeclared_way_to_a_person_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    half = Kept("support.Promise", "Promises", about=("subject", "owed_by"))
    monkeypatch.setattr(kept, "_TABLES", {**declared(), half.label: half})
    (sentence,) = missing()
    assert sentence.startswith("support.Promise.owed_to leads to a person.")
