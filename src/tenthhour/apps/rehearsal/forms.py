"""What a rehearsal page sends: closed choices, and the record it carries itself."""

from __future__ import annotations

from typing import Any

from django import forms

from tenthhour.apps.org.queries import named_in
from tenthhour.content.scenarios import scenario, scenarios
from tenthhour.core.errors import UserError
from tenthhour.core.rehearsal.feedback import LEVELS
from tenthhour.core.rehearsal.hearing import HEARABLE
from tenthhour.core.rehearsal.record import WAIT, Record, Turn, must_match, read

TOPICS = (
    "access",
    "productivity",
    "documentation",
    "experience",
    "conduct",
    "leaving",
    "disputed data",
    "change from above",
    "formal step",
)
# A record of 24 chosen turns has about 700 characters, of typed ones up to 50,000; a few tries are carried along.
LONGEST, MOST_TRIES = 60_000, 8
# Three hundred words count; what is longer is cut, not refused, up to here.
LONGEST_TYPED = 20_000


def _choices(*values: str) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


class LinkForm(forms.Form):
    """The five closed values a brief may pass on. No text, no name, no figure fits through."""

    topic_class = forms.ChoiceField(choices=_choices(*TOPICS), required=False)
    step = forms.ChoiceField(choices=_choices("S0", "S1", "S2", "S3", "S4", "S5"), required=False)
    gap_size = forms.ChoiceField(choices=_choices("none", "small", "large"), required=False)
    relationship = forms.ChoiceField(choices=_choices("new", "known", "strained"), required=False)
    minutes = forms.ChoiceField(choices=_choices("10", "20", "30"), required=False)


class StartForm(forms.Form):
    """Which talk, how long, with what name on screen, and when to hear what it did."""

    scenario = forms.ChoiceField(label="Which talk")
    minutes = forms.ChoiceField(
        label="How long",
        choices=[
            ("10", "10 minutes: 12 turns"),
            ("20", "20 minutes: 18 turns"),
            ("30", "30 minutes: 24 turns"),
        ],
        initial="20",
    )
    name = forms.ChoiceField(
        label="Who sits on the other side",
        choices=[("she", "she"), ("they", "they"), ("he", "he")],
        initial="she",
        help_text="Name and pronoun change nothing that happens.",
    )
    feedback = forms.ChoiceField(
        label="Feedback",
        choices=[
            ("fade", "Less by and by, as you practise"),
            ("each", "A sentence after each turn"),
            ("turning", "A sentence after turns that moved something"),
            ("end", "At the end"),
            ("guess", "At the end, after your own guess"),
        ],
        initial="fade",
    )
    # How far feedback has faded: three characters the browser remembers (fading.js), and forgets on demand.
    fading = forms.CharField(max_length=4, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["scenario"]
        chosen.choices = [(each.id, each.title) for each in scenarios().values()]


class TalkForm(forms.Form):
    """The record so far and what comes next. `kept` holds earlier tries of the same talk."""

    record = forms.CharField(max_length=LONGEST, strip=False)
    move = forms.CharField(max_length=20, required=False)
    back = forms.BooleanField(required=False)
    again_from = forms.IntegerField(min_value=1, max_value=24, required=False)
    typed = forms.CharField(max_length=LONGEST_TYPED, required=False)
    differently = forms.BooleanField(required=False)
    passphrase = forms.CharField(max_length=200, required=False, strip=False)
    look_at = forms.IntegerField(min_value=0, max_value=MOST_TRIES, required=False)
    feedback = forms.ChoiceField(choices=_choices(*LEVELS), required=False)
    fading = forms.CharField(max_length=4, required=False)
    is_guessed = forms.BooleanField(required=False)

    def clean_record(self) -> Record:
        return _read(self.cleaned_data["record"])

    def kept(self) -> list[Record]:
        """Earlier tries; one that cannot be read is left out."""
        tries: list[Record] = []
        for text in self.data.getlist("kept")[:MOST_TRIES]:  # type: ignore[attr-defined]
            try:
                tries.append(_read(text[:LONGEST]))
            except forms.ValidationError:
                continue
        return tries

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        record, move = cleaned.get("record"), cleaned.get("move")
        if record and move and move not in _moves(record.scenario):
            raise forms.ValidationError(
                "That sentence is not part of this talk. Choose one of those on the page."
            )
        if "typed" in cleaned and named_in(cleaned["typed"]):
            raise forms.ValidationError(
                "That looks like a colleague's name. The people here are invented: say “you”, or use the name on screen."
            )
        return cleaned

    def acts(self) -> list[str]:
        """What the leader says each typed sentence was; empty before it was asked."""
        acts: list[str] = self.data.getlist("act")  # type: ignore[attr-defined]
        return acts if set(acts) <= set(HEARABLE) else []

    def guesses(self) -> list[str]:
        """What the leader guessed of the counts, as typed."""
        return [text.strip()[:4] for text in self.data.getlist("guess")]  # type: ignore[attr-defined]

    def next_record(self) -> Record:
        """The record after this step: one turn longer, one turn shorter, or cut to begin again."""
        record: Record = self.cleaned_data["record"]
        if self.cleaned_data["again_from"]:
            return record.until(self.cleaned_data["again_from"] - 1)
        if self.cleaned_data["back"]:
            return record.until(max(0, len(record.turns) - 1))
        move = self.cleaned_data["move"]
        return record.then(Turn(move=move)) if move else record


def _moves(id_: str) -> set[str]:
    return {move.id for move in scenario(id_).moves} | {WAIT}


def _read(text: str) -> Record:
    try:
        # A browser sends line ends as CR LF; the record has one line.
        record = read(text)
        must_match(record, scenario(record.scenario))
    except UserError as error:
        raise forms.ValidationError(str(error)) from error
    return record
