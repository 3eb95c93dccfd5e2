"""Posts and leave: where and how much somebody works here, and when they are away, by date."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from tenthhour.apps.org.access import ScopedModel, counting, person
from tenthhour.apps.org.models.assignments import Assignment


class Dated(ScopedModel):
    """Something of a person's that holds from one day to another, both included.

    A row is never changed but to say that it was replaced, by whom and when: so a wrong date can be
    corrected and what was written before stays. No day given: since before anything was written down,
    or until further notice. The database refuses two standing rows on one day (migration 0007).
    """

    retention = "people"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = person()
    replaced_at = models.DateTimeField(null=True)
    replaced_by = person(null=True)

    class Meta(ScopedModel.Meta):
        abstract = True
        indexes = [models.Index(fields=["subject", "replaced_at"], name="%(class)s_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_on__isnull=True) | Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replaced_by__isnull=True)
                | Q(replaced_at__isnull=False, replaced_by__isnull=False),
                name="%(class)s_replaced_at_and_by",
            ),
        ]


class Post(Dated):
    """What somebody works as, in which team of which clinic, and for what share of a full clinical post."""

    peer_group = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    clinic = models.CharField(max_length=200, blank=True)
    clinical_fte = models.FloatField(null=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(clinical_fte__isnull=True) | Q(clinical_fte__gt=0, clinical_fte__lte=1.5),
                name="post_share_possible",
            ),
        ]


class Leave(Dated):
    """When somebody is away. There is no column for the reason, and there shall be none."""

    class Meta(Dated.Meta):
        abstract = False


def gone(at: datetime) -> Q:
    """Accounts of people whose last post is over and who hold no role any more."""
    today, mine = timezone.localdate(at), {"subject": OuterRef("person"), "replaced_at__isnull": True}
    over = Exists(Post.unscoped.filter(**mine, last_on__lt=today))
    lasting = Exists(Post.unscoped.filter(Q(last_on__isnull=True) | Q(last_on__gte=today), **mine))
    holding = Exists(Assignment.objects.filter(counting(at), holder=OuterRef("person")))
    return Q(over) & ~Q(lasting) & ~Q(holding)
