"""What makes the codes of a second step: a copy of the database does not give it away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps  # noqa: TID251 stands for the app whose migrations are done
from django.db.models import TextField
from django.db.models.functions import Cast
from unit.apps.signing_in.conftest import shown_by_phone

from tenthhour.apps.org.models import User
from tenthhour.apps.org.privacy.text import lock_clear_steps, locked, rotate
from tenthhour.core.errors import Refused

SEED = "5e" * 40


@pytest.fixture
def secret(account: User) -> str:
    """Alice has an app and recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def stored() -> str:
    """The column as a copy of the database shows it."""
    return " ".join(row.raw for row in Authenticator.objects.annotate(raw=Cast("data", TextField())))


def step(kind: str) -> Any:
    return Authenticator.objects.get(type=kind).wrap()


def upgraded() -> None:
    """As after the migrations of a newer version."""
    lock_clear_steps(apps.get_app_config("mfa"), using="default")


@pytest.fixture
def in_the_clear(account: User) -> str:
    """As versions before this one kept them; one of the codes was used."""
    secret = generate_totp_secret()
    Authenticator.objects.create(user=account, type="totp", data={"secret": secret})
    codes = {"seed": SEED, "used_mask": 1}
    Authenticator.objects.create(user=account, type="recovery_codes", data=codes)
    return secret


def test_secret_of_an_app_is_not_in_the_database(secret: str) -> None:
    assert secret not in stored()
    assert step("totp").validate_code(shown_by_phone(secret))


def test_seed_of_recovery_codes_is_not_in_the_database(secret: str) -> None:
    codes = step("recovery_codes").get_unused_codes()
    assert re.search(r'"seed": ?"gAAAA', stored())
    assert step("recovery_codes").validate_code(codes[3])


def test_secret_written_into_the_database_by_hand_opens_nothing(secret: str) -> None:
    Authenticator.objects.filter(type="totp").update(data={"secret": generate_totp_secret()})
    with pytest.raises(Refused, match="cannot be read"):
        step("totp").validate_code("123456")


def test_rotation_writes_second_steps_anew(secret: str, home: Path) -> None:
    before, codes = stored(), step("recovery_codes").get_unused_codes()
    assert rotate() == 2
    assert not set(re.findall('gAAAA[^"]*', before)) & set(re.findall('gAAAA[^"]*', stored()))
    assert step("totp").validate_code(shown_by_phone(secret))
    assert step("recovery_codes").get_unused_codes() == codes


def test_lost_key_is_missed_when_only_an_app_needs_it(secret: str, home: Path) -> None:
    (home / "content.key").unlink()
    with pytest.raises(Refused, match="missing"):
        locked("another")


def test_upgrade_encrypts_what_stood_in_the_clear(in_the_clear: str) -> None:
    upgraded()
    assert in_the_clear not in stored()
    assert SEED not in stored()
    assert step("totp").validate_code(shown_by_phone(in_the_clear))
    assert len(step("recovery_codes").get_unused_codes()) == 9


def test_second_upgrade_changes_nothing(in_the_clear: str) -> None:
    upgraded()
    once = stored()
    upgraded()
    assert stored() == once


def test_upgrade_leaves_passkeys_alone(account: User) -> None:
    Authenticator.objects.create(user=account, type="webauthn", data={"name": "key", "secret": "public"})
    upgraded()
    assert "public" in stored()
