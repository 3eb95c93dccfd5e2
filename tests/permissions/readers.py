"""Reading what a page became of hostile words: nothing they say may be anything but words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponse
from permissions.hostile import EVERY
from pypdf import PdfReader

MARK = "zq"
WORDS_IN = {"value", "title", "content", "placeholder", "alt", "aria-label", "aria-description", "download"}
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "srcdoc",
    "data",
    "poster",
    "hx-get",
    "hx-post",
}
OURS = re.compile(r"(/(?!/)|#|\?|data:,$|data:image/svg\+xml|https://|mailto:|$)")
KINDS = ("text/html", "text/plain", "text/calendar", "application/json", "application/pdf", "application/zip",
         "application/yaml")  # fmt: skip
RAW = tuple(text for text in EVERY if re.search("[<>\"'&]", text) and "&lt;" not in text)


class Structure(HTMLParser):
    """Everything in a page that is not words: complains where the mark is in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = (
            tag if tag in ("script", "style") and dict(attrs).get("type") != "application/json" else ""
        )
        self.found += [f"a tag <{tag}>"] if MARK in tag else []
        for name, value in attrs:
            self.found += self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> Iterator[str]:
        if MARK in name or name.startswith("on") or (name == "style" and MARK in value):
            yield f"an attribute {name}={value[:60]} of <{tag}>"
        if name in ADDRESSES and not OURS.match(value):
            yield f"an address {name}={value[:60]} of <{tag}>"
        if MARK in value and name not in WORDS_IN | ADDRESSES and not name.startswith("data-"):
            yield f"the words in {name}={value[:60]} of <{tag}>"

    def handle_data(self, data: str) -> None:
        self.found += [f"a {self.inside}: {data[:60]}"] if self.inside and MARK in data else []

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_comment(self, data: str) -> None:
        self.found += [f"a comment: {data[:60]}"] if MARK in data else []

    handle_decl = handle_pi = unknown_decl = handle_comment


def became(answer: HttpResponse) -> list[str]:
    """What hostile words in an answer became that is not words."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    found = [f"a header {name}" for name in answer.headers if MARK in name.lower()]
    if body and answer.status_code < 300 and kind not in KINDS:
        found.append(f"a kind of file nobody looked at: {kind}")
    return [*found, *_in_body(kind, body)]


def _in_body(kind: str, body: bytes) -> Iterator[str]:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield from _in_body(
                    {"html": "text/html", "json": "application/json"}.get(name[-4:], ""), packed.read(name)
                )
        return
    text = "" if body.startswith(b"%PDF") else body.decode("utf-8")
    if kind == "text/html":
        yield from in_page(text)
    elif kind == "application/json":
        json.loads(text)
    elif kind == "text/calendar":
        yield from (
            f"a line {line}" for line in text.replace("\r\n ", "").splitlines() if line.startswith("X-ZQ")
        )
    elif body.startswith(b"%PDF"):
        said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        yield from (f"a sum: {said[:60]}" for _ in re.findall(r"zq\d*\s*1337|root:x:", said))


def in_page(text: str) -> Iterator[str]:
    """The same of one page."""
    yield from (f"a text not escaped: {raw}" for raw in RAW if raw in text)
    yield from ["a template that was filled in"] if re.search(r"zq\d+\s*1337|1337zq", text) else []
    page = Structure()
    page.feed(text)
    page.close()
    yield from page.found
