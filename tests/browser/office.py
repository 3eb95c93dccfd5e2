"""A real site with accounts, and the sign-in of a made-up organisation beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser.organisation import SECRET
from browser.provider import provider
from browser.site import Site, _environment, _free_port, _wait
from browser.visit import Visits, press, reach
from playwright.sync_api import Page

PASSWORD = "the tea is still warm"
OLDER = """
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore("{session}")
for record in session["account_authentication_methods"]:
    record["at"] -= {seconds}
session.save()
"""


@dataclass(frozen=True)
class Office:
    """The site, the organisation's address, and what the server printed."""

    site: Site
    organisation: str
    environment: dict[str, str]
    log: Path
    cookies: list[Any] = field(default_factory=list)

    def administrator(self, visits: Visits) -> Page:
        """The administrator, who chooses a password with the printed link the first time."""
        if self.cookies:
            page = visits.open("/sign-in/")
            page.context.add_cookies(self.cookies)
            return page
        found = re.search(r"/sign-in/link/\S+", self.log.read_text())
        assert found, self.log.read_text()
        page = visits.open(found[0])
        choose_password(page)
        self.cookies.extend(page.context.cookies())
        return page

    def invited(self, visits: Visits, name: str, email: str = "") -> str:
        """The path of the link for a new account."""
        page = self.administrator(visits)
        page.goto("/accounts/new/")
        for label, words in {"Id in the files": name, "Sign-in name": name, "Mail address": email}.items():
            page.get_by_label(label).fill(words)
        press(page, "Make it")
        visits.picture(page, "link")
        return page.locator("code").inner_text().removeprefix(self.site.url)

    def let_pass(self, page: Page, seconds: int) -> None:
        """Make what this page's session last showed of who it is so much older."""
        session = next(c["value"] for c in page.context.cookies() if c["name"] == "sessionid")
        code = OLDER.format(session=session, seconds=seconds)
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "tenthhour.config.settings"}
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """By keyboard, on the page for it."""
    reach(page, "Sign-in name")
    page.keyboard.type(name)
    reach(page, "Password")
    page.keyboard.type(password)
    press(page, "Sign in")


def choose_password(page: Page) -> None:
    """By keyboard, on the page a link leads to."""
    reach(page, "Password")
    page.keyboard.type(PASSWORD)
    press(page, "Keep it and sign in")


@contextmanager
def office(home: Path) -> Iterator[Office]:
    """Serve an empty site at localhost, which browsers trust with passkeys, until the caller is done."""
    port, beside = _free_port(), _free_port()
    site = Site(f"http://localhost:{port}", home / "site")
    with provider(beside, f"{site.url}/sign-in/organisation/back/") as address:
        environment = {
            **_environment(),
            "TENTHHOUR_HOME": str(site.home),
            "TENTHHOUR_OIDC_URL": address,
            "TENTHHOUR_OIDC_SECRET": SECRET,
            "TENTHHOUR_OIDC_NAME": "Example Clinic",
            "TENTHHOUR_OIDC_DOMAINS": "clinic.example",
            "PYTHONUNBUFFERED": "1",
        }
        log = home / "server.log"
        command = [str(Path(sys.executable).with_name("tenthhour")), "serve", "--port", str(port)]
        with log.open("w") as out:
            server = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
            try:
                _wait(site, server, log)
                yield Office(site, os.path.dirname(address), environment, log)
            finally:
                server.terminate()
                server.wait(timeout=20)
