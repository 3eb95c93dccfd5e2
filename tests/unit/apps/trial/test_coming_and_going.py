"""A private trial: who comes in, where it begins, how it ends, how it is kept."""

from __future__ import annotations

import os
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from tenthhour.apps.org.models import Assignment, User
from tenthhour.apps.org.queries import trial_account
from tenthhour.cli.trial import LASTS, sweep
from tenthhour.config.settings import PrivateTrial

STRONG = {"name": "Dr Example Lead", "username": "lead", "password": "the tea is still warm"}


def test_right_key_leads_to_the_first_hour(you: Client, trial: PrivateTrial) -> None:
    answer = you.get(f"/trial/enter/{trial.key}/", follow=True)
    assert "From a spreadsheet to a prepared conversation" in answer.content.decode()


def test_wrong_key_is_no_page(you: Client) -> None:
    stranger = Client()
    assert stranger.get(f"/trial/enter/{uuid.uuid4()}/").status_code == 404
    assert stranger.get("/first-hour/")["Location"].startswith("/sign-in/")


def test_home_is_the_first_hour(you: Client) -> None:
    assert you.get("/")["Location"] == "/first-hour/"


def test_every_page_says_that_nothing_is_kept(you: Client) -> None:
    for page in ("/first-hour/", "/data/", "/asks/", "/rehearse/", "/trial/keep/"):
        assert "Private trial: nothing is kept." in you.get(page).content.decode(), page


def test_nobody_can_lock_themselves_out(you: Client) -> None:
    assert "Sign out" not in you.get("/first-hour/").content.decode()


def test_ending_asks_for_the_folder_to_be_deleted(you: Client, home: Path) -> None:
    answer = you.post("/trial/end/")
    assert "This trial is closed" in answer.content.decode()
    assert (home / "END").read_text() == ""
    assert you.get("/first-hour/").status_code == 302


def test_keeping_asks_for_the_folder_to_be_moved(you: Client, home: Path, trial: PrivateTrial) -> None:
    assert "<h1>Kept</h1>" in you.post("/trial/keep/", STRONG).content.decode()
    assert (home / "END").read_text() == str(trial.kept_home)
    account = User.objects.select_related("person").get(username="lead")
    assert account.person.name == "Dr Example Lead"
    assert account.check_password(STRONG["password"])


def test_whoever_keeps_it_can_give_colleagues_accounts(you: Client) -> None:
    you.post("/trial/keep/", STRONG)
    kept = User.objects.get(username="lead").person
    assert Assignment.objects.filter(kind="administers", holder=kept).exists()


@pytest.mark.parametrize("weak", ["short", "12345"])
def test_weak_password_is_refused_in_a_sentence(you: Client, home: Path, weak: str) -> None:
    page = you.post("/trial/keep/", STRONG | {"password": weak}).content.decode()
    assert "This password is too" in page
    assert not (home / "END").exists()
    assert not trial_account().has_usable_password()


def test_standing_site_is_not_written_over(you: Client, home: Path, trial: PrivateTrial) -> None:
    trial.kept_home.mkdir()
    (trial.kept_home / "tenthhour.sqlite3").write_text("somebody's")
    page = you.post("/trial/keep/", STRONG).content.decode()
    assert "There is already a site in" in page
    assert not (home / "END").exists()


def test_old_folders_are_swept_and_young_ones_stay(tmp_path: Path) -> None:
    old, young, other = (tmp_path / n for n in ("tenthhour-trial-old", "tenthhour-trial-new", "else"))
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "TRIAL").write_text("")
    long_ago = time.time() - LASTS.total_seconds() - 60
    for folder in (old, other):
        os.utime(folder / "TRIAL", (long_ago, long_ago))
    sweep(tmp_path, datetime.now(UTC))
    assert [f.exists() for f in (old, young, other)] == [False, True, True]
