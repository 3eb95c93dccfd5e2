"""Forms for a talk, its points and notes, and for a promise."""

from __future__ import annotations

from django import forms

from tenthhour.apps.support.forms.asks import day, line
from tenthhour.core.support.promise import TEXT_LIMIT


class InviteForm(forms.Form):
    """When, about what, and one thing that goes well."""

    on = day("On which day", required=True)
    purpose = line("What the talk is about", "One sentence. They read it as you write it.", required=True)
    strength = line("One real thing that goes well", "Something you saw, or a patient said.", longest=300)


class AgendaForm(forms.Form):
    """The clinician's points."""

    agenda = forms.CharField(
        label="What I want on the page",
        help_text="One point a line. Printed as you write it.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ScratchForm(forms.Form):
    """The leader's own notes."""

    text = forms.CharField(
        label="My own notes",
        help_text="Never shared with anybody.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PromiseForm(forms.Form):
    """What I will do, and by when."""

    text = line("I will", required=True, longest=TEXT_LIMIT)
    due = day("By", required=True)


class LetterForm(forms.Form):
    """A letter as it stands on screen: every word can be changed."""

    text = forms.CharField(label="The letter", max_length=20_000, widget=forms.Textarea(attrs={"rows": 28}))


class PolicyForm(forms.Form):
    """Names to put into the policy."""

    organisation = line("Your organisation")
    body = line("Who is told the yearly counts", "Such as the board.")
