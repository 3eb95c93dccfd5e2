"""An authenticator app on top of the password, and the codes for the day it is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from unit.apps.signing_in.conftest import shown_by_phone

from tenthhour.apps.org.models import User

SignIn = Callable[..., Any]


@pytest.fixture
def secret(account: User) -> str:
    """Alice has an app."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def test_app_is_set_up_with_its_first_code(account: User, sign_in: SignIn) -> None:
    client = sign_in().client
    page = client.get("/me/sign-in/app/")
    code = shown_by_phone(page.context["form"].secret)
    assert client.post("/me/sign-in/app/", {"code": code}).headers["Location"] == "/me/sign-in/codes/"
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_password_alone_no_longer_opens_a_page(secret: str, sign_in: SignIn) -> None:
    answer = sign_in()
    assert answer.headers["Location"] == "/sign-in/code/"
    assert answer.client.get("/me/access/").headers["Location"] == "/sign-in/"


def test_code_lets_in_once(secret: str, sign_in: SignIn) -> None:
    code = shown_by_phone(secret)
    for expected in (302, 200):
        client = sign_in().client
        assert client.post("/sign-in/code/", {"code": code}).status_code == expected


def test_recovery_code_lets_in_once(account: User, secret: str, sign_in: SignIn) -> None:
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    for expected in (302, 200):
        client = sign_in().client
        assert client.post("/sign-in/code/", {"code": code}).status_code == expected


def test_ten_wrong_codes_close_the_step(secret: str, sign_in: SignIn) -> None:
    client = sign_in().client
    for number in range(10):
        client.post("/sign-in/code/", {"code": f"00000{number}"})
    assert b"Too many wrong tries" in client.post("/sign-in/code/", {"code": shown_by_phone(secret)}).content


def test_app_is_turned_off(secret: str, sign_in: SignIn) -> None:
    client = sign_in().client
    client.post("/sign-in/code/", {"code": shown_by_phone(secret)})
    client.post("/me/sign-in/app/off/")
    assert sign_in().headers["Location"] == "/"


def test_somebody_elses_passkey_is_absent(secret: str, sign_in: SignIn, carol: Any) -> None:
    client = sign_in().client
    client.post("/sign-in/code/", {"code": shown_by_phone(secret)})
    hers = Authenticator.objects.create(user=User.objects.get(person=carol), type="webauthn", data={})
    assert client.post("/me/sign-in/passkey/remove/", {"passkey": hers.pk}).status_code == 404
    assert Authenticator.objects.filter(pk=hers.pk).exists()
