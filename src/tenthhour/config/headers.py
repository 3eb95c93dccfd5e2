"""What holds for every page: nothing from elsewhere runs, nothing with people on it is kept, no body is too large."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenthhour.config.outside import origin

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        # The button «through your organisation» is sent here and answered with the way to the provider.
        f"form-action 'self' {origin(settings.OIDC_URL)}".strip(),
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content policy everywhere and `no-store` everywhere but on the style sheet and script files."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def body_size(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body larger than any form here takes before a byte of it is read, whoever sends it."""

    def answer(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > settings.BODY_LIMIT:
            return render(request, "413.html", {"megabytes": settings.UPLOAD_LIMIT // 1_000_000}, status=413)
        return get_response(request)

    return answer
