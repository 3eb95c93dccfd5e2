"""Changes to people, accounts and assignments."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.org.queries import TRIAL_CODE
from tenthhour.core.errors import Refused, UsageError

SITE_CODE = "@site"
# An assignment that opens someone's data to a new leader starts a day after the person was told.
NOTICE = timedelta(hours=24)


def the_site(*, at: datetime) -> Person:
    """Who acts when a command is run on the server itself; holds the data and server duties, no account."""
    person, is_new = Person.unscoped.get_or_create(code=SITE_CODE, defaults={"name": "This site's server"})
    if is_new:
        for kind in ("stewards", "administers"):
            Assignment.objects.create(kind=kind, holder=person, valid_from=at)
    return person


def enrol(*, rows: Iterable[Mapping[str, object]], by: Person, at: datetime) -> dict[str, Person]:
    """Know everyone in a file's clinicians table, and who leads whom; returns everyone by code.

    Args:
        rows: Mappings with clinician_id and, if known, name, peer_group, team, leader_id.
        by: Who imports the file.
        at: When.

    """
    with action(by, "org.person.enrol", at=at):
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
        _lead(known, leaders, by, at)
    return known


def create_account(*, person: Person, username: str, password: str | None, by: Person, at: datetime) -> User:
    """Give a person an account; without a password nobody can sign in with it but in the demo."""
    account = User(person=person, username=username)
    _set_password(account, password)
    with action(by, "org.user.create", at=at, subject=person):
        if User.objects.filter(Q(username__iexact=username) | Q(person=person)).exists():
            raise Refused(f"{person.name} or the sign-in name {username} already has an account.")
        account.save()
    return account


def open_trial(*, at: datetime) -> User:
    """The one person of a private trial: looks after the data, and leads whoever is in the file."""
    site = the_site(at=at)
    you = person_named(code=TRIAL_CODE, name="You", by=site, at=at)
    account = create_account(person=you, username="you", password=None, by=site, at=at)
    appoint(person=you, kind="stewards", by=site, at=at)
    return account


def keep_trial(*, name: str, username: str, password: str, by: Person, at: datetime) -> None:
    """Give the trial's person a name and a password, and ask for the folder to be kept.

    Raises:
        Refused: There is a site in the folder already.
        UsageError: The password is too weak.

    """
    if settings.TRIAL.kept_home.exists() and any(settings.TRIAL.kept_home.iterdir()):
        raise Refused(
            f"There is already a site in {settings.TRIAL.kept_home}. "
            "End this trial and start it again with TENTHHOUR_HOME set to another folder."
        )
    account = User.objects.get(person=by)
    account.username = username
    _set_password(account, password)
    with action(by, "org.trial.keep", at=at, subject=by):
        Person.unscoped.filter(pk=by.pk).update(name=name)
        account.save()
    leave_trial(keep_in=settings.TRIAL.kept_home)


def leave_trial(*, keep_in: Path | None) -> None:
    """Tell the command that started the trial to stop: delete the folder, or move it there."""
    (settings.HOME / "END").write_text(str(keep_in or ""), encoding="utf-8")


def start_trial() -> str:
    """Start `tenthhour try` as a process of its own; its address, or "" when it did not start in a minute.

    It ends by itself, with its own page, or with the Ctrl-C that ends the demo.
    """
    command = [str(Path(sys.executable).with_name("tenthhour")), "try", "--port", "0", "--no-open"]
    # Of the demo's own settings nothing goes over, or the trial would be kept in the demo's home.
    ours = {n: v for n, v in os.environ.items() if not n.startswith(("TENTHHOUR_", "DJANGO_"))}
    with tempfile.TemporaryFile() as out:
        started = subprocess.Popen(command, env=ours, stdin=subprocess.DEVNULL, stdout=out)
        for _ in range(120):
            time.sleep(0.5)
            if said := re.search(rb"http://\S+/trial/enter/\S+/", os.pread(out.fileno(), 2000, 0)):
                time.sleep(2)  # the address is said just before the server opens
                return said[0].decode()
            if started.poll() is not None:
                break
    return ""


def appoint(*, person: Person, kind: str, by: Person, at: datetime) -> Assignment:
    """Give a duty towards the whole site: stewards or administers."""
    with action(by, "org.user.create", at=at, subject=person, detail=kind):
        return Assignment.objects.create(kind=kind, holder=person, valid_from=at, granted_by=by)


def person_named(*, code: str, name: str, by: Person, at: datetime) -> Person:
    """A person by the id used in files, made if unknown."""
    with action(by, "org.person.enrol", at=at):
        person, _ = Person.unscoped.get_or_create(code=code, defaults={"name": name})
    return person


def _set_password(account: User, password: str | None) -> None:
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


def _lead(known: Mapping[str, Person], leaders: Mapping[str, str], by: Person, at: datetime) -> None:
    current = {
        a.subject.code: a
        for a in Assignment.objects.filter(kind="leads", valid_to__isnull=True).select_related(
            "subject", "holder"
        )
        if a.subject
    }
    for code, leader_code in leaders.items():
        leader, standing = known[leader_code], current.get(code)
        if code == leader_code or (standing and standing.holder == leader):
            continue
        start = at
        if standing:
            start = at + NOTICE
            standing.valid_to = start
            standing.save()
        granted_by = None if by == leader else by
        Assignment.objects.create(
            kind="leads", holder=leader, subject=known[code], valid_from=start, granted_by=granted_by
        )
