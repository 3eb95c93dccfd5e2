"""The form of the sum: every figure of the doable check can be put in; an empty box keeps the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from tenthhour.apps.support.forms.asks import group
from tenthhour.core.errors import DataProblem
from tenthhour.core.support import workload
from tenthhour.core.support.ask import Ask, DoableNote

ASKED_AS = [
    ("session", "a session"),
    ("week", "a week"),
    ("year", "a year"),
    ("wrvu", "wRVU a year"),
]
_CORRECTABLE = ("with_patient", "around", "inbox", "meetings", "forms")
_MORE = ("weeks", "fte", "session_hours", "slot", "no_show")
COLUMNS = ("low", "likely", "high")


def _figure(label: str, help_text: str = "", required: bool = False, least: float = 0) -> forms.FloatField:
    return forms.FloatField(label=label, help_text=help_text, required=required, min_value=least)


class SumForm(forms.Form):
    """Contracted hours and the sessions they hold; all else has a default."""

    hours = _figure("Contracted hours a week", required=True)
    asked = _figure("The number asked for", required=True)
    asked_as = forms.ChoiceField(label="That is", choices=ASKED_AS)
    sessions = _figure("Sessions a week", "Needed when the ask is a number a session.")
    wrvu = _figure("Own wRVU an encounter", "Needed when the ask is in wRVU.")
    weeks = _figure("Weeks worked a year", "46 if left empty.")
    fte = _figure("Clinical share of a full post", "Contracted hours / 40 if left empty.")
    session_hours = _figure("Hours in a session", "With the next one: compares with the slots there are.")
    slot = _figure("Minutes of a slot")
    no_show = _figure("Patients who do not come, in %")

    main_fields = group("hours", "asked", "asked_as", "sessions", "wrvu")
    more_fields = group(*_MORE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _CORRECTABLE:
            for column in COLUMNS:
                self.fields[f"{name}_{column}"] = _figure(column)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("asked_as") == "session" and not found.get("sessions"):
            self.add_error("sessions", "How many sessions a week does this post have?")
        if found.get("asked_as") == "wrvu" and not found.get("wrvu"):
            self.add_error("wrvu", "How many wRVU does one encounter bring here?")
        if not self.errors:
            try:
                found["inputs"] = _inputs(found)
            except DataProblem as error:
                for problem in error.problems:
                    self.add_error(None, str(problem))
        return found

    @property
    def has_more(self) -> bool:
        """Whether one of the further figures was put in."""
        return any(self.data.get(name) for name in _MORE)

    @property
    def has_corrections(self) -> bool:
        return any(self.data.get(f"{name}_{column}") for name in _CORRECTABLE for column in COLUMNS)

    @property
    def inputs(self) -> workload.Inputs:
        """The figures of the sum; to be read when the form is valid."""
        found: workload.Inputs = self.cleaned_data["inputs"]
        return found

    def kept(self) -> dict[str, str]:
        """What was written in, to be kept with the Ask and shown again."""
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name)}

    def note(self, today: date) -> DoableNote:
        """What the sum says, as it is kept with the Ask; to be called when the form is valid."""
        answer, hours = workload.check(self.inputs), self.inputs.contracted.value.likely
        return DoableNote(answer.total.likely, hours, answer.sentence, today)


class PostForm(forms.Form):
    """What the sum needs to know of a post, written where the Ask is; all else has a default."""

    hours = _figure("Contracted hours a week", "Needed when it is about how much or how fast.")
    sessions = _figure("Sessions a week", "Needed when the ask is a number a session.")
    wrvu = _figure("Own wRVU an encounter", "Needed when the ask is in wRVU.")

    def sum_of(self, ask: Ask, kept: Mapping[str, str]) -> SumForm | None:
        """The sum of this Ask with these hours, and whatever else was corrected before; none without hours."""
        own = {name: self.data[name] for name in self.fields if self.data.get(name)}
        corrected = {name: value for name, value in kept.items() if name not in ("asked", "asked_as")}
        return SumForm(started(ask, corrected | own)) if "hours" in own else None


def _inputs(c: Mapping[str, Any]) -> workload.Inputs:
    inputs = workload.default_inputs(
        workload.contracted(c["hours"]), _encounters(c), c["fte"] or None, _template(c)
    )
    for name in _CORRECTABLE:
        given = [c[f"{name}_{column}"] for column in COLUMNS]
        if any(value is not None for value in given):
            line = getattr(inputs, name)
            inputs = replace(inputs, **{name: line.corrected(_spread(given, line.value))})
    return inputs


def _spread(given: list[float | None], default: workload.Spread) -> workload.Spread:
    """One figure fills all three columns; of several, an empty box keeps its default."""
    written = [value for value in given if value is not None]
    if len(written) == 1 and given[1] is not None:
        return workload.certain(written[0])
    known = (default.low, default.likely, default.high)
    return workload.Spread(*(own if own is not None else d for own, d in zip(given, known, strict=True)))


def _encounters(c: Mapping[str, Any]) -> workload.Input:
    weeks = c["weeks"] or workload.WEEKS_WORKED
    if c["asked_as"] == "session":
        return workload.per_session(c["asked"], c["sessions"])
    if c["asked_as"] == "year":
        return workload.per_year(c["asked"], weeks)
    if c["asked_as"] == "wrvu":
        return workload.per_year_wrvu(c["asked"], c["wrvu"], weeks)
    return workload.per_week(c["asked"])


def _template(c: Mapping[str, Any]) -> workload.Template | None:
    if not (c["sessions"] and c["session_hours"] and c["slot"]):
        return None
    return workload.Template(c["sessions"], c["session_hours"], c["slot"], (c["no_show"] or 0) / 100)


def started(ask: Ask, written: Mapping[str, str]) -> dict[str, str]:
    """What the form begins with: what was kept, or what the Ask already says."""
    unit = ask.wanted.unit.casefold()
    found = next((key for key, label in reversed(ASKED_AS) if label.casefold() in unit), "week")
    return {"asked": f"{ask.wanted.level:g}", "asked_as": found, **written}


def bound(ask: Ask, written: Mapping[str, str], sent: QueryDict) -> SumForm:
    """The form with what was sent, or with what was kept; unbound when there is nothing to add up yet."""
    if sent:
        return SumForm(sent)
    begin = started(ask, written)
    return SumForm(begin) if "hours" in begin else SumForm(initial=begin)
