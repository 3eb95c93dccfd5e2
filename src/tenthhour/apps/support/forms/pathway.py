"""Forms of a question: its steps, meetings, doubts, wishes, and the plan of help. None of them asks for the day of a step."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from tenthhour.apps.support.actions.pathway import Draft, Held
from tenthhour.apps.support.forms.asks import Beside, day, line
from tenthhour.apps.support.models.pathway.voices import WISHES
from tenthhour.apps.support.queries.pathway import Words
from tenthhour.core.support.pathway import Goal, OrganisationAction


def text(label: str, help_text: str = "", required: bool = True, longest: int = 2000) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=longest, widget=box, help_text=help_text
    )


class StepForm(Beside):
    """The words a step needs; `move` says which."""

    reason = forms.ChoiceField(
        label="Why it is closed",
        choices=[
            ("noise", "Chance: nothing more is in it"),
            ("data corrected", "The data were wrong"),
            ("context", "What happened around it explains it"),
        ],
        required=False,
    )
    extension_days = forms.IntegerField(
        label="How many days more (90 at most)", min_value=1, max_value=90, required=False
    )
    outcome = forms.ChoiceField(
        label="How it ended",
        choices=[("met", "It was met"), ("withdrawn", "It is withdrawn")],
        required=False,
    )
    why = text("The reason", required=False)
    is_counsel_acknowledged = forms.BooleanField(label="Counsel has acknowledged it", required=False)

    FIELDS: ClassVar[dict[str, tuple[str, ...]]] = {
        "T02": ("reason",),
        "T13": ("extension_days",),
        "T20": ("outcome",),
        "T22": ("why", "is_counsel_acknowledged"),
    }
    OUTCOMES: ClassVar[dict[str, str]] = {"T12": "graduated", "T18": "withdrawn", "T25": "not warranted"}

    def __init__(self, move: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, of=move, **options)
        self.move = move
        for name in set(self.fields) - set(self.FIELDS.get(move, ())):
            del self.fields[name]

    def value(self) -> Words:
        found = self.cleaned_data
        return Words(
            reason=found.get("reason") or found.get("why") or "",
            outcome=found.get("outcome") or self.OUTCOMES.get(self.move, ""),
            extension_days=found.get("extension_days") or 0,
            is_counsel_acknowledged=bool(found.get("is_counsel_acknowledged")),
        )


class PauseForm(Beside):
    """Until when the clocks stand."""

    pause_until = day("Until (12 weeks at most)", required=True)


class MeetForm(Beside):
    """An invitation that names the topic."""

    topic = line("What it is about", "One sentence. They read it as you write it.", required=True)
    planned_on = day("On which day")


class HeldForm(Beside):
    """A meeting that took place."""

    met_on = day("When you met", required=True)
    summary = text("What you both took from it, and the next step", "Both of you read it.", longest=4000)

    def value(self) -> Held:
        return Held(**self.cleaned_data)


class MetForm(Beside):
    """The clinician's own yes to a meeting, with a line of their own."""

    is_welcome = forms.BooleanField(
        label="Meeting sooner, or without an invitation, was welcome", required=False
    )
    line = text("A line of my own", required=False)


class DisputeForm(Beside):
    """What is wrong with the data."""

    ground = line(
        "What is wrong with the data",
        "One line, such as: patients of a colleague were counted as mine.",
        required=True,
    )


class AnswerForm(Beside):
    """What the steward, or a reviewer, found."""

    is_corrected = forms.TypedChoiceField(
        label="What you found",
        choices=[
            ("", "Choose one"),
            ("1", "The data were wrong and are corrected"),
            ("0", "The data are right"),
        ],
        coerce=lambda value: value == "1",
    )
    text = text("What you looked at and what you found")


class StatementForm(Beside):
    """Own words for the file."""

    text = text("My statement", "It stays in the file as you write it.", longest=4000)


class WishForm(Beside):
    """What the clinician wishes for."""

    kind = forms.ChoiceField(
        label="I wish for", choices=[(k, v[0].upper() + v[1:]) for k, v in WISHES.items()]
    )
    text = line("In a few words, if you like", longest=300)


class OpenForm(Beside):
    """A talk about one event, or because somebody asks for one."""

    topic = line("What it is about", required=True)
    event_on = day("When it happened", "Leave it empty when you simply ask to talk.")


class HelpForm(Beside):
    """Help the clinician asks for."""

    topic = line("What would help", required=True)
    is_shared = forms.BooleanField(label="My leader may read this", required=False)


class ReportForm(Beside):
    """The day of a private report."""

    on = day("When I reported it", required=True)


class DisagreeForm(Beside):
    """What the clinician sees differently in a plan."""

    text = text("What I see differently")


class PlanForm(Beside):
    """A plan of help: the organisation first, then at most two goals."""

    days = forms.TypedChoiceField(
        label="How long it runs", choices=[(90, "90 days"), (120, "120 days"), (180, "180 days")], coerce=int
    )
    coach = forms.BooleanField(label="A coach of their own choice is offered", required=False)

    ACTIONS: ClassVar[range] = range(1, 4)
    GOALS: ClassVar[range] = range(1, 3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in self.ACTIONS:
            self.fields[f"what{n}"] = line("What the organisation does", required=n == 1)
            self.fields[f"owner{n}"] = line("Who owes it", required=n == 1, longest=100)
            self.fields[f"due{n}"] = day("By when", required=n == 1)
            self.fields[f"means{n}"] = line("What delivered means", required=n == 1, longest=300)
        for n in self.GOALS:
            self.fields[f"goal{n}"] = line("A goal in their own hands")
            for name, label in _GOAL.items():
                self.fields[f"{name}{n}"] = forms.FloatField(label=label, required=False)
            self.fields[f"less{n}"] = forms.BooleanField(label="Less is better", required=False)

    @property
    def action_groups(self) -> list[list[forms.BoundField]]:
        return [[self[f"{f}{n}"] for f in ("what", "owner", "due", "means")] for n in self.ACTIONS]

    @property
    def goal_groups(self) -> list[list[forms.BoundField]]:
        return [[self[f"{f}{n}"] for f in ("goal", *_GOAL, "less")] for n in self.GOALS]

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self["days"], self["coach"]]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for n in self.GOALS:
            missing = [label for name, label in _GOAL.items() if found.get(f"{name}{n}") is None]
            if found.get(f"goal{n}") and missing:
                self.add_error(f"goal{n}", f"Give its numbers, too: {', '.join(missing)}.")
        return found

    def value(self) -> Draft:
        found = self.cleaned_data
        actions = tuple(
            OrganisationAction(found[f"what{n}"], found[f"owner{n}"], found[f"due{n}"], found[f"means{n}"])
            for n in self.ACTIONS
            if found[f"what{n}"]
        )
        goals = tuple(
            Goal(
                found[f"goal{n}"],
                *(found[f"{name}{n}"] for name in _GOAL),  # type: ignore[misc]  # five, in the order of Goal
                higher_better=not found[f"less{n}"],
            )
            for n in self.GOALS
            if found[f"goal{n}"]
        )
        return Draft(found["days"], actions, goals, is_coach_offered=found["coach"])


_GOAL = {
    "base": "Where it stands now",
    "low": "Lower end of its interval",
    "high": "Upper end of its interval",
    "target": "Where it should come",
    "best": "Their own best quarter of the last two years",
}
