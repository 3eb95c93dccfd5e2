"""People and their accounts."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tenthhour.apps.org.access import ON_THE_SERVER
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.core.errors import UsageError

SITE_CODE = "@site"


def the_site(*, at: datetime) -> Person:
    """Who acts when a command is run on the server itself; holds the data and server duties, no account."""
    person, is_new = Person.unscoped.get_or_create(code=SITE_CODE, defaults={"name": "This site's server"})
    if is_new:
        for kind in ("stewards", "administers"):
            Assignment.objects.create(kind=kind, holder=person, valid_from=at)
    person.confirmed_at = ON_THE_SERVER
    return person


def person_named(*, code: str, name: str, by: Person, at: datetime) -> Person:
    """A person by the id used in files, made if unknown."""
    with action(by, "org.person.enrol", at=at):
        person, _ = Person.unscoped.get_or_create(code=code, defaults={"name": name})
    return person


def set_password(account: User, password: str | None) -> None:
    """Set a password that passes the rules; none leaves the account without one."""
    if password is None:
        account.set_unusable_password()
        return
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise UsageError(" ".join(error.messages)) from error
    account.set_password(password)
