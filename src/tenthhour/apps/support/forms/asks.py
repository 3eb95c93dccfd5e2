"""Forms for writing an Ask and its answer, in the words of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tenthhour.content.loader import measures
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.support import ask as asks

KINDS = [
    ("efficiency", "How much or how fast"),
    ("quality", "Quality of care"),
    ("experience", "What patients say"),
]
REASONS = [
    ("", "Choose one"),
    ("access", "Access: patients wait"),
    ("finance", "Finance"),
    ("quality", "Quality"),
    ("experience", "Experience of patients"),
    ("contract", "A contract"),
    ("staff_safety", "Safety of staff"),
]
ANSWERS = [
    ("ask_changed", "The ask is changed"),
    ("support_added", "Help is added"),
    ("stands", "The ask stands, with a reason"),
]


class Beside(forms.Form):
    """A form that stands beside others on a page: each box has an id of its own, so that its label finds it."""

    def __init__(self, *args: Any, of: object = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.auto_id = f"{type(self).__name__.lower()}{of}_%s"


def day(label: str, help_text: str = "", required: bool = False) -> forms.DateField:
    """A date as the browser's own date box gives it."""
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=box, help_text=help_text)


def line(label: str, help_text: str = "", required: bool = False, longest: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, help_text=help_text)


def words(label: str, help_text: str = "", rows: int = 2) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=600, widget=box, help_text=help_text)


def known_measures() -> list[tuple[str, str]]:
    """Measures an Ask may be about, by title; the first line is for what no file holds."""
    found = sorted((m.title, m.id) for m in measures(settings.CONTENT).values() if m.status != "retired")
    return [("", "Not in the data"), *((id_, title) for title, id_ in found)]


def group(*names: str) -> property:
    """Fields that stand together on the page, in this order."""
    return property(lambda form: [form[name] for name in names])


class AskForm(forms.Form):
    """What is asked, by whom, what for, and what may follow. Only the number and its unit must be there to save."""

    level = forms.FloatField(label="The number asked for", min_value=0, help_text="Such as 18.")
    unit = line(
        "Of what", "Such as: a session, a week, a year, wRVU a year, % of letters in 3 days.", True, 60
    )
    kind = forms.ChoiceField(label="It is about", choices=KINDS)
    measure = forms.ChoiceField(
        label="The same thing in the data",
        choices=known_measures,
        required=False,
        help_text="If there is one.",
    )
    lower = forms.BooleanField(label="Less is what is wanted (such as days to a letter)", required=False)
    asker = line("Who wants it", "A name or an office. “They” cannot answer you.")
    reason = forms.ChoiceField(label="What for", choices=REASONS, required=False)
    because = words("In a sentence", "What patients, staff or the clinic need it for.")
    by = day("By when", "Leave empty if there is no date.")
    stake = words("What may follow, as far as you know", "The fact alone. Both of you will read it.")
    stake_source = line("Who told you")
    stake_undecided = line("What is not decided")
    stake_learned = day("When you learned it")
    no_stakes = forms.BooleanField(label="None that I know", required=False)
    offer = line("Help the organisation offers", "Leave empty if nothing is offered yet.")
    offer_owner = line("Who brings it")
    offer_due = day("By which date")
    warned_by = line("Who gave a warning, if one was given")
    warned_on = day("On which day")
    warned_words = words("In what words")
    warned_until = day("Which date was set, if any")

    asked_fields = group("level", "unit", "kind", "measure", "lower", "asker", "reason", "because", "by")
    stake_fields = group("stake", "stake_source", "stake_undecided", "stake_learned", "no_stakes")
    offer_fields = group("offer", "offer_owner", "offer_due")
    warned_fields = group("warned_by", "warned_on", "warned_words", "warned_until")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        self._together(found, "stake", ("stake_source", "stake_undecided", "stake_learned"))
        self._together(found, "offer", ("offer_owner", "offer_due"))
        self._together(found, "warned_by", ("warned_on", "warned_words"))
        return found

    def _together(self, found: dict[str, Any], first: str, others: tuple[str, ...]) -> None:
        if found.get(first):
            for name in others:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, "This belongs to it; without it the other cannot be checked.")

    def value(self, subject: str) -> asks.Ask:
        """The Ask as written; to be called when the form is valid."""
        c = self.cleaned_data
        wanted = asks.Wanted(
            measure=dict(KINDS)[c["kind"]],
            level=c["level"],
            unit=c["unit"],
            is_efficiency=c["kind"] == "efficiency",
            higher_wanted=not c["lower"],
            measure_id=c["measure"],
        )
        return asks.Ask(
            wanted=wanted,
            asker=c["asker"],
            reason=c["reason"] or None,
            because=c["because"],
            subject=subject,
            by=c["by"],
            stakes=_stakes(c),
            no_stakes_known=c["no_stakes"] and not c["stake"],
            offers=(asks.Offer(c["offer"], c["offer_owner"], c["offer_due"]),) if c["offer"] else (),
            warned=_warned(c),
        )


