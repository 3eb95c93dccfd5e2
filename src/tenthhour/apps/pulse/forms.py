"""What the pages of the pulse send: a wave, a reason, and answers with a slip."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from tenthhour.core.pulse.disclosure import SMALLEST
from tenthhour.core.pulse.instrument import Instrument
from tenthhour.core.pulse.wave import LONGEST, SHORTEST, USUAL


class WaveForm(forms.Form):
    """Which questions, from when, for how long, and from how many answers on a group is shown."""

    instrument = forms.ChoiceField(label="Which questions")
    opens_on = forms.DateField(
        label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    days = forms.IntegerField(label="Days open", min_value=SHORTEST, max_value=LONGEST, initial=USUAL)
    k = forms.IntegerField(
        label="A group is shown from so many answers on",
        min_value=SMALLEST,
        max_value=100,
        initial=SMALLEST,
        help_text=f"{SMALLEST} at least, 10 for burnout.",
    )

    def __init__(self, *args: Any, known: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["instrument"]
        chosen.choices = [(one.id, one.title) for one in known]

    def clean_opens_on(self) -> date:
        day: date = self.cleaned_data["opens_on"]
        if day > timezone.localdate() + timedelta(days=366):
            raise forms.ValidationError("Choose a day within a year.")
        return day


class VoidForm(forms.Form):
    """Why a wave ends without a result."""

    why = forms.CharField(label="Why, in one sentence that everybody reads", max_length=300)


class AnswerForm(forms.Form):
    """A slip, and one answer to each question."""

    slip = forms.CharField(
        label="Your slip",
        max_length=40,
        help_text="Ten characters. Small or capital letters, with or without the hyphen.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, asked: Instrument, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        options_ = [(str(index), option) for index, option in enumerate(asked.scale)]
        for item in asked.items:
            self.fields[f"item_{item.id}"] = forms.ChoiceField(
                label=item.text,
                choices=options_,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one answer. «Cannot say» is one."}
                if "cannot say" in asked.scale
                else {"required": "Choose one answer."},
            )

    def answers(self) -> list[int]:
        """For each question the place of the answer in the scale."""
        return [int(self.cleaned_data[f"item_{item.id}"]) for item in self.asked.items]
