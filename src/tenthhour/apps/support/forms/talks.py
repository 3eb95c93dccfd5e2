"""Forms for a talk from invitation to summary, its points and notes, and for a promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tenthhour.apps.support.forms.asks import Beside, day, line
from tenthhour.content.frameworks import frameworks
from tenthhour.core.support.promise import TEXT_LIMIT
from tenthhour.core.support.talk import LINE_LIMIT, SUMMARY_LIMIT, Invitation
from tenthhour.core.support.week import RHYTHMS

USEFUL = [("", "I would rather not say"), ("yes", "Yes"), ("partly", "Partly"), ("no", "No")]


def clock() -> forms.TimeField:
    """A time of day; a talk may have none."""
    box = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label="At what time", required=False, widget=box)


def text(label: str, help_text: str, longest: int, rows: int = 4, required: bool = False) -> forms.CharField:
    """Several lines; a paste that is too long is cut by nobody, it is said."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=longest, widget=box
    )


def ways() -> list[tuple[str, str]]:
    """The frameworks to choose from, what each is for."""
    found = frameworks(settings.CONTENT).values()
    return [(f.id, f"{f.title}: {f.meant_for}") for f in found if f.status != "retired"]


class InviteForm(Beside):
    """When and about what; a good thing and another way of talking are there for who wants them."""

    on = day("On which day", required=True)
    at_time = clock()
    purpose = line("What the talk is about", "One sentence. They read it as you write it.", required=True)
    strength = line("One real thing that goes well", "Something you saw, or a patient said.", longest=300)
    framework = forms.ChoiceField(label="How to hold it", choices=ways, initial="r2c2", required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data | {"framework": self.cleaned_data.get("framework") or "r2c2"}
        return said if self.errors else {"invitation": Invitation(**said)}

    @property
    def first(self) -> list[Any]:
        return [self[name] for name in ("on", "purpose")]

    @property
    def more(self) -> list[Any]:
        return [self[name] for name in ("at_time", "strength", "framework")]


class MoveForm(Beside):
    """Another day."""

    on = day(
        "To which day", "A week earlier or later at most. Each of you can move a talk once.", required=True
    )
    at_time = clock()


class SummaryForm(Beside):
    """What was agreed, and which points are done."""

    text = text("What we agreed", "They read it at once and confirm it.", SUMMARY_LIMIT, required=True)
    done = forms.MultipleChoiceField(
        label="Points we talked about", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="What is not ticked is carried over to the next talk.",
    )  # fmt: skip
    met_on = day("When we met", required=True)

    def __init__(self, *args: Any, points: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(point.id), point.text) for point in points]
        self.fields["done"].choices = choices  # type: ignore[attr-defined]
        self.fields["done"].initial = [key for key, _words in choices]
        if not choices:
            del self.fields["done"]

    def clean(self) -> dict[str, Any]:
        return {"done": [], **self.cleaned_data}


class HappenedForm(Beside):
    """A talk nobody had planned."""

    purpose = line("What you talked about", required=True)
    text = text(
        "What we agreed", "They read it at once. It counts if they confirm it.", SUMMARY_LIMIT, required=True
    )


class AcknowledgeForm(Beside):
    """Yes, we met."""

    line = line("A line of my own", "Stands beside the summary.", longest=LINE_LIMIT)
    is_welcome = forms.BooleanField(
        label="It came on short notice, and it was welcome", required=False, initial=True
    )
    useful = forms.ChoiceField(
        label="Was this useful?", choices=USEFUL, required=False,
        help_text="Counted in half-years together with at least four others. Your answer is kept nowhere.",
    )  # fmt: skip


class PointsForm(Beside):
    """Points for the agenda."""

    text = text("Add a point", "One a line. The other reads it as you write it.", 1000, rows=2, required=True)
    is_soon = forms.BooleanField(label="I would like to talk about it soon", required=False)


class RhythmForm(Beside):
    """How often."""

    weeks = forms.TypedChoiceField(
        label="How often", coerce=int, choices=[(weeks, words) for weeks, (_, words) in RHYTHMS.items()]
    )


class ScratchForm(Beside):
    """One's own notes."""

    text = text("My own notes", "Never shared with anybody; gone 30 days after you last changed them.", 2000)


class PromiseForm(Beside):
    """What I will do, and by when."""

    text = line("I will", required=True, longest=TEXT_LIMIT)
    due = day("By", required=True)


class DateForm(Beside):
    """A later date for a promise; none means yes to the one asked for."""

    due = day("A later date")


class LetterForm(Beside):
    """A letter as it stands on screen: every word can be changed."""

    text = forms.CharField(label="The letter", max_length=20_000, widget=forms.Textarea(attrs={"rows": 28}))


class PolicyForm(Beside):
    """Names to put into the policy."""

    organisation = line("Your organisation")
    body = line("Who is told the yearly counts", "Such as the board.")
