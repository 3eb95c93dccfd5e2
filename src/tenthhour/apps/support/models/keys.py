"""The key every table here has: the person a row is about."""

from __future__ import annotations

from django.db import models


def person(**options: object) -> models.ForeignKey[object, object]:
    return models.ForeignKey("org.Person", models.PROTECT, related_name="+", **options)  # type: ignore[arg-type]
