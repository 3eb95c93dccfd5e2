"""The week, a person's page, and the files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenthhour.apps.org.access import policy


@policy("monday.week.read")
def week(request: HttpRequest) -> HttpResponse:
    """The leader's week."""
    response = render(request, "monday/week.html", {})
    response.subjects = set()  # type: ignore[attr-defined]
    return response
