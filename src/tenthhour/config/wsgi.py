"""The only server entry: keeps the session key, verifies the policies, then serves."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from tenthhour.core.errors import Refused


def keep_key(file: Path) -> None:
    """Make the session key once, readable by the owner alone; a second call changes nothing."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(secrets.token_urlsafe(48))


def _serve():  # type: ignore[no-untyped-def]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenthhour.config.settings")
    from tenthhour.config import environment
    from tenthhour.config import settings as ours

    if environment.read("TENTHHOUR_SECRET_KEY") is None:
        keep_key(ours.HOME / "secret.key")
        ours.SECRET_KEY = environment.kept_key(ours.HOME / "secret.key")
    served = get_wsgi_application()
    from tenthhour.apps.org.access import verify_registry

    try:
        verify_registry()
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 the last words of a server that will not start
        sys.exit(refusal.exit_code)
    return served


application = _serve()
