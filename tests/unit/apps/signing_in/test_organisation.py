"""Who somebody from the organisation's own sign-in is here; a real provider stands in tests/browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tenthhour.apps.org.actions.accounts import account_from_organisation
from tenthhour.apps.org.models import Assignment, AuditEntry, Person, User

HERS = {"email": "alice@clinic.example", "email_verified": True, "employee_number": "alice"}


@pytest.fixture(autouse=True)
def organisation(settings: Any, account: User, site: Person) -> None:
    """Addresses at clinic.example and employee numbers count; Alice's account has the address."""
    settings.OIDC_DOMAINS, settings.OIDC_CLAIM = ["clinic.example"], None
    User.objects.filter(pk=account.pk).update(email="alice@clinic.example")


@pytest.mark.parametrize("email", ["alice@clinic.example", "Alice@Clinic.Example"])
def test_confirmed_address_leads_to_the_account(account: User, at: datetime, email: str) -> None:
    assert account_from_organisation(said={**HERS, "email": email}, at=at) == account


@pytest.mark.parametrize(
    "said",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "alice@clinic.example.evil.example"},
        {"email": "bob@clinic.example"},
        {"email": ""},
    ],
)
def test_other_addresses_lead_nowhere(at: datetime, said: dict[str, object]) -> None:
    assert account_from_organisation(said={**HERS, **said}, at=at) is None


def test_address_counts_only_in_the_sites_domains(settings: Any, at: datetime) -> None:
    settings.OIDC_DOMAINS = []
    assert account_from_organisation(said=HERS, at=at) is None


def test_id_leads_to_the_account(settings: Any, account: User, at: datetime) -> None:
    settings.OIDC_DOMAINS, settings.OIDC_CLAIM = [], "employee_number"
    assert account_from_organisation(said=HERS, at=at) == account


def test_id_makes_an_account_for_a_known_person(settings: Any, at: datetime) -> None:
    settings.OIDC_CLAIM = "employee_number"
    dan = Person.objects.create(code="dan", name="Dan Example")
    made = account_from_organisation(said={"employee_number": "dan"}, at=at)
    assert made is not None
    assert (made.person, made.has_usable_password()) == (dan, False)
    assert AuditEntry.unscoped.filter(action="org.account.make", subject_ref=str(dan.pk)).exists()
    assert not Assignment.objects.filter(holder=dan).exists()


@pytest.mark.parametrize("code", ["nobody", "", "@site"])
def test_id_makes_no_person_and_opens_no_server(settings: Any, at: datetime, code: str) -> None:
    settings.OIDC_CLAIM = "employee_number"
    before = Person.unscoped.count()
    assert account_from_organisation(said={"employee_number": code}, at=at) is None
    assert Person.unscoped.count() == before


def test_without_a_claim_an_id_says_nothing(at: datetime) -> None:
    assert account_from_organisation(said={"employee_number": "alice"}, at=at) is None
