"""Rows whose time is over: erased one by one, each with its row in the record."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.apps import apps  # noqa: TID251 every table says in its privacy.py how long its rows stay
from django.contrib.sessions.models import Session
from django.db import models

from tenthhour.apps.org.actions.people import the_site
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.privacy import RETENTION, Kept, declared
from tenthhour.core.due import Due


class _Renewed(Exception):
    """The row was written anew, or erased, between being found and being erased."""


def due(at: datetime) -> Iterator[Due]:
    """Every row past its date, and the sessions that have ended."""
    for kept in declared().values():
        model = apps.get_model(kept.label)
        days = RETENTION[model.retention].days if kept.expires_from else None
        if days is not None:
            yield from _past(kept, model, timedelta(days=days), at)
    first = Session.objects.filter(expire_date__lte=at).order_by("expire_date").first()
    if first is not None:
        yield Due(first.expire_date, "sessions that have ended", _end_sessions)


def _past(kept: Kept, model: type[models.Model], stays: timedelta, at: datetime) -> Iterator[Due]:
    old = model._base_manager.filter(**{f"{kept.expires_from}__lte": at - stays})
    for row in old.iterator():
        since = getattr(row, kept.expires_from)
        yield Due(since + stays, f"{kept.label} {row.pk}", partial(_erase, kept, row))


def _erase(kept: Kept, row: models.Model, at: datetime) -> None:
    subject = getattr(row, kept.about[0]) if kept.about else None
    unchanged = {kept.expires_from: getattr(row, kept.expires_from)}
    with (
        contextlib.suppress(_Renewed),
        action(the_site(at=at), "org.expire", at=at, subject=subject, detail=kept.words) as act,
    ):
        act.obj = f"{kept.label}:{row.pk}"
        erased, _ = type(row)._base_manager.filter(pk=row.pk, **unchanged).delete()
        if not erased:
            raise _Renewed


def _end_sessions(at: datetime) -> None:
    Session.objects.filter(expire_date__lte=at).delete()
