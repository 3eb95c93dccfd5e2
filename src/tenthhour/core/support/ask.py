"""The Ask: what an organisation wants of a clinician or a team, written down once where both can see it.

Values and rules are pure: dates are arguments, and a refusal lists every
unmet condition. What each rule is for stands in docs/methods/ask.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused

State = Literal["draft", "shared", "answered", "agreed", "changed", "withdrawn", "met", "ended"]
Reason = Literal["access", "finance", "quality", "experience", "contract", "staff_safety"]
Reader = Literal["leader", "clinician", "supervisor", "asker"]

ANSWER_DAYS = 14  # as long as a supervisor has for a leader's overload; a design choice

_MOVES: dict[State, tuple[State, ...]] = {
    "draft": ("shared", "withdrawn"),
    "shared": ("answered", "changed", "agreed", "withdrawn", "met", "ended"),
    "answered": ("answered", "changed", "agreed", "withdrawn", "met", "ended"),
    "changed": ("answered", "changed", "agreed", "withdrawn", "met", "ended"),
    "agreed": ("changed", "withdrawn", "met", "ended"),
    "withdrawn": (),
    "met": (),
    "ended": (),
}

# "They" is not an asker: nobody can be written to, and nobody owes an answer.
_NOBODY = re.compile(
    r"(they|them|people|someone|somebody|management|the management|admin|upstairs|unknown|tbd|n/?a|[-?.\s]*)",
    re.I,
)
_OTHERS = r"(?:others?|colleagues|peers?|partners|clinicians|physicians|doctors|everyone else)"
_COLLEAGUES = re.compile(
    rf"\b(?:median|average|mean|percentile|quartile|decile|benchmark)\b,? (?:of|for|among|across) (?:\w+ )?{_OTHERS}\b"
    rf"|\b(?:peer|group|colleagues'?) (?:median|average|mean|benchmark)\b"
    rf"|\b(?:the|all|your|her|his|their) {_OTHERS} (?:\w+ )?(?:manage|see|reach|achieve|do)\b",
    re.I,
)


@dataclass(frozen=True)
class Wanted:
    """A level of one measure: 18 encounters a session; 85 % of letters within 3 days.

    `measure_id` names the measure in the data that shows the same thing, if there is one.
    """

    measure: str
    level: float
    unit: str
    is_efficiency: bool
    higher_wanted: bool = True
    measure_id: str = ""

    @property
    def words(self) -> str:
        """As said in a sentence.

        >>> Wanted("Encounters", 18, "a session", True).words
        '18 a session'
        """
        return f"{self.level:g} {self.unit}".strip()


@dataclass(frozen=True)
class Stake:
    """Something the leader knows may follow: the fact, its source, what is undecided, when learned."""

    fact: str
    source: str
    undecided: str
    learned_on: date


@dataclass(frozen=True)
class Offer:
    """Help the organisation has offered; without an owner and a date it is a wish."""

    what: str
    owner: str
    due: date


@dataclass(frozen=True)
class DoableNote:
    """The workload check made for this Ask, as kept with it."""

    likely_hours: float
    contracted_hours: float
    sentence: str
    made_on: date

    @property
    def is_over(self) -> bool:
        return self.likely_hours > self.contracted_hours


@dataclass(frozen=True)
class Answer:
    """The asker's written answer to the check."""

    kind: Literal["ask_changed", "support_added", "stands"]
    words: str
    by: str
    on: date


@dataclass(frozen=True)
class Warned:
    """A warning somebody gave before any of this was written down."""

    by: str
    on: date
    words: str
    date_set: date | None = None


@dataclass(frozen=True)
class Ask:
    """One Ask with everything both may read from the moment it is shared.

    `subject` names the clinician or team; `stakes` may be empty only when
    `no_stakes_known` was said; `by` None means "no date".
    """

    wanted: Wanted
    asker: str
    reason: Reason | None
    because: str
    subject: str
    is_team: bool = False
    by: date | None = None
    stakes: tuple[Stake, ...] = ()
    no_stakes_known: bool = False
    offers: tuple[Offer, ...] = ()
    doable: DoableNote | None = None
    answer: Answer | None = None
    warned: Warned | None = None
    state: State = "draft"
    shared_on: date | None = None
    earlier: tuple[Wanted, ...] = ()


