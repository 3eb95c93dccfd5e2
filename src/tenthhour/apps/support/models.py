"""What a leader and a clinician write down: drafts, asks, talks, promises, and the leader's own scratch."""

from __future__ import annotations

import uuid
from typing import get_args

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel
from tenthhour.core.support.ask import State
from tenthhour.core.support.promise import TEXT_LIMIT, Status

STATES = [s for s in get_args(State) if s != "draft"]


def _person(**options: object) -> models.ForeignKey[object, object]:
    return models.ForeignKey("org.Person", models.PROTECT, related_name="+", **options)  # type: ignore[arg-type]


class AskDraft(ScopedModel):
    """An Ask its leader is still writing. Its subject is the leader: nobody else can be shown the row."""

    retention = "scratch"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = _person()
    about = _person()
    body = models.JSONField()
    sums = models.JSONField(default=dict)
    updated_at = models.DateTimeField()


class Ask(ScopedModel):
    """A shared Ask: leader and clinician read all of it from the same moment."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = _person()
    body = models.JSONField()
    sums = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    shared_at = models.DateTimeField()
    shared_by = _person()

    class Meta(ScopedModel.Meta):
        constraints = [models.CheckConstraint(condition=Q(state__in=STATES), name="ask_state_known")]


class Talk(ScopedModel):
    """An invitation to one conversation: when, about what, and what the clinician wants on the page."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = _person()
    on = models.DateField()
    purpose = models.CharField(max_length=200)
    agenda = models.TextField(blank=True, max_length=1000)
    strength = models.CharField(max_length=300, blank=True)
    invited_at = models.DateTimeField()
    invited_by = _person()


class Scratch(ScopedModel):
    """The leader's own notes for a talk. Never shared."""

    retention = "scratch"

    subject = _person()
    about = _person()
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "about"], name="scratch_once")]


class Promise(ScopedModel):
    """Something owed between a leader and a clinician; `subject` is the clinician, whichever way it goes."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = _person()
    owed_by = _person()
    owed_to = _person()
    text = models.CharField(max_length=TEXT_LIMIT)
    due = models.DateField()
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
