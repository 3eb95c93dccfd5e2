"""What came in, what was said of it, and where both came from."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from tenthhour.apps.org.access import ScopedModel, person


class Upload(ScopedModel):
    """Files brought to the page and not imported yet; they wait in `incoming/<id>/`."""

    retention = "scratch"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = person()


class Batch(ScopedModel):
    """One import: files that came in together, known by the hash of their content."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    names = models.JSONField()
    mapping = models.TextField(blank=True)
    row_count = models.PositiveIntegerField()
    correction_count = models.PositiveIntegerField(default=0)
    first_month = models.CharField(max_length=7)
    last_month = models.CharField(max_length=7)
    is_synthetic = models.BooleanField()
    code_version = models.CharField(max_length=30)
    measure_versions = models.JSONField()
    imported_at = models.DateTimeField()
    imported_by = person()
    undone_at = models.DateTimeField(null=True)
    undone_by = person(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["number"], name="batch_number_once"),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(undone_at__isnull=True), name="batch_same_files_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="batch_undone_at_and_by",
            ),
        ]


class MonthRun(models.Model):
    """What one batch made of the latest month: everything but the lines about single people.

    A batch is judged again when somebody decides about its data, and on the day results are in that it waited for
    (`waiting`; `complete_on` is the day it was judged as on). The newest run of the newest batch counts.
    """

    retention = "file"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    as_of = models.CharField(max_length=7)
    is_synthetic = models.BooleanField()
    engine = models.JSONField()
    budget = models.JSONField()
    summaries = models.JSONField()
    problems = models.JSONField()
    complete_on = models.DateField(null=True)
    waiting = models.JSONField(default=list)


class StoredQuestion(ScopedModel):
    """What the steward is asked about the numbers themselves; `subject` is empty where it is about everybody's."""

    retention = "file"

    run = models.ForeignKey(MonthRun, models.PROTECT, related_name="+")
    key = models.CharField(max_length=16)
    subject = person(null=True)
    body = models.JSONField()


class Decision(ScopedModel):
    """What a person decided about the data, and why; never changed, only followed by another one.

    `subject` is empty where it is about everybody's numbers; `question` is the key of what was asked.
    """

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    question = models.CharField(max_length=16)
    measure_id = models.CharField(max_length=100)
    subject = person(null=True)
    first_month = models.CharField(max_length=7)
    last_month = models.CharField(max_length=7)
    reason = models.TextField(max_length=1000)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    decided_by = person()
    decided_at = models.DateTimeField()


class StoredSystemSignal(models.Model):
    """What changed for everybody of a group; nobody's own finding."""

    retention = "file"

    run = models.ForeignKey(MonthRun, models.PROTECT, related_name="+")
    body = models.JSONField()
    series = models.JSONField(null=True)
    chart = models.ForeignKey("measurement.Chart", models.PROTECT, related_name="+", null=True)
    description = models.TextField(blank=True)


class PersonMonth(ScopedModel):
    """One person's page of one run. The person sees it at once, others from `leader_from` on.

    A run is shared with others as a whole page, or the absence of a line would
    tell what the line says.
    """

    retention = "file"

    run = models.ForeignKey(MonthRun, models.PROTECT, related_name="+")
    subject = person()
    leader_from = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["subject", "run"], name="person_month_once")]

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        return Q(leader_from__lte=at)


class _OfPersonMonth(ScopedModel):
    subject_path = "page__subject"
    retention = "file"

    page = models.ForeignKey(PersonMonth, models.PROTECT, related_name="+")
    body = models.JSONField()

    class Meta(ScopedModel.Meta):
        abstract = True

    @classmethod
    def when_others_may(cls, at: datetime) -> Q:
        return Q(page__leader_from__lte=at)


class StoredFinding(_OfPersonMonth):
    """One finding as it was said; `key` is its id, the same in every month it stands."""

    key = models.CharField(max_length=16)


class StoredNotSaid(_OfPersonMonth):
    """Why nothing may be said of one measure."""


class Chart(models.Model):
    """A drawing, kept once by the hash of its content; reached only through its series."""

    retention = "file"

    key = models.CharField(max_length=64, primary_key=True)
    svg = models.TextField()


class StoredAcross(models.Model):
    """One measure of one group over a year, as coarse points without names; reached only through one's own series."""

    retention = "file"

    run = models.ForeignKey(MonthRun, models.PROTECT, related_name="+")
    body = models.JSONField()


class StoredSeries(_OfPersonMonth):
    """The months behind one chart, the chart, the chart in words, the level of the last year, a proposed new one."""

    measure_id = models.CharField(max_length=100)
    level = models.JSONField(null=True)
    proposal = models.JSONField(null=True)
    across = models.ForeignKey(StoredAcross, models.PROTECT, related_name="+", null=True)
    own_point = models.JSONField(null=True)
    chart = models.ForeignKey(Chart, models.PROTECT, related_name="+", null=True)
    description = models.TextField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "measure_id"], name="series_once")]


class Correction(ScopedModel):
    """A value of an earlier month that a later file changed; both values stay readable."""

    retention = "file"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    subject = person()
    measure_id = models.CharField(max_length=100)
    month = models.CharField(max_length=7)
    before = models.JSONField()
    after = models.JSONField()


class Comment(ScopedModel):
    """What a clinician says about one of their numbers; the leader reads it at once."""

    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = person()
    measure_id = models.CharField(max_length=100)
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()
