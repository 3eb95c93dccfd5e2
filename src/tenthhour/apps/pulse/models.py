"""Waves, who may answer, slips, sealed answers, and what is published.

No answer stands beside a person, a time or a slip. What may change when is guarded by the database, too
(migration `a_wave_is_frozen`).
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from tenthhour.apps.org.access import person
from tenthhour.core.pulse.disclosure import SMALLEST
from tenthhour.core.pulse.wave import Definition

DRAFT, FROZEN, OPEN, CLOSED, PUBLISHED, VOID = "draft", "frozen", "open", "closed", "published", "void"
STATES = (DRAFT, FROZEN, OPEN, CLOSED, PUBLISHED, VOID)
FIXED = ("instrument", "k", "opens_on", "closes_on", "definition", "digest", "public_key", "launched_at")


class NeverChanged(Exception):
    """Something of a launched wave was to be changed."""


class Wave(models.Model):
    """The same questions to everybody, once. `definition` is its canonical text, empty while it is a draft."""

    retention = "record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, default=DRAFT)
    instrument = models.CharField(max_length=100)
    k = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    definition = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    public_key = models.CharField(max_length=64, blank=True)
    launched_at = models.DateTimeField(null=True)
    why_void = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="wave_state_known"),
            models.CheckConstraint(condition=Q(k__gte=SMALLEST), name="wave_k_not_too_low"),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")), name="wave_closes_after_opening"
            ),
        ]

    def save(self, **options: Any) -> None:
        before = Wave.objects.filter(pk=self.pk).exclude(state=DRAFT).values(*FIXED).first()
        if before and any(before[name] != getattr(self, name) for name in FIXED):
            raise NeverChanged("A wave stays as it was launched.")
        super().save(**options)

    @property
    def defined(self) -> Definition:
        """What was fixed at launch."""
        return Definition.read(self.definition)


def any_number() -> int:
    """A key out of order: on SQLite the key is the place in the file, and must not tell which row came first."""
    return 1 + secrets.randbelow(2**62)


class OfWave(models.Model):
    """A row of a wave that is gone when the wave ends."""

    retention = "wave"

    id = models.BigAutoField(primary_key=True, default=any_number)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Eligible(OfWave):
    """Somebody who may answer, and whether they took their slip. Nobody knows which."""

    person = person()
    group = models.CharField(max_length=10)
    slip_taken = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="eligible_once")]


class Slip(OfWave):
    """The digest of a slip nobody has answered with yet. Deleted by the answer."""

    digest = models.CharField(max_length=64)
    group = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "digest"], name="slip_once")]


class SealedAnswer(OfWave):
    """One box: group and answers, of one size, to be opened with a key that is in no database."""

    blob = models.BinaryField()


class Result(models.Model):
    """One band of one cell: `low` to `high` of `n`. The count between them is written nowhere."""

    retention = "count"

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="+")
    item = models.CharField(max_length=100)
    groups = models.JSONField()
    n = models.PositiveIntegerField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(n__gte=SMALLEST), name="result_of_enough"),
            models.CheckConstraint(
                condition=Q(low__lte=F("high"), high__lte=F("n")), name="result_is_a_band"
            ),
        ]


class Overall(models.Model):
    """The blurred share of everybody, in per cent."""

    retention = "count"

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="+")
    item = models.CharField(max_length=100)
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "item"], name="overall_drawn_once")]
