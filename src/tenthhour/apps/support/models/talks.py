"""Invitations to a talk, and the leader's own notes for it."""

from __future__ import annotations

import uuid

from django.db import models

from tenthhour.apps.org.access import ScopedModel
from tenthhour.apps.org.privacy.text import PrivateText
from tenthhour.apps.support.models.keys import person


class Talk(ScopedModel):
    """An invitation to one conversation: when, about what, and what the clinician wants on the page."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    on = models.DateField()
    purpose = models.CharField(max_length=200)
    agenda = models.TextField(blank=True, max_length=1000)
    strength = models.CharField(max_length=300, blank=True)
    invited_at = models.DateTimeField()
    invited_by = person()


class Scratch(ScopedModel):
    """The leader's own notes for a talk. Never shared, stored encrypted, gone 30 days after the last change."""

    retention = "scratch"

    subject = person()
    about = person()
    text = PrivateText(max_length=2000)
    written_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "about"], name="scratch_once")]
