"""Counting a finished rehearsal; there is nothing else to write."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from tenthhour.apps.rehearsal.models import RunCount


def count_run(*, scenario: str, month: str) -> None:
    """Count one rehearsal that reached its end. No person, no time of day, no record row."""
    with transaction.atomic():
        RunCount.objects.get_or_create(scenario=scenario, month=month)
        RunCount.objects.filter(scenario=scenario, month=month).update(n=F("n") + 1)
