"""Rows whose time is over: erased one by one, each with its row in the record, and never under a hold."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from django.apps import apps  # noqa: TID251 every table says in its privacy.py how long its rows stay
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from tenthhour.apps.org.actions.people import the_site
from tenthhour.apps.org.actions.signatures import erase_details
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.models import AuditDetail, AuditEntry, Guess, Person, RetentionPolicy
from tenthhour.apps.org.privacy import RETENTION, Kept, declared, free, standing
from tenthhour.core.audit import ERASED
from tenthhour.core.due import Due


class _Renewed(Exception):
    """The row was written anew, erased, or put under a hold, between being found and being erased."""


def days_kept() -> Mapping[str, int]:
    """Days each class is kept: our own for scratch and log-ins, the signed policy's for the rest, or for ever."""
    signed = RetentionPolicy.objects.filter(agreed_at__isnull=False).order_by("agreed_at").last()
    ours = {name: rule.days for name, rule in RETENTION.items() if rule.days is not None}
    return {**ours, **(signed.days if signed else {})}


def due(at: datetime) -> Iterator[Due]:
    """Every row past its date that no hold covers, old words of the record, ended sessions and counts of guesses."""
    days = days_kept()
    for kept in declared().values():
        model = apps.get_model(kept.label)
        if kept.expires_from and model.retention in days:
            yield from _past(kept, model, timedelta(days=days[model.retention]), at)
    if "detail" in days:
        yield from _old_words(timedelta(days=days["detail"]), at)
    first = Session.objects.filter(expire_date__lte=at).order_by("expire_date").first()
    if first is not None:
        yield Due(first.expire_date, "sessions that have ended", _end_sessions)
    over = Guess.objects.filter(expires__lte=at).order_by("expires").first()
    if over is not None:
        yield Due(over.expires, "guesses whose hour is over", _forget_guesses)


def _past(kept: Kept, model: type[models.Model], stays: timedelta, at: datetime) -> Iterator[Due]:
    old = _unused(model, model._base_manager.filter(**{f"{kept.expires_from}__lte": at - stays}))
    for row in free(old).iterator():
        since = getattr(row, kept.expires_from)
        yield Due(since + stays, f"{kept.label} {row.pk}", partial(_erase, kept, row))


def _unused(model: type[models.Model], rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Without what other rows rest on, as a question does on an ask: they go first."""
    for link in model._meta.get_fields(include_hidden=True):
        if isinstance(link, models.ManyToOneRel) and link.on_delete is models.PROTECT:
            used = link.related_model._base_manager.filter(**{link.field.name: models.OuterRef("pk")})
            rows = rows.exclude(models.Exists(used))
    return rows


def erase_together(*, subject: Person, tables: Sequence[models.QuerySet[Any]], at: datetime) -> bool:
    """Erase rows that stay or go as one, the row they belong to last; nothing where a hold covers them.

    The record names each first: the database lets the rows of a question go only while the newest entry
    of the record names that question (migration `closed_questions_may_be_erased`).

    Returns:
        Whether they were erased.

    """
    with transaction.atomic():
        if standing().filter(models.Q(subject=subject) | models.Q(subject__isnull=True)).exists():
            return False
        for rows in tables:
            kept = declared()[rows.model._meta.label]
            for key in rows.values_list(*kept.recorded_as) if kept.recorded_by else ():
                with action(the_site(at=at), "org.expire", at=at, subject=subject, detail=kept.words) as act:
                    act.obj = f"{kept.label}:{':'.join(map(str, key))}"
        for rows in tables:
            rows.delete()
    return True


def _erase(kept: Kept, row: models.Model, at: datetime) -> None:
    subject = getattr(row, kept.about[0]) if kept.about else None
    unchanged = {kept.expires_from: getattr(row, kept.expires_from)}
    with (
        contextlib.suppress(_Renewed),
        action(the_site(at=at), "org.expire", at=at, subject=subject, detail=kept.words) as act,
    ):
        act.obj = f"{kept.label}:{row.pk}"
        erased, _ = free(type(row)._base_manager.filter(pk=row.pk, **unchanged)).delete()
        if not erased:
            raise _Renewed


def _old_words(stays: timedelta, at: datetime) -> Iterator[Due]:
    """What entries say in words, day by day, so that a late tick erases the same days as daily ones."""
    old = AuditEntry.unscoped.filter(at__lt=_midnight(at - stays)).exclude(action=ERASED)
    worded = old.filter(seq__in=AuditDetail.objects.values("seq")).order_by("at", "seq")
    held = set(standing().values_list("subject", flat=True))
    rows = [r for r in worded if None not in held and r.subject_ref not in {str(h) for h in held}]
    for day, entries in groupby(rows, key=lambda r: _midnight(r.at)):
        seqs = sorted(entry.seq for entry in entries)
        yield Due(day + stays + timedelta(days=1), f"words of {day:%Y-%m-%d}", partial(_forget, seqs))


def _forget(seqs: list[int], at: datetime) -> None:
    erase_details(seqs=seqs, about={"why": "signed policy"}, subject=None, by=the_site(at=at), at=at)


def _midnight(at: datetime) -> datetime:
    return datetime.combine(timezone.localdate(at), time.min, timezone.get_current_timezone())


def _end_sessions(at: datetime) -> None:
    Session.objects.filter(expire_date__lte=at).delete()


def _forget_guesses(at: datetime) -> None:
    Guess.objects.filter(expires__lte=at).delete()
