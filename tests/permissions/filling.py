"""Forms as a page shows them, filled in by somebody who writes the same kind of thing into every field for words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

WORDS = {"text", "textarea", "search"}
IN_TWO_WEEKS = (timezone.localdate() + timedelta(days=14)).isoformat()
FIXED = {"number": "4", "time": "10:00", "email": "x@example.org", "month": "2026-10"}


@dataclass
class Form:
    """One form: where it is sent, what it carries already, and its fields for words with their longest."""

    action: str
    carried: dict[str, str] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    is_for_all: bool = True  # none of a password or a file

    def filled(self, texts: Iterator[str]) -> dict[str, str]:
        return {**self.carried, **{name: next(texts)[:longest] for name, longest in self.words.items()}}


class Forms(HTMLParser):
    """Every form of a page that is sent by POST."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        if tag == "form" and said.get("method", "").lower() == "post":
            self.form = Form(said.get("action") or "")
            self.found.append(self.form)
        elif self.form and tag in ("input", "textarea", "button") and said.get("name"):
            self._take(said["name"], said.get("type") or tag, said)
        elif self.form and tag == "select":
            self.select = said.get("name") or ""
        elif self.form and tag == "option" and self.select and said.get("value"):
            self._choose(self.select, said["value"], is_chosen="selected" in said)

    def _take(self, name: str, kind: str, said: dict[str, Any]) -> None:
        assert self.form
        self.form.is_for_all &= kind not in ("password", "file")
        if kind in WORDS or (kind == "input"):
            self.form.words[name] = int(said.get("maxlength") or 4000)
        elif kind == "date":
            self.form.carried[name] = said.get("value") or IN_TWO_WEEKS
        elif kind in ("radio", "checkbox", "button", "submit"):
            self._choose(name, said.get("value") or "on", is_chosen="checked" in said)
        else:
            self.form.carried[name] = said.get("value") or FIXED.get(kind, "")

    def _choose(self, name: str, value: str, *, is_chosen: bool) -> None:
        assert self.form
        if is_chosen or name not in self.form.carried:
            self.form.carried[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
