"""People and their accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tenthhour.apps.org.access import ON_THE_SERVER
from tenthhour.apps.org.actions.assignments import Grant, begin
from tenthhour.apps.org.audit import Act, action
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


def enrol(*, rows: Iterable[Mapping[str, object]], by: Person, at: datetime) -> dict[str, Person]:
    """Know everyone in a file's clinicians table, and who leads whom; returns everyone by code.

    Args:
        rows: Mappings with clinician_id and, if known, name, peer_group, team, leader_id.
        by: Who imports the file.
        at: When.

    """
    with action(by, "org.person.enrol", at=at) as act:
        known = {p.code: p for p in Person.unscoped.all()}
        leaders: dict[str, str] = {}
        for row in rows:
            code = str(row["clinician_id"])
            _know(known, code, row)
            # A private trial has one reader: whoever opened the file, whatever it says of leaders.
            if leader := by.code if settings.TRIAL else _text(row, "leader_id"):
                leaders[code] = leader
        for leader in sorted(set(leaders.values()) - set(known)):
            _know(known, leader, {})
        _lead(act, {known[c]: known[leader] for c, leader in leaders.items() if c != leader}, by, at)
    return known


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


def _text(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return "" if value is None or value != value else str(value).strip()


def _know(known: dict[str, Person], code: str, row: Mapping[str, object]) -> None:
    person = known.get(code) or Person(code=code, name=code)
    before = (person.name, person.peer_group, person.team)
    person.name = _text(row, "name") or person.name
    person.peer_group = _text(row, "peer_group") or person.peer_group
    person.team = _text(row, "team") or person.team
    if code not in known or before != (person.name, person.peer_group, person.team):
        person.save()
    known[code] = person


def _lead(act: Act, leaders: Mapping[Person, Person], by: Person, at: datetime) -> None:
    latest = {a.subject_id: a for a in Assignment.objects.filter(kind="leads").order_by("valid_from")}
    new = []
    for clinician, leader in leaders.items():
        standing = latest.get(clinician.pk)
        if standing is None:
            granted_by = None if by == leader else by
            new.append(
                Assignment(
                    kind="leads", holder=leader, subject=clinician, valid_from=at, granted_by=granted_by
                )
            )
        elif standing.holder_id != leader.pk:
            begin(act, Grant("leads", leader, clinician), by=by, at=at)
    Assignment.objects.bulk_create(new)