def unmet_for_sharing(ask: Ask) -> tuple[str, ...]:
    """Every condition still open before the Ask can be shared; empty when it may be."""
    rules = (
        (bool(_NOBODY.fullmatch(ask.asker.strip())), "Name who wants this: a person or an office."),
        (
            ask.reason is None or not ask.because.strip(),
            "Say what it is for: choose a reason and write one sentence.",
        ),
        (
            bool(_COLLEAGUES.search(ask.because)),
            "What colleagues reach is not a reason. Say what patients, staff or the clinic need the number for.",
        ),
        (
            not ask.stakes and not ask.no_stakes_known,
            'Write down what you know may follow, or say "none that I know".',
        ),
        (
            ask.wanted.is_efficiency and ask.doable is None,
            "This is an ask about volume or speed: work out first what it means in hours of a week.",
        ),
    )
    return tuple(sentence for broken, sentence in rules if broken)


def share(ask: Ask, on: date) -> Ask:
    """Both can read it from now on, stakes included.

    Raises:
        Refused: With every unmet condition, or because it is no longer a draft.

    """
    unmet = (*_unmet_move(ask, "shared"), *unmet_for_sharing(ask))
    if unmet:
        raise Refused(*unmet)
    return replace(ask, state="shared", shared_on=on)


def answered(ask: Ask, answer: Answer, new_level: float | None = None) -> Ask:
    """Record the asker's written answer; a changed ask keeps what was asked before.

    Raises:
        Refused: The Ask is a draft or closed, the answer has no words, or a changed ask names no new level.

    """
    to: State = "changed" if answer.kind == "ask_changed" else "answered"
    unmet = list(_unmet_move(ask, to))
    if not answer.words.strip():
        unmet.append("Write the answer in the asker's words; if the ask stands, with the reason.")
    if to == "changed" and (new_level is None or new_level == ask.wanted.level):
        unmet.append(f"The ask was changed: write the new level; it was {ask.wanted.words}.")
    if unmet:
        raise Refused(*unmet)
    if to != "changed" or new_level is None:
        return replace(ask, state=to, answer=answer)
    # The check was made for the old number, so it no longer speaks of this ask.
    wanted = replace(ask.wanted, level=new_level)
    return replace(
        ask, state=to, answer=answer, wanted=wanted, earlier=(*ask.earlier, ask.wanted), doable=None
    )


def moved(ask: Ask, to: Literal["agreed", "withdrawn", "met", "ended"]) -> Ask:
    """Agree, withdraw, or close an Ask.

    Raises:
        Refused: The Ask cannot go there from where it is.

    """
    if unmet := _unmet_move(ask, to):
        raise Refused(*unmet)
    return replace(ask, state=to)


def _unmet_move(ask: Ask, to: State) -> tuple[str, ...]:
    if to in _MOVES[ask.state]:
        return ()
    return (f"This ask is {ask.state}; it cannot become {to} from there.",)


def may_read(ask: Ask, reader: Reader) -> bool:
    """A draft is the leader's; from shared on the clinician sees everything, at the same moment."""
    if ask.state == "draft" or ask.shared_on is None:
        return reader == "leader"
    return True


@dataclass(frozen=True)
class Waiting:
    """One line for the supervisor: an Ask, its age, and whether its asker has answered."""

    asker: str
    days: int
    is_answered: bool
    is_overdue: bool
    sentence: str


def waiting(ask: Ask, today: date) -> Waiting | None:
    """Age and answer of a shared Ask; None for a draft. An unanswered one is the asker's overdue promise."""
    if ask.shared_on is None:
        return None
    days = (today - ask.shared_on).days
    is_answered = ask.answer is not None
    is_open = ask.state in ("shared", "answered", "changed", "agreed")
    is_overdue = is_open and not is_answered and days > ANSWER_DAYS
    return Waiting(ask.asker, days, is_answered, is_overdue, _age(ask, days, is_overdue))


def _age(ask: Ask, days: int, is_overdue: bool) -> str:
    ago = "today" if days == 0 else f"{days} day{'s' if days != 1 else ''} ago"
    start = f"{ask.wanted.words}, asked by {ask.asker}, shared {ago}"
    if ask.answer:
        return f"{start}; answered on {in_words(ask.answer.on)}."
    return f"{start}; not answered{f', {days - ANSWER_DAYS} days late' if is_overdue else ''}."


def unmet_answer(ask: Ask) -> str | None:
    """Guard G12: the sentence that stands against a formal step, or None.

    The Ask must be answered, and where the likely hours exceed the contract the
    answer must have changed the ask or the support.
    """
    gap = ask.doable.likely_hours - ask.doable.contracted_hours if ask.doable else 0.0
    if ask.answer is None and not (ask.doable and ask.doable.is_over):
        return f"{ask.asker} has not answered the ask yet."
    if ask.answer and (ask.answer.kind != "stands" or not (ask.doable and ask.doable.is_over)):
        return None
    return (
        f"The ask needs {gap:.1f} more hours a week than the contract has. "
        f"{ask.asker} has not changed it or added help."
    )
