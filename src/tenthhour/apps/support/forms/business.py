"""The site's own figures for the business case."""

from __future__ import annotations

from django import forms

from tenthhour.apps.support.forms.asks import group
from tenthhour.core.support.business_case import DEPARTURES_SHARE, REPLACEMENT, Case, Costs


def figure(
    label: str, initial: float | None = None, help_text: str = "", least: float = 0
) -> forms.FloatField:
    return forms.FloatField(label=label, initial=initial, help_text=help_text, min_value=least, max_value=1e9)


class CaseForm(forms.Form):
    """Clinicians, departures, what replacing one costs, and what supporting them costs."""

    clinicians = forms.IntegerField(label="Clinicians", min_value=1, max_value=10_000)
    percent = figure(
        "Leaving in an average year, per cent",
        round(DEPARTURES_SHARE * 100, 1),
        "7 for physicians, Shanafelt 2017 (R).",
        0.1,
    )
    low = figure("Replacing one costs at least", REPLACEMENT[0], least=1)
    likely = figure("likely", REPLACEMENT[1], "US dollars unless you write your own.", 1)
    high = figure("at most", REPLACEMENT[2], least=1)
    leader_fte = figure("More leader time, in full posts")
    pay = figure("A full post costs a year")
    supervisor_hours = figure("Supervisors' hours a year", 0)
    rehearsal_hours = figure("Rehearsal hours a year", 0)
    hour = figure("Such an hour costs", 0)
    server = figure("Server and upkeep a year", 0)

    clinic = group("clinicians", "percent", "low", "likely", "high")
    support = group("leader_fte", "pay", "supervisor_hours", "rehearsal_hours", "hour", "server")

    @property
    def case(self) -> Case:
        c = self.cleaned_data
        names = ("leader_fte", "pay", "supervisor_hours", "rehearsal_hours", "hour", "server")
        return Case(
            c["clinicians"],
            c["percent"] / 100,
            (c["low"], c["likely"], c["high"]),
            Costs(*(c[n] for n in names)),
        )
