"""Accounts as the administrator sees them: who can sign in, and nothing of when or what for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tenthhour.apps.org.access import counting, held
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.org.policies import ADMINISTERS
from tenthhour.apps.org.queries.people import PersonCard, card


@dataclass(frozen=True)
class AccountCard:
    """One account."""

    id: uuid.UUID
    name: str
    username: str
    email: str
    has_password: bool
    is_open: bool


def accounts(*, actor: Person, at: datetime) -> tuple[AccountCard, ...]:
    """Every account, by name; nothing for anyone but an administrator."""
    if not held(frozenset({ADMINISTERS}), actor, at).exists():
        return ()
    rows = User.objects.select_related("person").order_by("person__name", "username")
    return tuple(
        AccountCard(a.pk, a.person.name, a.username, a.email, a.has_usable_password(), a.is_active)
        for a in rows
    )


def without_account(*, actor: Person, at: datetime) -> tuple[PersonCard, ...]:
    """Whoever works or is led here and cannot sign in yet, by name; nothing for anyone but an administrator."""
    if not held(frozenset({ADMINISTERS}), actor, at).exists():
        return ()
    led = Assignment.objects.filter(counting(at), kind="leads").values("subject")
    here = ~Q(peer_group="") | Q(pk__in=led)
    rows = Person.unscoped.filter(here).exclude(pk__in=User.objects.values("person"))
    return tuple(sorted((card(p) for p in rows), key=lambda c: (c.name.casefold(), c.code)))


def account(*, account_id: uuid.UUID, actor: Person, at: datetime) -> User | None:
    """One account for an administrator to change."""
    if not held(frozenset({ADMINISTERS}), actor, at).exists():
        return None
    return User.objects.select_related("person").filter(pk=account_id).first()


def account_named(*, username: str, code: str) -> User | None:
    """The account of this person under this sign-in name, for a command on the server itself."""
    found = User.objects.select_related("person").filter(username__iexact=username, person__code=code)
    return found.first()
