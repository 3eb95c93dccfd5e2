"""The formal steps: adopted policy, proposal and written expectation, danger, and numbers from outside."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.apps.support.models.pathway.questions import AppendOnly, OfQuestion
from tenthhour.core.support.pathway import CATEGORIES


class Adoption(models.Model):
    """Who adopted which version of the steps as policy, after counsel read it. None: formal steps stay shut."""

    retention = "record"

    version = models.CharField(max_length=100)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.DateField()
    counsel = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = person()


class Proposal(OfQuestion):
    """A first formal step, proposed by the leader: what is expected, and what plainly follows.

    It is also the page two approvers, the clinician and the people office read:
    the step's own file, without the talks before it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expectation = models.TextField(max_length=4000)
    consequence = models.TextField(max_length=2000)
    reply_until = models.DateField(null=True)
    reply = models.TextField(blank=True, max_length=4000)
    replied_on = models.DateField(null=True)
    reviewer_note = models.TextField(blank=True, max_length=4000)
    proposed_at = models.DateTimeField()
    proposed_by = person()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(OfQuestion.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(withdrawn_at__isnull=True), name="proposal_one_at_a_time"
            )
        ]


class Danger(OfQuestion):
    """A danger or a legal duty two people name (SX). No measure can stand in it, and the leader cannot read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    category = models.CharField(max_length=20)
    facts = models.TextField(max_length=4000)
    referral = models.CharField(max_length=200)
    reviewer_note = models.TextField(blank=True, max_length=4000)
    named_at = models.DateTimeField()
    named_by = person()

    class Meta(OfQuestion.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(category__in=list(CATEGORIES)), name="danger_category_known"),
            models.UniqueConstraint(fields=["question"], name="danger_once"),
        ]

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        """Whoever decides on it reads it at once; the question itself is never shared, so no leader reads either."""
        return Q()


class Crisis(models.Model):
    """Clocks stopped for everybody: declared by a supervisor, dated; each renewal is a row by somebody else."""

    retention = "record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reason = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    declared_at = models.DateTimeField()
    declared_by = person()
    renews = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="crisis_ends_after_start"
            )
        ]


class Outcome(AppendOnly, ScopedModel):
    """Notices and departures outside the pathway in one quarter: numbers only, nobody is named.

    `subject` is the supervisor who entered them.
    """

    retention = "count"

    subject = person()
    quarter = models.CharField(max_length=7)
    notices = models.PositiveSmallIntegerField()
    departures = models.PositiveSmallIntegerField()
    began_with_warning = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
