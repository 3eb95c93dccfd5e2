"""A rehearsal as plain text: 80 columns, no boxes, no colour, good for a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tenthhour.core.rehearsal.feedback import Debrief, TurningPoint
from tenthhour.core.rehearsal.partner import Exchange, Rehearsal
from tenthhour.core.rehearsal.scenario import Scenario

WIDTH = 80
DRAFT = "Draft: no named clinician has reviewed this scenario yet."
PRIVATE = "Nothing of the talk is kept unless you ask for it with --save."
KEYS = "Type the number of a sentence, w to wait in silence, t to type your own, b to go back one turn, q to stop and see the debrief."


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """A paragraph of at most 80 columns; line breaks in the text are kept."""
    lines = []
    for index, part in enumerate(text.split("\n")):
        lines += textwrap.wrap(part, WIDTH, initial_indent=rest if index else first, subsequent_indent=rest)
    return "\n".join(lines)


def name_of(scenario: Scenario, rehearsal: Rehearsal) -> str:
    """The name on screen; it changes nothing else."""
    names = scenario.persona.names
    return names[rehearsal.record.name % len(names)].name


def introduction(scenario: Scenario) -> Iterator[str]:
    """Who you are, what you know, what you want: everything before the door opens."""
    brief, card = scenario.brief, scenario.brief.data_card
    yield scenario.title
    if scenario.status == "draft":
        yield DRAFT
    yield ""
    yield wrapped(f"You are: {brief.role}.")
    yield "You know:"
    for known in brief.known:
        yield wrapped(known, "  - ", "    ")
    figures = (
        f"{card.measure}: {card.estimate} (range {card.low} to {card.high}); {card.expected} would be fair."
    )
    yield wrapped(f"On the table: {figures} {card.note}")
    yield wrapped(f"Your aim: {brief.goal}")


def turn(scenario: Scenario, rehearsal: Rehearsal, at: Exchange) -> Iterator[str]:
    """One exchange, as it is printed in a transcript."""
    yield wrapped(f"{at.number}. You: {at.said.text}", "", "   ")
    yield wrapped(f"{name_of(scenario, rehearsal)}: {at.reply}", "   ", "   ")


def transcript(scenario: Scenario, rehearsal: Rehearsal) -> Iterator[str]:
    """The whole talk."""
    yield wrapped(f"{name_of(scenario, rehearsal)}: {rehearsal.opening}", "   ", "   ")
    for exchange in rehearsal.exchanges:
        yield ""
        yield from turn(scenario, rehearsal, exchange)


def feedback(debrief: Debrief) -> Iterator[str]:
    """The debrief, in its order: her side, turning points, counts, what was named, what to try."""
    yield f"How it ended: {debrief.title}"
    yield from _section(debrief.side_of, debrief.her_side)
    yield ""
    yield "Turning points"
    for point in debrief.turning:
        yield from _point(point)
    if not debrief.turning:
        yield "  No single turn moved the talk much."
    yield from _section("Counts", [str(each) for each in debrief.counts if each.of])
    for sentence in (debrief.coding, debrief.orientation):
        if sentence:
            yield wrapped(sentence, "  ", "  ")
    yield from _section("What was named", (debrief.gap, debrief.stakes))
    yield from _section("What was agreed", debrief.plan)
    yield from _section("Four phases (R2C2)", debrief.phases)
    yield from _last(debrief)


def _last(debrief: Debrief) -> Iterator[str]:
    strengths = [f"{each.act}, turn {each.number}: \u201c{each.words}\u201d" for each in debrief.strengths]
    yield from _section("What carried the talk", strengths or ["Nothing did, this time."])
    if debrief.to_try is not None:
        other = debrief.to_try
        yield from _section(
            "One thing to try",
            (
                f"Turn {other.number}. You said: \u201c{other.words}\u201d",
                f"Try: \u201c{other.instead.words}\u201d",
                f"The answer there would have been: \u201c{_flat(other.instead.reply)}\u201d",
            ),
        )
    yield from _section("Sixty days later", (debrief.sixty_days,))


def _section(title: str, paragraphs: tuple[str, ...] | list[str]) -> Iterator[str]:
    yield ""
    yield title
    for paragraph in paragraphs:
        yield wrapped(paragraph, "  - ", "    ")


def _point(point: TurningPoint) -> Iterator[str]:
    way = "for the better" if point.is_better else "for the worse"
    yield wrapped(f"Turn {point.number}, {way}.", "  - ", "    ")
    yield wrapped(f"You: \u201c{point.words}\u201d", "    ", "    ")
    yield wrapped(f"Answer: \u201c{_flat(point.reply)}\u201d", "    ", "    ")
    yield wrapped(" ".join((point.did, *point.notes)), "    ", "    ")
    if point.instead is not None:
        way = "Better" if point.is_instead_better else "Worse, and on offer"
        yield wrapped(f"{way}: \u201c{point.instead.words}\u201d", "    ", "    ")
        yield wrapped(f"Answer there: \u201c{_flat(point.instead.reply)}\u201d", "    ", "    ")
        yield wrapped(" ".join((point.instead_did, *point.instead.notes)), "    ", "    ")


def _flat(text: str) -> str:
    return text.replace("\n", " ")
