"""The record: what was done and read, its head and checkpoints, and what people were told."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel
from tenthhour.apps.org.models.people import Person
from tenthhour.core.audit import printed


class Notice(ScopedModel):
    """One sentence to one person about something that concerns them."""

    retention = "file"
    subject = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        return Q(pk__in=[])


class AuditEntry(ScopedModel):
    """One link of the record: who did or read what, about whom, when. Never changed, never deleted."""

    subject_path = "subject_ref"
    retention = "record"

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_ref = models.CharField(max_length=36)
    kind = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    object_ref = models.CharField(max_length=100, blank=True)
    subject_ref = models.CharField(max_length=36, blank=True, db_index=True)
    detail_digest = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=12)
    key_id = models.CharField(max_length=16)
    nonce = models.CharField(max_length=32)
    prev_link = models.CharField(max_length=64)
    link = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)


class AuditDetail(models.Model):
    """What an entry says in words; erasable, because the entry holds only its salted digest."""

    retention = "detail"
    seq = models.PositiveBigIntegerField(primary_key=True)
    salt = models.BinaryField(max_length=32)
    text = models.TextField()


class AuditHead(models.Model):
    """The last link, and the key that seals the next; every act takes this row first, so acts stand in one line."""

    retention = "record"
    id = models.PositiveSmallIntegerField(primary_key=True)
    installation = models.CharField(max_length=36)
    seq = models.PositiveBigIntegerField()
    link = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)


class Checkpoint(models.Model):
    """The head of the record when a copy of it left the server. Only the copies outside prove anything."""

    retention = "record"
    seq = models.PositiveBigIntegerField(primary_key=True)
    link = models.CharField(max_length=64)
    installation = models.CharField(max_length=36)
    key_id = models.CharField(max_length=16)
    taken_at = models.DateTimeField()
    why = models.CharField(max_length=60)

    @property
    def printed(self) -> str:
        """As it stands on paper: the number of the last entry and 32 hex digits of its link."""
        return printed(self.seq, self.link)
