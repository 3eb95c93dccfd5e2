"""A trial that is kept: the same folder, served again at the same address, behind a name and a password."""

from __future__ import annotations

import re
import signal
import time
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from browser.trial import CANARY, trying

ACCOUNT = {"name": "Dr Example Lead", "username": "lead", "password": "the tea is still warm"}
Visit = Callable[..., str]


def visitor(url: str) -> Visit:
    """A browser without a window: keeps its cookies, sends each form's own token."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def visit(path: str, **form: str) -> str:
        page = str(opener.open(url + path, timeout=30).read().decode())
        if not form:
            return page
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        sent = urlencode(form | {"csrfmiddlewaretoken": token[1]}).encode()
        return str(opener.open(url + path, sent, timeout=30).read().decode())

    return visit


def until_served(visit: Visit) -> None:
    """The trial stops, its folder moves, and the site answers at the same address."""
    for _ in range(200):
        time.sleep(0.2)
        try:
            if "Private trial" not in visit("/sign-in/"):
                return
        except OSError:
            continue
    raise AssertionError("the kept site never answered")


def test_kept_trial_is_a_site_with_a_sign_in(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text(f"Provider,Month,Score\n{CANARY},2026-01,14.5\n")
    with trying(tmp_path, str(file)) as trial:
        inside = visitor(trial.url)
        assert CANARY in inside(trial.entrance)
        assert "<h1>Kept</h1>" in inside("/trial/keep/", **ACCOUNT)
        outside = visitor(trial.url)
        until_served(outside)
        signed = outside("/sign-in/", login="lead", password=ACCOUNT["password"])
        assert "Dr Example Lead" in signed
        kept = trial.home / "user/.local/share/tenthhour"
        assert trial.stop(signal.SIGTERM) == 0
    assert (kept / "tenthhour.sqlite3").is_file()
    assert {p for p in trial.left() if kept not in p.parents} == set()
