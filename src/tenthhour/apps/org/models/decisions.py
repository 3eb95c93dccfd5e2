"""What two people decide: holds, erasures and how long records are kept."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tenthhour.apps.org.access import person


class TwoSigned(models.Model):
    """Something two people decide: one asks, another agrees. Neither may be both."""

    retention = "record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reason = models.CharField(max_length=300)
    asked_by = person()
    asked_at = models.DateTimeField()
    agreed_by = person(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")), name="%(class)s_by_two"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="%(class)s_agreed_at_and_by",
            ),
        ]


class Hold(TwoSigned):
    """A legal hold: nothing about the person, or about anybody, is erased while it stands.

    It stands from the first signature on, because what is erased while a second one is awaited is gone.
    """

    subject = person(null=True)


class HoldRelease(TwoSigned):
    """The end of a hold, once two people have signed it."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="+")


class Erasure(TwoSigned):
    """What the record says in words about one person, to be erased once two people have signed it."""

    subject = person()
    count = models.PositiveIntegerField(default=0)


class Unsealing(TwoSigned):
    """One closed question that nobody but the clinician reads any more, opened for a court or a legal hold.

    The people office reads it from the second signature on until `ends_at`; nothing has to be done to end it.
    """

    GROUNDS: ClassVar[dict[str, str]] = {"court": "a court asks for it", "hold": "a legal hold covers it"}

    subject = person()
    question = models.UUIDField()
    ground = models.CharField(max_length=10)
    ends_at = models.DateTimeField(null=True)

    class Meta(TwoSigned.Meta):
        constraints = [
            *TwoSigned.Meta.constraints,
            models.CheckConstraint(condition=Q(ground__in=["court", "hold"]), name="unsealing_ground_known"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("agreed_at")),
                name="unsealing_ends",
            ),
        ]


class RetentionPolicy(TwoSigned):
    """How many days rows of a class are kept; in force once two people have signed it, until the next one is."""

    days = models.JSONField()
