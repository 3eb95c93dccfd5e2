"""One-to-ones: how often a pair meets, each talk from invitation to summary, and each side's own notes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.apps.org.privacy.text import PrivateText
from tenthhour.core.support.week import RHYTHMS


class Rhythm(ScopedModel):
    """How often a clinician and whoever leads them meet. `proposed`: longer, and waiting for their yes."""

    retention = "file"

    subject = person()
    weeks = models.PositiveSmallIntegerField()
    proposed = models.PositiveSmallIntegerField(null=True)
    set_at = models.DateTimeField()
    set_by = person()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="rhythm_once"),
            models.CheckConstraint(condition=Q(weeks__in=list(RHYTHMS)), name="rhythm_known"),
        ]


class Talk(ScopedModel):
    """One conversation: invited, perhaps moved, met, summed up by one and acknowledged by the other."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    on = models.DateField()
    at_time = models.TimeField(null=True)
    purpose = models.CharField(max_length=200)
    strength = models.CharField(max_length=300, blank=True)
    framework = models.CharField(max_length=40, default="r2c2")
    invited_at = models.DateTimeField()
    invited_by = person()
    is_moved_by_leader = models.BooleanField(default=False)
    is_moved_by_clinician = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = person(null=True)
    met_on = models.DateField(null=True)
    summary = models.TextField(blank=True, max_length=2000)
    summarised_at = models.DateTimeField(null=True)
    summarised_by = person(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    added_line = models.CharField(max_length=300, blank=True)
    is_welcome = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["subject", "on"], name="talk_of_whom")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="talk_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(summarised_at__isnull=True, summarised_by__isnull=True, met_on__isnull=True)
                | Q(summarised_at__isnull=False, summarised_by__isnull=False, met_on__isnull=False),
                name="talk_summary_by_somebody_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("summarised_at")),
                name="talk_acknowledged_after_summary",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(summarised_at__isnull=True),
                name="talk_cancelled_or_held",
            ),
        ]


class Point(ScopedModel):
    """Something one of the two wants to talk about. It stays on the page until one of them says it is done."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    text = models.CharField(max_length=200)
    is_soon = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = person()
    done_at = models.DateTimeField(null=True)
    done_by = person(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="point_done_by_somebody",
            )
        ]


class Useful(ScopedModel):
    """How many said that a talk with this leader was useful, in one half-year. Who answered is kept nowhere."""

    retention = "count"

    subject = person()
    half = models.CharField(max_length=6)
    yes = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "half"], name="useful_once")]


class Scratch(ScopedModel):
    """One side's own notes for a talk. Never shared, stored encrypted, gone 30 days after the last change."""

    retention = "scratch"

    subject = person()
    about = person()
    text = PrivateText(max_length=2000)
    written_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "about"], name="scratch_once")]
