"""How often each scenario was rehearsed in a month: the one thing that is kept, and it names nobody."""

from __future__ import annotations

from django.db import models


class RunCount(models.Model):
    """Rehearsals of one scenario that reached their end in one month."""

    retention = "count"

    scenario = models.CharField(max_length=60)
    month = models.CharField(max_length=7)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "month"], name="run_count_once")]
