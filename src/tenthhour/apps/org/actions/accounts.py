"""Accounts: made and closed by the administrator, opened with a link that works once, for one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.urls import reverse

from tenthhour.apps.org.access import counting
from tenthhour.apps.org.actions.assignments import Grant, assign
from tenthhour.apps.org.actions.people import the_site
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.core.errors import Refused

LINK_LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


@dataclass(frozen=True)
class NewAccount:
    """Whom an account is for: their id in the files, their name if the files do not give it, how they sign in."""

    code: str
    name: str
    username: str
    email: str = ""


def make_account(*, new: NewAccount, by: Person, at: datetime) -> User:
    """Make somebody an account without a password; `make_link` opens it.

    Raises:
        Refused: The person, the sign-in name or the address has an account already.

    """
    with transaction.atomic():
        person, _ = Person.unscoped.get_or_create(code=new.code, defaults={"name": new.name or new.code})
        with action(by, "org.account.make", at=at, subject=person) as act:
            if unmet := _taken(person, new):
                raise Refused(*unmet)
            account = User(person=person, username=new.username, email=new.email)
            account.set_unusable_password()
            account.save()
            act.notify(person, f"{by.name} made you an account; you sign in as {new.username}.")
    return account


def _taken(person: Person, new: NewAccount) -> list[str]:
    found = []
    if User.objects.filter(person=person).exists():
        found.append(f"{person.name} has an account already. Make a new link for it.")
    if User.objects.filter(username__iexact=new.username).exists():
        found.append(f"Somebody signs in as {new.username} already. Choose another name.")
    if new.email and User.objects.filter(email__iexact=new.email).exists():
        found.append(f"{new.email} belongs to another account. Give another address, or none.")
    return found


def make_link(*, account: User, by: Person, at: datetime, forget: bool = False) -> str:
    """The path of a link with which the person chooses a password: once, for one day.

    Args:
        account: Whose.
        by: The administrator, or the site itself.
        at: When.
        forget: Take passkeys, app and recovery codes away, for somebody who lost them all.

    """
    person = account.person
    detail = "passkeys, app and codes taken away" if forget else ""
    with action(by, "org.account.link", at=at, subject=person, detail=detail) as act:
        if forget:
            Authenticator.objects.filter(user=account).delete()
        taken = " Your passkeys, app and recovery codes no longer work." if forget else ""
        act.notify(person, f"{by.name} made a new link with which a password for you can be chosen.{taken}")
    token = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": account.pk, "key": token})


def set_open(*, account: User, is_open: bool, by: Person, at: datetime) -> None:
    """Close an account, its sessions included, or open it again."""
    if account.person == by:
        raise Refused("Nobody closes their own account. Ask another administrator.")
    with action(
        by, "org.account.close", at=at, subject=account.person, detail="opened" if is_open else "closed"
    ):
        account.is_active = is_open
        account.save(update_fields=["is_active"])


def first_administrator(*, at: datetime) -> User | None:
    """The administrator's account while nobody was ever able to sign in here; afterwards none."""
    if User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
        return None
    standing = Assignment.objects.filter(counting(at), kind="administers").values("holder")
    if account := User.objects.filter(person__in=standing).select_related("person").first():
        return account
    if User.objects.exists():
        return None
    site = the_site(at=at)
    new = NewAccount("administrator", "Administrator", "administrator")
    account = make_account(new=new, by=site, at=at)
    assign(grant=Grant("administers", account.person), by=site, at=at)
    return account


def account_from_organisation(*, said: Mapping[str, object], at: datetime) -> User | None:
    """The account of somebody the organisation's own sign-in vouches for, or none.

    A confirmed address of one of the site's domains leads to the account with that address. The field
    named by the site leads to the person with that id in the files, and makes an account for one who has
    none. Neither makes a person, nor gives any right.
    """
    if account := _by_address(said):
        return account
    code = str(said.get(settings.OIDC_CLAIM) or "") if settings.OIDC_CLAIM else ""
    person = Person.unscoped.filter(code=code).first() if code and not code.startswith("@") else None
    if person is None:
        return None
    account = User.objects.select_related("person").filter(person=person).first()
    return account or make_account(new=NewAccount(code, "", code), by=the_site(at=at), at=at)


def _by_address(said: Mapping[str, object]) -> User | None:
    email = str(said.get("email") or "")
    ours = email.rpartition("@")[2].lower() in settings.OIDC_DOMAINS
    if not ours or said.get("email_verified") is not True:
        return None
    return User.objects.select_related("person").filter(email__iexact=email).first()
