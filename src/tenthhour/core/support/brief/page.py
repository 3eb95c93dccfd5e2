"""The brief: one page for one conversation, from what is there and nothing more.

Blocks 1-12 of the design; block 12 is the leader's own and never shared. What
is missing is said or left as a line to write on, never made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tenthhour.core.days import in_words
from tenthhour.core.errors import Refused
from tenthhour.core.support.brief import blocks
from tenthhour.core.support.brief.conversation import Conversation
from tenthhour.core.support.honest import WORDS_TO_AVOID
from tenthhour.core.support.sheet import Block, Bullets, Chart, Sheet, Text

L2 = (
    "Nothing here is privileged. A court, a regulator or the person it is about may read it. "
    "Write what you would let your colleague read."
)


def brief(talk: Conversation) -> Sheet:
    """The whole page, scratch included: the leader's own copy.

    Raises:
        Refused: The brief would be for a step in which no such talk is held.

    """
    if talk.step not in ("S0", "S1", "S2", "S3", "S3h", "S4"):
        raise Refused("There is no brief for this step: it is dealt with outside Tenth Hour.")
    when = in_words(talk.on) if talk.on else "No date yet"
    made = (
        blocks.purpose(talk),
        blocks.promises(talk),
        blocks.agenda(talk),
        blocks.strength(talk),
        blocks.topics(talk),
        blocks.around(talk),
        blocks.causes(talk),
        blocks.plan(talk),
        Block("meaning", "Meaning", (Text("Which part of the week would you protect?"),)),
        Block("words", "Words to avoid", (Bullets(WORDS_TO_AVOID),)),
        blocks.commitments(talk),
        blocks.scratch(talk),
    )
    return Sheet(f"{talk.leader} and {talk.clinician}", when, made, L2)


def for_clinician(sheet: Sheet) -> Sheet:
    """The copy both see: everything but the leader's scratch."""
    return sheet.without("scratch")


def editions(sheet: Sheet) -> Iterator[Sheet]:
    """The same page, each time with less, until it fits on one.

    First one topic, then no words to avoid; then, for the rare talk in which
    everything is long at once, no small charts, and two lines where there were four.
    """
    yield sheet
    one = _each(sheet, _one_topic)
    yield one
    fewer = one.without("words")
    yield fewer
    bare = _each(fewer, _without_charts)
    yield bare
    yield _each(bare, _two_lines)


def _each(sheet: Sheet, change: Callable[[Block], Block]) -> Sheet:
    return Sheet(sheet.title, sheet.subtitle, tuple(map(change, sheet.blocks)), sheet.foot)


def _one_topic(block: Block) -> Block:
    if block.id != "topics":
        return block
    starts = [i for i, part in enumerate(block.parts) if isinstance(part, Text) and not part.is_quiet]
    return Block(block.id, block.title, block.parts[: starts[1]] if len(starts) > 1 else block.parts)


def _without_charts(block: Block) -> Block:
    return Block(block.id, block.title, tuple(p for p in block.parts if not isinstance(p, Chart)))


def _two_lines(block: Block) -> Block:
    """Promises and agenda keep their first two lines and say how many more there are."""
    if block.id not in ("promises", "agenda"):
        return block
    return Block(
        block.id, block.title, tuple(_first_two(p) if isinstance(p, Bullets) else p for p in block.parts)
    )


def _first_two(lines: Bullets) -> Bullets:
    more = len(lines.items) - 2
    return Bullets((*lines.items[:2], f"and {more} more on screen")) if more > 1 else lines
