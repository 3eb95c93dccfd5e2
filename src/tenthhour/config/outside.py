"""The two things that connect to another machine, each off until a site switches it on."""

from __future__ import annotations

import re


def mail(server: str | None, sender: str | None, name: str | None, password: str | None) -> dict[str, object]:
    """Django's settings for a mail server written as host:port.

    Always encrypted, but for a server on this very machine; port 465 from the
    first byte on, any other port after the greeting.
    """
    if not server:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    host, _, port = server.partition(":")
    is_here = host in {"localhost", "127.0.0.1"}
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": int(port or 587),
        "EMAIL_USE_SSL": port == "465",
        "EMAIL_USE_TLS": port != "465" and not is_here,
        "EMAIL_HOST_USER": name or "",
        "EMAIL_HOST_PASSWORD": password or "",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender or f"tenthhour@{host}",
    }


def organisation(address: str | None, client: str, secret: str | None, name: str) -> dict[str, object]:
    """Allauth's settings for the organisation's own sign-in; none without an address."""
    if not address:
        return {}
    app = {
        "provider_id": "organisation",
        "name": name,
        "client_id": client,
        "secret": secret or "",
        "settings": {"server_url": address, "uid_field": "sub"},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def origin(address: str | None) -> str:
    """Scheme, host and port of an address, as the content policy names a place."""
    found = re.match(r"https?://[^/?#]+", address or "")
    return found[0] if found else ""
