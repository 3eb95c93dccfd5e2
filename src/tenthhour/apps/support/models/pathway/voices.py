"""What the two say and do around a question: meetings, statements, doubts about the data, wishes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.apps.support.models.pathway.questions import AppendOnly, OfQuestion

MEETINGS = {"talk": "the talk", "check_in": "a check-in", "day_30": "the review at day 30"}
WISHES = {
    "support": "help with the work around it",
    "coach": "a coach of my own choice",
    "leader": "somebody else to talk with",
    "companion": "to bring somebody along",
    "second_opinion": "a second opinion",
}


class Meeting(OfQuestion):
    """A talk, check-in or review of one question: invited, met, summed up, and confirmed by both.

    Only `met_on` and the dates offered are said by people; every other day is the server's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10)
    topic = models.CharField(max_length=200)
    planned_on = models.DateField(null=True)
    invited_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    summary = models.TextField(blank=True, max_length=4000)
    summary_on = models.DateField(null=True)
    clinicians_line = models.TextField(blank=True, max_length=2000)
    is_welcome = models.BooleanField(default=False)
    leader_said_on = models.DateField(null=True)
    clinician_said_on = models.DateField(null=True)
    offered = models.JSONField(default=list)
    declined_confirmed_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta(OfQuestion.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(MEETINGS)), name="meeting_kind_known"),
            models.CheckConstraint(
                condition=Q(summary_on__isnull=True) | Q(met_on__isnull=False),
                name="meeting_met_before_summed_up",
            ),
            models.CheckConstraint(
                condition=Q(summary_on__isnull=True) | Q(summary_on__gte=models.F("met_on")),
                name="meeting_summed_up_after_it",
            ),
        ]


class Statement(AppendOnly, OfQuestion):
    """Somebody's own words for the file of a question; they stay as written."""

    by = person()
    text = models.TextField(max_length=4000)
    at = models.DateTimeField()


class Dispute(OfQuestion):
    """The clinician doubts the data. While it is open no clock of the question runs.

    The steward answers within 10 working days; after that answer the clinician
    may ask once for a second opinion, and the reviewer's answer ends it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ground = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=2000)
    opened_on = models.DateField()
    answer_due = models.DateField()
    is_corrected = models.BooleanField(null=True)
    answer = models.TextField(blank=True, max_length=2000)
    answered_on = models.DateField(null=True)
    answered_by = person(null=True)
    second_asked_on = models.DateField(null=True)
    second_answer = models.TextField(blank=True, max_length=2000)
    second_on = models.DateField(null=True)
    second_by = person(null=True)

    class Meta(OfQuestion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["question", "ground"], name="dispute_each_ground_once"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(is_corrected__isnull=False),
                name="dispute_answer_says_which",
            ),
            models.CheckConstraint(
                condition=Q(second_asked_on__isnull=True) | Q(answered_on__isnull=False),
                name="dispute_second_after_first",
            ),
        ]


class Wish(AppendOnly, OfQuestion):
    """What the clinician asks for beside a question: help, another person, company, a second opinion."""

    kind = models.CharField(max_length=15)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta(OfQuestion.Meta):
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(WISHES)), name="wish_kind_known")]


class PrivateReport(ScopedModel):
    """The day somebody made a safety or grievance report, entered by themselves: nobody else reads the row.

    For 180 days after it a formal step needs a reviewer from outside (guard G8).
    """

    retention = "file"

    subject = person()
    on = models.DateField()
    at = models.DateTimeField()
