"""TENTHHOUR_DATABASE names a file or a PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenthhour.config.database import database
from tenthhour.core.errors import UsageError


def test_file_means_sqlite() -> None:
    assert database("/srv/site.sqlite3", Path("/home"))["ENGINE"] == "django.db.backends.sqlite3"


def test_address_means_postgresql() -> None:
    found = database("postgres://ann:se%40cret@db.example:5433/clinic?sslmode=require", Path("/home"))
    assert {k: found[k] for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")} == {
        "USER": "ann",
        "PASSWORD": "se@cret",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "clinic",
        "OPTIONS": {"sslmode": "require"},
    }


def test_broken_address_is_a_sentence_without_the_password() -> None:
    with pytest.raises(UsageError, match="is not an address") as said:
        database("postgres://ann:secret@db.example:port/%zz", Path("/home"))
    assert "secret" not in str(said.value)
