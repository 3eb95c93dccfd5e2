"""A support plan: what the organisation does first, and at most two goals of the clinician's own."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tenthhour.apps.org.access import person
from tenthhour.apps.support.models.pathway.questions import OfQuestion


class Plan(OfQuestion):
    """A plan of help for one question; a new version is a new row, and an old one stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    check_ins_on = models.JSONField()
    is_coach_offered = models.BooleanField()
    is_label_shown = models.BooleanField()
    disagreement = models.TextField(blank=True, max_length=2000)
    disagreed_on = models.DateField(null=True)
    written_at = models.DateTimeField()
    written_by = person()

    class Meta(OfQuestion.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plan_ends_after_start")
        ]


class OfPlan(OfQuestion):
    """A row of a plan; `question` is the plan's, so that one rule says who reads it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")

    class Meta(OfQuestion.Meta):
        abstract = True


class PlanAction(OfPlan):
    """Help the organisation owes: delivered when the clinician says so, or the reviewer where that is disputed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=100)
    due = models.DateField()
    delivered_means = models.CharField(max_length=300)
    said_done_on = models.DateField(null=True)
    said_done_by = person(null=True)
    delivered_on = models.DateField(null=True)
    delivered_by = person(null=True)
    disputed_on = models.DateField(null=True)
    waived_on = models.DateField(null=True)

    class Meta(OfPlan.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True, delivered_by__isnull=True)
                | Q(delivered_on__isnull=False, delivered_by__isnull=False),
                name="action_delivered_by_somebody",
            )
        ]


class PlanGoal(OfPlan):
    """A goal inside the clinician's control, with baseline, interval, and their own best quarter-year."""

    what = models.CharField(max_length=200)
    baseline = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    target = models.FloatField()
    own_best = models.FloatField()
    higher_better = models.BooleanField(default=True)

    class Meta(OfPlan.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(higher_better=True, target__lte=F("own_best"))
                | Q(higher_better=False, target__gte=F("own_best")),
                name="goal_no_better_than_own_best",
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("baseline"), high__gte=F("baseline")), name="goal_baseline_in_interval"
            ),
        ]
