"""What is owed between a leader and a clinician."""

from __future__ import annotations

import uuid
from typing import get_args

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.core.support.promise import TEXT_LIMIT, Status


class Promise(ScopedModel):
    """Something owed between a leader and a clinician; `subject` is the clinician, whichever way it goes."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    owed_by = person()
    owed_to = person()
    text = models.CharField(max_length=TEXT_LIMIT)
    due = models.DateField()
    proposed_due = models.DateField(null=True)
    status = models.CharField(max_length=12, default="open")
    kept_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(status__in=get_args(Status)), name="promise_status_known"),
            models.CheckConstraint(
                condition=~Q(owed_by=models.F("owed_to")), name="promise_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(kept_on__isnull=False),
                name="promise_kept_before_confirmed",
            ),
        ]
