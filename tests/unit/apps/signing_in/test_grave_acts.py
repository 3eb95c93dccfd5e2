"""Every grave act asks again after ten minutes: each page that says so, and the acts that must say so."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from unit.apps.signing_in.conftest import PASSWORD

from tenthhour.apps.org.access import routes
from tenthhour.apps.org.models import Assignment, Person, User
from tenthhour.apps.org.policies import POLICIES, SELF, SITE_KINDS, TABLE

# A role is asked for at a page that gives nothing by itself; whoever is covered agrees without being asked again.
GRAVE = re.compile(
    r"^org\.(role\.give|erase|people\.add|post\.end|question\.open|coach\.invite)$|^org\.(account|holds?|own|retention|cover)\.(?!list$|read$|agree$)|^key\."
    r"|^measurement\.file\.read$|^support\.(file\.take|formal\.(step|reviewer)|danger\.(name|step)|adoption\.record|crisis\.declare)$"
)


@pytest.fixture
def long_ago(account: User, at: object) -> Client:
    """Alice, with every duty of the site, who showed who she is 601 s ago."""
    for kind in SITE_KINDS:
        Assignment.objects.create(kind=kind, holder=account.person, valid_from=at)
    client = Client()
    client.post("/sign-in/", {"login": "alice", "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 601
    session.save()
    return client


def test_every_grave_page_asks_after_ten_minutes(long_ago: Client) -> None:
    asked = {}
    for path, route in routes():
        line = route.callback.policy
        if line.sudo and line.kinds & (
            SITE_KINDS | {SELF}
        ):  # what Alice may do here; the rest is absent to her
            address = re.sub(r"<uuid:\w+>", str(uuid.uuid4()), path)
            asked |= {(path, m): long_ago.generic(m, address).status_code for m in line.methods}
    assert len(asked) >= 12
    assert {key: status for key, status in asked.items() if status != 401} == {}


def test_grave_acts_say_so() -> None:
    grave = [line for line in POLICIES if GRAVE.match(line.name)]
    assert {line.name for line in grave} >= {
        "org.role.give",
        "org.account.make",
        "org.account.link",
        "key.rotated",
    }
    assert [line.name for line in grave if not line.sudo] == []


def test_no_grave_act_is_open_to_everyone(carol: Person) -> None:
    assert [line.name for line in TABLE.values() if line.sudo and not line.kinds] == []
