"""Readable makers shared by tests of the apps: a finding, a month, a browser in which somebody signed in."""

from __future__ import annotations

import importlib  # noqa: TID251 addresses are read once; a site that is switched otherwise has others
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.urls import clear_url_caches

from tenthhour.apps.org.models import Person, User
from tenthhour.core.finding import Baseline, Counts, Finding, Interval, Level, NotSaid
from tenthhour.core.measurement.series import Point, Series
from tenthhour.core.month import Month, months
from tenthhour.pipeline import Budget, Engine, MeasureSummary, MonthResult


def finding(code: str, measure: str = "bp_controlled", direction: str = "worse", **other: Any) -> Finding:
    """A finding with plain values; its sentence carries the person's code, to be looked for."""
    fields: dict[str, Any] = {
        "id": f"{code}{measure}"[:16],
        "kind": "improvement" if direction == "better" else "change",
        "state": "confirmed",
        "clinician_id": code,
        "peer_group": "family",
        "measure_ids": (measure,),
        "direction": direction,
        "change_from": Month(2026, 6),
        "first_signalled": Month(2026, 9),
        "n": Counts(31, 372),
        "observed": 0.52,
        "expected": 0.63,
        "baseline": Baseline(0.66, Month(2024, 1), Month(2025, 12), 24),
        "estimate": Interval(0.55, 0.48, 0.62),
        "statistic": 6.4,
        "threshold": 5.6,
        "reliability": 0.81,
        "false_alarms_per_clinician_year": 0.2,
        "shared_change": -0.01,
        "sentence": f"SENTENCE-OF-{code}",
        "by_chance": "With 12 clinicians about two such signals a year come by chance.",
        "cannot_say": ("It does not say why.",),
        "check_first": ("Leave.",),
        "chart_description": "",
    }
    return Finding(**{**fields, **other})


def result(*findings: Finding, codes: tuple[str, ...] = ("bob",), value: float = 0.6) -> MonthResult:
    """One month in which these findings stand and everything else is quiet."""
    points = tuple(Point(m, 30, value, 0.63, 0.5, 0.7) for m in months(Month(2024, 1), Month(2026, 10)))
    speaking = {f.clinician_id for f in findings}
    return MonthResult(
        as_of=Month(2026, 10),
        synthetic=True,
        engine=Engine("0", "duckdb", 1, "f" * 64),
        budget=Budget(0.2, len(codes), 0.6, None),
        measures=(MeasureSummary("bp_controlled", 1, 5.6, None, None, None, None, None),),
        findings=findings,
        system=(),
        not_said=tuple(
            NotSaid(c, "bp_controlled", "quiet", "Nothing beyond chance.") for c in codes if c not in speaking
        ),
        problems=(),
        series=tuple(Series(c, "bp_controlled", points) for c in codes),
        levels=tuple(
            Level(c, "bp_controlled", value, value - 0.057, value + 0.057, 360, 34, None, True, False, 0.62)
            for c in codes
        ),
    )


def sign_in(person: Person, **options: Any) -> Client:
    """A browser in which a person signed in a moment ago, with a password."""
    client, account = Client(**options), User.objects.get(person=person)
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, account, method="password")
    request.session.save()
    return client


def read_addresses_again() -> None:
    """The addresses of a site whose settings were changed: a trial, mail, or an organisation's sign-in."""
    from tenthhour.apps.org import urls as org
    from tenthhour.config import urls as site

    for module in (org, site):
        importlib.reload(module)
    clear_url_caches()
