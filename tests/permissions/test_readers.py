"""The reader of hostile words bites: what was not escaped is found in every place, what was is not."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.utils.html import escape
from permissions.hostile import CORPUS, EVERY
from permissions.readers import became, in_page

PLACES = {
    "scripts": "<p>{}</p>",
    "elements": "<p>{}</p>",
    "attributes": "<input value=\"{0}\"><input value='{0}'>",
    "addresses": '<a href="{}">here</a>',
}


@pytest.mark.parametrize(
    ("place", "text"), [(k, text) for k in PLACES for text in CORPUS[k] if not {"&", "`"} & set(text)]
)
def test_words_put_in_as_they_are_are_found(place: str, text: str) -> None:
    assert list(in_page(PLACES[place].format(text)))


@pytest.mark.parametrize("place", ["scripts", "attributes"])
def test_words_put_in_escaped_are_words(place: str) -> None:
    assert [text for text in EVERY if list(in_page(PLACES[place].format(escape(text))))] == []


def test_template_that_was_filled_in_is_found() -> None:
    assert list(in_page("<p>zq391337zq</p>")) == ["a template that was filled in"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/calendar", b"BEGIN:VEVENT\r\nSUMMARY:zq58\r\nX-ZQ:58\r\nEND:VEVENT\r\n"),
        ("text/csv", b"=zq66"),
        ("application/vnd.ms-excel", b"x"),
    ],
)
def test_file_in_which_words_got_out_is_found(kind: str, body: bytes) -> None:
    assert became(HttpResponse(body, content_type=kind))


def test_header_of_its_own_is_found() -> None:
    assert became(HttpResponse(b"", headers={"X-ZQ": "57"})) == ["a header X-ZQ"]
