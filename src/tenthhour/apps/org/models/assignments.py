"""Dated assignments: who stands in which relation to whom."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tenthhour.apps.org.access import person
from tenthhour.apps.org.policies import PERSON_KINDS, QUESTION_KINDS, SITE_KINDS, Kind

STATES = ["invited", "active", "suspended", "delegated", "future", "ended"]


class Assignment(models.Model):
    """Who stands in which relation to whom, from when until when: valid_from <= t < valid_to.

    `subject` is the person it is held towards, none where it is held towards the site; `object_ref`
    the one question of that person, where it opens no more than that. The database itself refuses two
    leaders of one person at one instant and a cover of more than 30 days (migration 0003).
    """

    retention = "record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind: models.CharField[Kind, Kind] = models.CharField(max_length=20)
    holder = person()
    subject = person(null=True)
    object_ref = models.UUIDField(null=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    granted_by = person(null=True)
    state = models.CharField(max_length=10, default="active")

    class Meta:
        indexes = [
            models.Index(fields=["holder", "kind"], name="assignment_holder"),
            models.Index(fields=["subject", "kind"], name="assignment_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="assignment_state_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=True) | ~Q(holder=F("subject")), name="assignment_never_oneself"
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("holder")),
                name="assignment_never_granted_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(SITE_KINDS), subject__isnull=True, object_ref__isnull=True)
                | Q(kind__in=sorted(PERSON_KINDS), subject__isnull=False, object_ref__isnull=True)
                | Q(kind__in=sorted(QUESTION_KINDS), subject__isnull=False, object_ref__isnull=False),
                name="assignment_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="covers") | Q(valid_to__isnull=False), name="assignment_cover_has_an_end"
            ),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(kind="leads", valid_to__isnull=True, state__in=["active", "delegated"]),
                name="assignment_one_leader",
            ),
        ]
