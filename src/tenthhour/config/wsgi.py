"""The only server entry: keeps the session key, verifies the policies, then serves."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application

from tenthhour.core.errors import Refused


def _serve():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenthhour.config.settings")
    served = get_wsgi_application()
    from tenthhour.apps.org.access import verify_registry
    from tenthhour.apps.org.privacy.keys import keep_session_key

    keep_session_key()

    try:
        verify_registry()
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 the last words of a server that will not start
        sys.exit(refusal.exit_code)
    return served


application = _serve()
