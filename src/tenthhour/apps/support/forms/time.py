"""Forms for a leader's time, the supervisor's answer, and thanks."""

from __future__ import annotations

from typing import Any

from django import forms

from tenthhour.apps.support.forms.asks import Beside, day, line
from tenthhour.core.support.week import ANSWERS


class TimeForm(Beside):
    """How much of the week is for leading."""

    percent = forms.FloatField(
        label="Protected for leading, in per cent of a full post", min_value=1, max_value=100
    )
    hours = forms.FloatField(label="Hours a week of a full post", min_value=1, max_value=100)


class LoadAnswerForm(Beside):
    """What changes."""

    answer = forms.ChoiceField(label="What changes", choices=list(ANSWERS.items()))
    words = line("In one sentence, and from when", required=True, longest=300)


class NeedForm(Beside):
    """One thing needed from above."""

    text = line("What you need, and by when", "One thing. Name no patient and no colleague.", required=True)


class NeedAnswerForm(Beside):
    """What is done about it."""

    words = line("What you do about it, or why not", required=True, longest=300)
    done_by = day("Done by, if it has a day")


class ThankForm(Beside):
    """One specific thing."""

    text = line("What they did well", "One thing you saw. They read it at once.", required=True, longest=300)


class NoteForm(ThankForm):
    """A note about a colleague."""

    about = forms.ChoiceField(label="Who")

    field_order = ("about", "text")

    def __init__(self, *args: Any, colleagues: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["about"].choices = [(str(card.id), card.name) for card in colleagues]  # type: ignore[attr-defined]
