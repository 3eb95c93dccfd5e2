"""What the pages show: scenarios to choose from, and a talk replayed from its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from tenthhour.apps.rehearsal.models import RunCount
from tenthhour.content.coder import coder
from tenthhour.content.scenarios import scenario, scenarios
from tenthhour.content.skills import skills
from tenthhour.core.rehearsal.feedback import Count, Debrief, Fading, after_turn, debrief, is_told, to_guess
from tenthhour.core.rehearsal.hearing import HEARABLE, LABELS, Guess, confirmed, hear, is_cut
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal, play
from tenthhour.core.rehearsal.record import TURNS_IN, Record, written
from tenthhour.core.rehearsal.scenario import Move, Scenario
from tenthhour.core.rehearsal.skill import Skill
from tenthhour.core.rehearsal.state import Stage

# Fewer runs than this could point at somebody.
SHOWN_FROM = 10


@dataclass(frozen=True)
class Offer:
    """A scenario to choose, and how often it was rehearsed here where that points at nobody."""

    scenario: Scenario
    runs: int | None


@dataclass(frozen=True)
class TalkPage:
    """A talk as far as it has gone."""

    stage: Stage
    rehearsal: Rehearsal
    name: str
    palette: tuple[Move, ...]
    turn: int
    turns: int
    record: str
    remark: str = ""
    typed: str = ""
    heard: tuple[Asked, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class Asked:
    """A typed sentence and what it may have been: likely acts first, then all others, each with its words."""

    sentence: str
    question: str
    is_sure: bool
    likely: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Branch:
    """Another try at the same talk: how far it went, how it ended, and from which turn on the two differ.

    `beside` holds the turns from there on, this try first; the shorter try has None where it had ended.
    """

    turns: int
    title: str
    parted_at: int
    beside: tuple[tuple[Exchange | None, Exchange | None], ...]


def offers(wanted: Mapping[str, str]) -> list[Offer]:
    """Every scenario, the best match first: most equal fields of the five closed values of a link."""
    ranked = sorted(scenarios().values(), key=lambda each: (-_equal(each, wanted), each.title))
    return [Offer(each, runs(each.id)) for each in ranked]


def _equal(each: Scenario, wanted: Mapping[str, str]) -> int:
    fields = ("topic_class", "step", "gap_size", "relationship")
    return sum(getattr(each.brief, field) == wanted.get(field) for field in fields)


@dataclass(frozen=True)
class Lesson:
    """A skill with the record its exercise begins from."""

    skill: Skill
    record: str


def lessons() -> list[Lesson]:
    """Every skill, the first to practise first."""
    return [
        Lesson(each, written(each.exercise.record(Stage.of(scenario(each.exercise.scenario)))))
        for each in skills()
    ]


def runs(id_: str) -> int | None:
    """How often a scenario was rehearsed to its end, in all; None below ten."""
    total = sum(RunCount.objects.filter(scenario=id_).values_list("n", flat=True))
    return total if total >= SHOWN_FROM else None


def talk(record: Record, feedback: str = "end") -> TalkPage:
    """Replay a record into a page.

    Raises:
        DataProblem: The record names a move the scenario does not have.
        UsageError: There is no such scenario.

    """
    stage = Stage.of(scenario(record.scenario))
    rehearsal = play(stage, record)
    remark = ""
    if rehearsal.exchanges and is_told(feedback, rehearsal.exchanges[-1]):
        remark = after_turn(stage, rehearsal, rehearsal.exchanges[-1])
    names = stage.scenario.persona.names
    return TalkPage(
        stage=stage,
        rehearsal=rehearsal,
        name=names[record.name % len(names)].name,
        palette=tuple(stage.moves[id_] for id_ in rehearsal.state.palette),
        turn=rehearsal.state.turn + 1,
        turns=TURNS_IN[record.minutes],
        record=written(record),
        remark=remark,
    )


def hearing(record: Record, text: str, feedback: str) -> TalkPage:
    """The same page, asking what a typed turn was."""
    page = talk(record, feedback)
    guesses = hear(text, coder(), page.stage, page.rehearsal.state)
    return replace(page, typed=text, heard=tuple(map(_asked, guesses)), is_cut=is_cut(text))


def _asked(guess: Guess) -> Asked:
    likely = tuple((act, LABELS[act]) for act in guess.options)
    others = tuple((act, LABELS[act]) for act in HEARABLE if act not in guess.options)
    return Asked(guess.sentence, guess.question, guess.is_sure, likely, others)


def with_typed(record: Record, text: str, acts: list[str]) -> Record:
    """The record, one confirmed turn longer; unchanged when the acts do not fit the sentences."""
    stage = Stage.of(scenario(record.scenario))
    try:
        turn = confirmed(text, acts, stage, play(stage, record).state)
    except ValueError:
        return record
    return replace(record.then(turn), coder=coder().version)


def name_for(id_: str, pronoun: str) -> int:
    """Which of a scenario's names goes with a pronoun; the first where none does."""
    names = scenario(id_).persona.names
    return next((index for index, name in enumerate(names) if name.pronoun == pronoun), 0)


def debriefed(page: TalkPage) -> Debrief:
    """The debrief of a talk."""
    return debrief(page.stage, page.rehearsal)


def guessed(page: TalkPage, guesses: list[str]) -> list[tuple[str, Count]]:
    """The leader's own guesses beside what was counted."""
    return list(zip(guesses, to_guess(page.rehearsal), strict=False))


def faded(before: str, page: TalkPage) -> Fading:
    """What the next talk of somebody whose browser remembers `before` begins with."""
    return Fading.read(before).after(page.rehearsal)


def branches(shown: TalkPage, records: list[Record]) -> list[Branch]:
    """Earlier tries beside the one shown."""
    return [_beside(shown.rehearsal, talk(record).rehearsal) for record in records]


def _beside(shown: Rehearsal, other: Rehearsal) -> Branch:
    mine, theirs = shown.exchanges, other.exchanges
    pairs = zip(mine, theirs, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a.said != b.said), min(len(mine), len(theirs)))
    beside = tuple(zip_longest(mine[same:], theirs[same:]))
    return Branch(len(theirs), other.outcome.title, same + 1, beside)
