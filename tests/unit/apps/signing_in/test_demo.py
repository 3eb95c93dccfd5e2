"""Where anyone signs in as anyone, nobody real has an account and nobody comes from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from tenthhour.apps.org.access.startup import _wrong_demo
from tenthhour.apps.org.models import Person, User


@pytest.fixture(autouse=True)
def demo(settings: Any, carol: Person) -> Any:
    """Carol can be picked on the demo's first page; Django's test client would add a host of its own."""
    hers = User.objects.get(person=carol)
    hers.set_unusable_password()
    hers.save()
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["localhost", "127.0.0.1", "[::1]"]
    return settings


def test_demo_of_made_up_people_starts() -> None:
    assert list(_wrong_demo()) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALLOWED_HOSTS", ["localhost", "clinic.example"], "clinic.example"),
        ("SESSION_COOKIE_SECURE", True, "https"),
        ("OIDC_URL", "https://sign-in.clinic.example", "organisation"),
    ],
)
def test_demo_open_to_others_does_not_start(demo: Any, name: str, value: object, said: str) -> None:
    setattr(demo, name, value)
    refused = list(_wrong_demo())
    assert len(refused) == 1
    assert said in refused[0]


def test_demo_with_a_password_does_not_start(account: User) -> None:
    assert "alice has an account of their own" in next(_wrong_demo())


def test_demo_with_a_passkey_does_not_start(carol: Person) -> None:
    Authenticator.objects.create(user=User.objects.get(person=carol), type="webauthn", data={})
    assert "carol has an account of their own" in next(_wrong_demo())


def test_site_is_not_asked(demo: Any, account: User) -> None:
    demo.DEMO = False
    assert list(_wrong_demo()) == []
