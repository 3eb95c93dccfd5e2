"""A private trial: opened, kept as a site, or left."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tenthhour.apps.org.actions.accounts import NewAccount, make_account
from tenthhour.apps.org.actions.assignments import Grant, assign
from tenthhour.apps.org.actions.people import person_named, set_password, the_site
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import Person, User
from tenthhour.apps.org.queries import TRIAL_CODE
from tenthhour.core.errors import Refused


def open_trial(*, at: datetime) -> User:
    """The one person of a private trial: looks after the data, and leads whoever is in the file."""
    site = the_site(at=at)
    you = person_named(code=TRIAL_CODE, name="You", by=site, at=at)
    account = make_account(new=NewAccount(you.code, you.name, "you"), by=site, at=at)
    assign(grant=Grant("stewards", you), by=site, at=at)
    return account


def kept_home() -> Path:
    """Where a trial that is kept goes; its pages exist in a trial alone."""
    if settings.TRIAL is None:
        raise Refused("This site is no private trial.")
    return settings.TRIAL.kept_home


def keep_trial(*, name: str, username: str, password: str, by: Person, at: datetime) -> None:
    """Give the trial's person a name and a password, and ask for the folder to be kept.

    Raises:
        Refused: There is a site in the folder already.
        UsageError: The password is too weak.

    """
    home = kept_home()
    if home.exists() and any(home.iterdir()):
        raise Refused(
            f"There is already a site in {home}. "
            "End this trial and start it again with TENTHHOUR_HOME set to another folder."
        )
    account = User.objects.get(person=by)
    account.username = username
    set_password(account, password)
    with action(by, "org.trial.keep", at=at, subject=by):
        Person.unscoped.filter(pk=by.pk).update(name=name)
        account.save()
    # Whoever has the folder runs the server; without this only the command line could give colleagues accounts.
    assign(grant=Grant("administers", by), by=the_site(at=at), at=at)
    leave_trial(keep_in=home)


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