class WarningForm(forms.Form):
    """A warning a clinician was given, and the number it was about."""

    level = forms.FloatField(label="The number that was wanted", min_value=0, help_text="Such as 18.")
    unit = line("Of what", "Such as: a session, a week, a year.", True, 60)
    kind = forms.ChoiceField(label="It is about", choices=KINDS)
    warned_by = line("Who gave the warning", "A name or an office.", required=True)
    warned_on = day("On which day", required=True)
    warned_words = words("In what words")
    warned_until = day("Which date was set, if any")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["warned_words"].required = True

    def value(self, subject: str) -> asks.Ask:
        """An Ask that began with a warning; whoever gave it is who is asked."""
        c = self.cleaned_data
        is_efficiency = c["kind"] == "efficiency"
        wanted = asks.Wanted(dict(KINDS)[c["kind"]], c["level"], c["unit"], is_efficiency)
        return asks.Ask(wanted, c["warned_by"], None, "", subject, by=c["warned_until"], warned=_warned(c))


def _stakes(c: dict[str, Any]) -> tuple[asks.Stake, ...]:
    if not c["stake"]:
        return ()
    return (asks.Stake(c["stake"], c["stake_source"], c["stake_undecided"], c["stake_learned"]),)


def _warned(c: dict[str, Any]) -> asks.Warned | None:
    if not c["warned_by"]:
        return None
    return asks.Warned(c["warned_by"], c["warned_on"], c["warned_words"], c["warned_until"])


def initial(ask: asks.Ask) -> dict[str, Any]:
    """What the form shows of an Ask already written."""
    kind = next(key for key, label in KINDS if label == ask.wanted.measure)
    found: dict[str, Any] = {
        "level": f"{ask.wanted.level:g}",
        "unit": ask.wanted.unit,
        "kind": kind,
        "measure": ask.wanted.measure_id,
        "lower": not ask.wanted.higher_wanted,
        "asker": ask.asker,
        "reason": ask.reason or "",
        "because": ask.because,
        "by": ask.by,
        "no_stakes": ask.no_stakes_known,
    }
    for stake in ask.stakes[:1]:
        parts = (stake.fact, stake.source, stake.undecided, stake.learned_on)
        found |= dict(zip(("stake", "stake_source", "stake_undecided", "stake_learned"), parts, strict=True))
    for offer in ask.offers[:1]:
        found |= {"offer": offer.what, "offer_owner": offer.owner, "offer_due": offer.due}
    if warned := ask.warned:
        said = (warned.by, warned.on, warned.words, warned.date_set)
        found |= dict(zip(("warned_by", "warned_on", "warned_words", "warned_until"), said, strict=True))
    return found


def about_measure(measure_id: str) -> dict[str, Any]:
    """What the form begins with when the Ask is about one number of the file; nothing for any other word."""
    measure = measures(settings.CONTENT).get(measure_id)
    if measure is None:
        return {}
    return {
        "measure": measure.id,
        "kind": measure.domain,
        "unit": _unit(measure),
        "lower": measure.direction == "lower_better",
    }


def _unit(measure: Measure) -> str:
    """The number as somebody would ask for it: "a session" in the words of the sum, "% of letters"."""
    if measure.kind == "proportion":
        return f"% {measure.title}"[:60]
    words = f"{measure.title} {measure.denominator if measure.kind == 'rate' else ''}".casefold()
    if "session" in words:
        return "a session"
    return f"{measure.title} a month"[:60]


class AnswerForm(Beside):
    """The asker's written answer."""

    kind = forms.ChoiceField(label="The answer", choices=ANSWERS)
    answer = forms.CharField(
        label="In the asker's words", max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    new_level = forms.FloatField(label="The new number, if it was changed", required=False, min_value=0)
    answered_by = line("Who answered", required=True)
    answered_on = day("On which day", required=True)

    def value(self) -> asks.Answer:
        c = self.cleaned_data
        return asks.Answer(c["kind"], c["answer"], c["answered_by"], c["answered_on"])


class CloseForm(Beside):
    """How an Ask ends."""

    to = forms.ChoiceField(
        label="This ask is",
        choices=[("agreed", "agreed"), ("withdrawn", "withdrawn"), ("met", "met"), ("ended", "ended")],
    )
