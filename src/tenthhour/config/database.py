"""Where a site keeps its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tenthhour.core.errors import UsageError


def database(named: str | None, home: Path) -> dict[str, Any]:
    """Django's settings for the database of TENTHHOUR_DATABASE: PostgreSQL by its address, or a file of SQLite."""
    if named and named.startswith(("postgres://", "postgresql://")):
        return {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, **_address(named)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": named or home / "tenthhour.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # FULL: an acknowledged month survives a power cut. IMMEDIATE: a writer waits at the door
            # instead of failing half-way in.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
        },
    }


def _address(named: str) -> dict[str, Any]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(named)
    except ProgrammingError as error:
        raise UsageError(
            "TENTHHOUR_DATABASE is not an address. Write postgres://NAME:PASSWORD@HOST/DATABASE."
        ) from error
    ours = {name.upper(): parts.pop(name, "") for name in ("user", "password", "host", "port")}
    return {**ours, "NAME": parts.pop("dbname", ""), "CONN_MAX_AGE": 600, "OPTIONS": parts}
