"""Key files: made once, kept from others, never replaced by accident."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tenthhour.apps.org.privacy.keys import keep_session_key, key_file, write_key
from tenthhour.core.errors import Refused


def asked(home: Path, made: bytes = b"one", in_use: bool = False) -> bytes:
    return key_file("some.key", make=lambda: made, in_use=lambda: in_use)


def test_key_is_made_once(home: Path) -> None:
    assert (asked(home, b"one"), asked(home, b"two")) == (b"one", b"one")
    assert (home / "some.key").stat().st_mode & 0o777 == 0o400


def test_key_that_is_needed_and_missing_is_not_made_anew(home: Path) -> None:
    with pytest.raises(Refused, match="this key is missing, and what it sealed needs it"):
        asked(home, in_use=True)
    assert list(home.iterdir()) == []


def test_key_that_is_there_is_not_asked_about(home: Path) -> None:
    asked(home)
    assert asked(home, in_use=True) == b"one"


@pytest.mark.parametrize("mode", [0o440, 0o420, 0o410, 0o404, 0o402, 0o401])
def test_key_others_reach_in_any_way_is_refused(home: Path, mode: int) -> None:
    asked(home)
    (home / "some.key").chmod(mode)
    with pytest.raises(Refused, match=r"others may read this key\. Set it right: chmod 400"):
        asked(home)


def test_folder_of_keys_is_its_owners_alone(home: Path) -> None:
    write_key(home / "deep" / "er" / "some.key", b"one", replace=False)
    assert (home / "deep" / "er").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("replace", "kept"), [(False, b"one"), (True, b"two")])
def test_second_writer_replaces_only_when_told_to(home: Path, replace: bool, kept: bytes) -> None:
    for content in (b"one", b"two"):
        write_key(home / "some.key", content, replace=replace)
    assert (home / "some.key").read_bytes() == kept
    assert [file.name for file in home.iterdir()] == ["some.key"]


def test_key_is_on_the_disk_before_it_has_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, bool]] = []
    whole = lambda out: seen.append((os.fstat(out).st_size, (home / "some.key").exists()))  # noqa: E731
    monkeypatch.setattr("os.fsync", whole)
    write_key(home / "some.key", b"one", replace=False)
    assert seen == [(3, False)]


def test_writing_that_was_broken_off_is_begun_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getpid", lambda: 7)
    (home / "some.7").write_bytes(b"longer than the key itself")
    write_key(home / "some.key", b"one", replace=False)
    assert (home / "some.key").read_bytes() == b"one"


def test_session_key_is_kept_over_a_restart(home: Path, settings: Any) -> None:
    settings.SECRET_KEY_IS_GIVEN = False
    keep_session_key()
    first, settings.SECRET_KEY = settings.SECRET_KEY, "of the moment"
    keep_session_key()
    assert first == settings.SECRET_KEY
    assert len(first) >= 60


def test_session_key_that_is_given_stands(home: Path, settings: Any) -> None:
    settings.SECRET_KEY_IS_GIVEN, settings.SECRET_KEY = True, "given"
    keep_session_key()
    assert (settings.SECRET_KEY, list(home.iterdir())) == ("given", [])


def test_session_key_that_is_lost_signs_everyone_out_and_no_more(home: Path, settings: Any) -> None:
    settings.SECRET_KEY_IS_GIVEN = False
    keep_session_key()
    (home / "secret.key").unlink()
    keep_session_key()
    assert (home / "secret.key").exists()
