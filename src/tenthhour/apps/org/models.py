"""People, their accounts, dated assignments, notices, and the record."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.apps.org.policies import PERSON_KINDS, QUESTION_KINDS, SITE_KINDS, Kind
from tenthhour.core.audit import printed

STATES = ["invited", "active", "suspended", "delegated", "future", "ended"]


class Person(ScopedModel):
    """Somebody who works here; `code` is the id used in the site's files. Need not have an account."""

    subject_path = "pk"
    retention = "people"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    peer_group = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    # Not kept: when, in the session now acting, the person last showed who they are (`access.confirm`).
    confirmed_at: datetime | None = None

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["code"], name="person_code_once")]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["User"]):
    """Accounts are found by their sign-in name, however it is written."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account with which one person signs in. It carries no rights: assignments do."""

    retention = "people"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
        ]

    @property
    def name(self) -> str:
        return self.person.name


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


class RetentionPolicy(TwoSigned):
    """How many days rows of a class are kept; in force once two people have signed it, until the next one is."""

    days = models.JSONField()
