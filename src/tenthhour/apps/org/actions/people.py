"""People and their accounts."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tenthhour.apps.org.access import ON_THE_SERVER
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.core.errors import Refused, UsageError

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


def correct_name(*, subject: Person, name: str, by: Person, at: datetime) -> None:
    """A name was written wrongly or has changed: the record keeps both with the day, and the person is told.

    Raises:
        Refused: Nothing is written, or it is written so already.

    """
    name, was = " ".join(name.split()), subject.name
    with action(by, "org.name.correct", at=at, subject=subject, detail=f"{was}, now {name}") as act:
        if not name or name == was:
            raise Refused("Write down the name as it should be. It is unchanged so far.")
        # A file that still says the old name must not bring it back.
        subject.name, subject.filed = name, {"name": was, **subject.filed}
        subject.save(update_fields=["name", "filed"])
        act.obj = str(subject.pk)
        act.notify(
            subject, f"Your name is written {name} from now on; it was {was}. {by.name} wrote it down."
        )


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
