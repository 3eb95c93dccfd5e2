"""People and their accounts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tenthhour.apps.org.access import ScopedModel


class Person(ScopedModel):
    """Somebody who works here; `code` is the id used in the site's files. Need not have an account.

    `peer_group` and `team` are those of the post that holds today, written by whatever writes posts and
    by the clock; what held when, the posts say. `filed` is what the last clinicians file said: a file
    that says the same again changes nothing that was corrected here meanwhile.
    """

    subject_path = "pk"
    retention = "people"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    peer_group = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    filed = models.JSONField(default=dict)
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


class Guess(models.Model):
    """A count of wrong guesses at the door, as Django's cache in the database keeps it, so that the clock can end it.

    The table is made by `createcachetable`. A key holds an address or a scrambled sign-in name, never a person.
    """

    retention = "count"

    cache_key = models.CharField(max_length=255, primary_key=True)
    expires = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "counted_guesses"
