"""A question about one measure, Ask, event or wish of one clinician: its visits, yes-words and figures."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tenthhour.apps.org.access import ScopedModel, person
from tenthhour.core.support.pathway import MOVES, Kind, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable

# Closed before a formal step: 12 months in the view of others; after one, 24.
IN_VIEW = timedelta(days=365)
IN_VIEW_FORMAL = timedelta(days=730)


class NeverChanged(Exception):
    """A row that says what happened was to be changed or deleted."""


class AppendOnly(models.Model):
    """A row that is written once. The database refuses the rest, too (migration `no_step_is_skipped`)."""

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(f"{type(self).__name__}: what was written stays as it was.")
        super().save(**options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise NeverChanged(f"{type(self).__name__}: what was written stays.")


class Question(ScopedModel):
    """One number, Ask, event or wish of one clinician. Where it stands is told by its visits alone.

    `others_from`: from when anybody but the clinician may read it; None until the clinician shares it.
    """

    question_path = "pk"
    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    kind: models.CharField[Kind, Kind] = models.CharField(max_length=10)
    measure_id = models.CharField(max_length=100, blank=True)
    ask = models.ForeignKey("support.Ask", models.PROTECT, related_name="+", null=True)
    topic = models.CharField(max_length=200)
    is_efficiency = models.BooleanField(default=False)
    event_on = models.DateField(null=True)
    is_request = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    others_from = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=get_args(Kind)), name="question_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind="measure") & ~Q(measure_id="")) | ~Q(kind="measure"),
                name="question_measure_named",
            ),
            # Nothing about a number can be dressed up as a danger (text L5).
            models.CheckConstraint(
                condition=~Q(kind="exception") | Q(measure_id="", ask__isnull=True, is_efficiency=False),
                name="question_exception_names_no_number",
            ),
            models.CheckConstraint(
                condition=(Q(kind="ask") & Q(ask__isnull=False)) | (~Q(kind="ask") & Q(ask__isnull=True)),
                name="question_ask_named",
            ),
        ]

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        return _when_others_may(at, "")


def _when_others_may(at: datetime, path: str) -> Q:
    """Once shared, and no longer than 12 months after it was closed (24 after a formal step)."""
    today = timezone.localdate(at)
    visits = Visit.unscoped.filter(question=OuterRef(f"{path}pk"))
    formal = Exists(visits.filter(state="S4"))
    old = Exists(visits.filter(state="S0", on__lte=today - IN_VIEW))
    older = Exists(visits.filter(state="S0", on__lte=today - IN_VIEW_FORMAL))
    return Q(**{f"{path}others_from__lte": at}) & ~Q(older) & (Q(formal) | ~Q(old))


class OfQuestion(ScopedModel):
    """A row that belongs to one question and is read by whoever may read that."""

    subject_path = "question__subject"
    question_path = "question"
    retention = "file"

    question = models.ForeignKey(Question, models.PROTECT, related_name="+")

    class Meta(ScopedModel.Meta):
        abstract = True

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        return _when_others_may(at, "question__")


class OneByOne(models.Manager["Visit"]):
    """Steps are written one at a time."""

    def bulk_create(self, objs: Iterable[Visit], *args: Any, **options: Any) -> list[Visit]:
        raise NeverChanged("Steps are taken one at a time.")


class Visit(AppendOnly, OfQuestion):
    """A step that was taken: the state it led to, the day, and the row of the record that was written with it."""

    number = models.PositiveIntegerField()
    state: models.CharField[State, State] = models.CharField(max_length=3)
    move = models.CharField(max_length=3)
    on = models.DateField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    planned_end = models.DateField(null=True)
    pause_until = models.DateField(null=True)
    audit = models.OneToOneField("org.AuditEntry", models.PROTECT, related_name="+")

    unscoped: ClassVar[models.Manager[Visit]] = OneByOne()

    class Meta(OfQuestion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="visit_numbered_once"),
            models.CheckConstraint(condition=Q(state__in=get_args(State)), name="visit_state_known"),
            models.CheckConstraint(condition=Q(move__in=list(MOVES)), name="visit_move_known"),
        ]


class Confirmation(AppendOnly, OfQuestion):
    """Somebody, in a role, says yes to a step after a visit. `words` is what they wrote with it."""

    after = models.PositiveIntegerField()
    move = models.CharField(max_length=3)
    role: models.CharField[Role, Role] = models.CharField(max_length=15)
    person = person()
    on = models.DateField()
    at = models.DateTimeField()
    words = models.JSONField(default=dict)

    class Meta(OfQuestion.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["question", "after", "move", "role", "on"], name="confirmation_once_a_day"
            ),
            models.CheckConstraint(condition=Q(role__in=get_args(Role)), name="confirmation_role_known"),
            models.CheckConstraint(condition=Q(move__in=list(MOVES)), name="confirmation_move_known"),
        ]


class Figures(OfQuestion):
    """What one import said of the question's number, when the clinician could first read it.

    `stands`: the difference is there; `is_usable`: nothing speaks against the period (leave, crisis,
    a changed definition, too few); `is_corrected_away`: corrected data took the signal back.
    """

    batch_ref = models.UUIDField()
    as_of = models.CharField(max_length=7)
    period = models.CharField(max_length=7)
    stands = models.BooleanField()
    is_usable = models.BooleanField()
    is_corrected_away = models.BooleanField(default=False)
    sentence = models.TextField()
    shown_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta(OfQuestion.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["question", "batch_ref", "period"], name="figures_once_an_import_and_period"
            )
        ]
