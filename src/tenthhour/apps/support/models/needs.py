"""What a leader needs from above while a crisis stands, and what the supervisor answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person


class Need(ScopedModel):
    """One thing a leader needs from above in a crisis; an answer is owed in 72 hours."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    text = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)
    done_by = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = person(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    answered_at__isnull=True, answered_by__isnull=True, words="", done_by__isnull=True
                )
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(words="")),
                name="need_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("subject")),
                name="need_answered_by_another",
            ),
        ]
