"""Thanks: what somebody did well, said by whoever saw it."""

from __future__ import annotations

import uuid

from django.db import models

from tenthhour.apps.org.access import ScopedModel, person


class Thanks(ScopedModel):
    """One specific thing a person did well; a colleague's note, or what the leader has thanked for."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    text = models.CharField(max_length=300)
    written_at = models.DateTimeField()
    written_by = person()
    said_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(subject=models.F("written_by")), name="thanks_for_somebody_else"
            )
        ]
