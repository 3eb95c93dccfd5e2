"""Forms of the formal steps, of a danger, of a crisis, and of the numbers from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from tenthhour.apps.support.actions.pathway.formal import Expectation, Facts
from tenthhour.apps.support.forms.asks import Beside, day, line
from tenthhour.apps.support.forms.pathway import text
from tenthhour.core.support.pathway import CATEGORIES


class ProposeForm(Beside):
    """What is expected, and what plainly may follow."""

    expectation = text("What is expected, within reach, and by when", required=False, longest=4000)
    consequence = text("What may follow, and what is undecided", required=False)

    def value(self) -> Expectation:
        return Expectation(**self.cleaned_data)


class NoteForm(Beside):
    """A reply, or a reviewer's note."""

    text = text("In my words", longest=4000)


class DangerForm(Beside):
    """Two people name a danger or a legal duty. There is no field for a number."""

    category = forms.ChoiceField(
        label="What it is", choices=[("", "Choose one"), *((c, c) for c in CATEGORIES)]
    )
    facts = text("The facts: what was seen, when, by whom", longest=4000)
    referral = line("Where it is referred to", required=True)

    def value(self) -> Facts:
        return Facts(**self.cleaned_data)


class AdoptionForm(Beside):
    """Who adopted which version, after counsel read it."""

    version = line("Which version", "Such as: policy of 1 March 2027.", required=True, longest=100)
    adopted_by = line("Who adopted it", "Such as the board.", required=True)
    adopted_on = day("When", required=True)
    counsel = line("Which counsel read it", required=True)


class UnsealingForm(Beside):
    """Which closed question, found by a day as a court names it, and why."""

    person = forms.ChoiceField(label="About whom")
    day = day("A day on which it was open", required=True)
    ground = forms.ChoiceField(
        label="For whom", choices=[("court", "A court asks for it"), ("hold", "A legal hold covers it")]
    )
    reason = line(
        "Why", "Such as the order and its date. The clinician reads it.", required=True, longest=300
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [("", "Choose"), *people]  # type: ignore[attr-defined]


class CrisisForm(Beside):
    """Why, and until when."""

    reason = line("Why, in one sentence", required=True, longest=300)
    ends_on = day("Until (six weeks at most)", required=True)


class OutcomeForm(Beside):
    """Numbers of one quarter, nobody named."""

    quarter = forms.RegexField(r"^\d{4}-Q[1-4]$", label="Quarter, such as 2026-Q4", max_length=7)
    notices = forms.IntegerField(label="Notices given outside these steps", min_value=0, max_value=999)
    departures = forms.IntegerField(label="Departures outside these steps", min_value=0, max_value=999)
    began_with_warning = forms.IntegerField(
        label="Asks that began with a warning", min_value=0, max_value=999
    )
