"""A leader's protected time, what was sent up because it does not do, and what the supervisor answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.core.support.week import ANSWERS


class LeadersTime(ScopedModel):
    """How much of a leader's week is protected for leading."""

    retention = "file"

    subject = person()
    share = models.FloatField()
    contracted = models.PositiveIntegerField()
    set_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="leaders_time_once"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="leaders_time_a_share"),
        ]


class LoadWeek(ScopedModel):
    """What one Monday's count found: the minutes an average week of this leader needs, and those there are."""

    retention = "file"

    subject = person()
    monday = models.DateField()
    need = models.PositiveIntegerField()
    available = models.PositiveIntegerField()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["subject", "monday"], name="load_week_once"),
        ]


class LoadReport(ScopedModel):
    """Minutes a week that are missing, sent to the supervisor as numbers alone; an answer is owed in 14 days."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    clinicians = models.PositiveIntegerField()
    need = models.PositiveIntegerField()
    available = models.PositiveIntegerField()
    weeks = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = person(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=["", *ANSWERS]), name="load_answer_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="load_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("subject")),
                name="load_answered_by_another",
            ),
        ]
