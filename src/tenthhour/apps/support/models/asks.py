"""What is wanted of somebody: drafts that are the leader's own, and asks both can read."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import get_args

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.core.support.ask import State

STATES = [s for s in get_args(State) if s != "draft"]


class AskDraft(ScopedModel):
    """An Ask its leader is still writing. Its subject is the leader: nobody else can be shown the row."""

    retention = "scratch"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    about = person()
    body = models.JSONField()
    sums = models.JSONField(default=dict)
    updated_at = models.DateTimeField()


class Ask(ScopedModel):
    """A shared Ask: leader and clinician read all of it from the same moment."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    body = models.JSONField()
    sums = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    shared_at = models.DateTimeField()
    shared_by = person()

    class Meta(ScopedModel.Meta):
        constraints = [models.CheckConstraint(condition=Q(state__in=STATES), name="ask_state_known")]


class OwnSum(ScopedModel):
    """A clinician's own figures for the sum of an Ask; theirs alone until they share them."""

    retention = "file"

    subject = person()
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="+")
    sums = models.JSONField()
    likely = models.FloatField()
    sentence = models.CharField(max_length=300)
    is_shared = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "ask"], name="own_sum_once")]

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        return Q(is_shared=True)
