"""How much an everyday act asks of somebody: boxes that must be filled and are empty, as docs/everyday-acts.md says."""

from __future__ import annotations

from html.parser import HTMLParser

from tenthhour.apps.support import actions
from tenthhour.core.support.talk import Invitation


class Boxes(HTMLParser):
    """Names of the required boxes of one form that nobody has filled yet."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.empty = action, False, set()

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "form":
            self.inside = known.get("action", "").endswith(self.action)
        if self.inside and tag in ("input", "textarea") and "required" in known and not known.get("value"):
            self.empty.add(known["name"])


def to_fill(client, page: str, action: str) -> set[str]:
    boxes = Boxes(action)
    boxes.feed(client.get(page).content.decode())
    return boxes.empty


def test_invitation_asks_for_nothing(alices, bob):
    assert to_fill(alices, f"/people/{bob.pk}/talks/", "/talk/") == set()


def test_summary_asks_for_one_box(alices, alice, bob, at):
    actions.invite(about=bob, invitation=Invitation(at.date(), "x"), by=alice, at=at)
    assert to_fill(alices, f"/people/{bob.pk}/talks/", "/summary/") == {"text"}


def test_confirming_asks_for_nothing(alice, bob, bobs, at):
    actions.record_talk(about=bob, purpose="x", text="y", by=alice, at=at)
    assert to_fill(bobs, f"/people/{bob.pk}/talks/", "/confirm/") == set()


def test_promise_asks_for_one_box(alices, bob):
    assert to_fill(alices, f"/people/{bob.pk}/promises/", "/new/") == {"text"}


def test_ask_remembers_who_asks(alices, bob, written):
    alices.post(f"/people/{bob.pk}/ask/", written)
    assert 'value="Regional office"' in alices.get(f"/people/{bob.pk}/ask/").content.decode()
    assert to_fill(alices, f"/people/{bob.pk}/ask/", "") == {"level", "unit"}
