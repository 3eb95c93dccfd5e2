"""How somebody wants to be reminded: a private calendar address, an e-mail without content, or neither."""

from __future__ import annotations

from django.db import models

from tenthhour.apps.org.access import ScopedModel, person


class Reminders(ScopedModel):
    """One person's choice. Of the calendar's secret only a digest is kept: a copy of the data opens no feed."""

    retention = "people"

    subject = person()
    email = models.EmailField(blank=True)
    feed_digest = models.CharField(max_length=64, blank=True)
    mailed_for = models.DateField(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject"], name="reminders_once")]
