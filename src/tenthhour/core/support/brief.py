"""The brief: one page for one conversation, from what is there and nothing more.

Blocks 1-12 of the design; block 12 is the leader's own and never shared. What
is missing is said or left as a line to write on, never made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tenthhour.core.errors import Refused
from tenthhour.core.support import honest
from tenthhour.core.support.ask import Ask
from tenthhour.core.support.days import in_words
from tenthhour.core.support.framework import Framework
from tenthhour.core.support.promise import Promise, in_brief, is_overdue
from tenthhour.core.support.sheet import Blanks, Block, Bullets, Chart, Part, Sheet, Text
from tenthhour.core.support.standing import OwnLevel, gap_sentence

Step = Literal["S0", "S1", "S2", "S3", "S3h", "S4"]
Domain = Literal["efficiency", "quality", "experience"]

L1 = (
    "This is a conversation about a number and the work around it. It is not an investigation, not peer review and "
    "not discipline. The same steps apply to every clinician here."
)
L1_NOT_ADOPTED = (
    "This is a conversation about a number and the work around it. It is not an investigation, not peer review and "
    "not discipline."
)
L2 = (
    "Nothing here is privileged. A court, a regulator or the person it is about may read it. "
    "Write what you would let your colleague read."
)

# Longest text of each kind that still leaves one page when everything is there (tests/unit/documents).
_PROMISES, _AGENDA, _TOPICS = 4, 4, 2
_LONG, _SHORT = 240, 130


@dataclass(frozen=True)
class Topic:
    """One thing to talk about: the sentence with its interval and n, what it cannot say, its chart."""

    sentence: str
    cannot_say: str = ""
    chart_svg: str | None = None
    chart_words: str = ""


@dataclass(frozen=True)
class Strength:
    """One real thing that goes well: a figure, a colleague's note, a patient's words kept with consent."""

    sentence: str
    chart_svg: str | None = None
    chart_words: str = ""


@dataclass(frozen=True)
class WorkAround:
    """What is known of the work around the number; None is said as not known."""

    clinical_fte: float | None = None
    panel: float | None = None
    staffing: str | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """Everything the brief may use. `is_adopted`: the organisation adopted the steps as policy."""

    leader: str
    clinician: str
    on: date | None
    today: date
    framework: Framework
    step: Step = "S0"
    is_adopted: bool = False
    purpose: str = ""
    ask: Ask | None = None
    level: OwnLevel | None = None
    promises: tuple[Promise, ...] = ()
    agenda: tuple[str, ...] = ()
    strength: Strength | None = None
    topics: tuple[Topic, ...] = ()
    domain: Domain = "efficiency"
    around: WorkAround = field(default_factory=WorkAround)
    doable_sentence: str = ""
    scratch: str = ""


def brief(talk: Conversation) -> Sheet:
    """The whole page, scratch included: the leader's own copy.

    Raises:
        Refused: The brief would be for a step in which no such talk is held.

    """
    if talk.step not in ("S0", "S1", "S2", "S3", "S3h", "S4"):
        raise Refused("There is no brief for this step: it is dealt with outside Tenth Hour.")
    when = in_words(talk.on) if talk.on else "no date yet"
    blocks = (
        _purpose(talk),
        _promises(talk),
        _agenda(talk),
        _strength(talk),
        _topics(talk),
        _around(talk),
        _causes(talk),
        _plan(talk),
        Block("meaning", "Meaning", (Text("Which part of the week would you protect?"),)),
        Block("words", "Words to avoid", (Bullets(honest.WORDS_TO_AVOID),)),
        _commitments(talk),
        _scratch(talk),
    )
    return Sheet(f"{talk.leader} and {talk.clinician}", when, blocks, L2)


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


def _short(text: str, limit: int = _LONG) -> str:
    """Cut at a word, and say that it was cut."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    # A word longer than the limit would leave nothing, so it is cut where it stands.
    cut = words[: limit - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + " …"


def _purpose(talk: Conversation) -> Block:
    asked = (
        f"To talk about what is asked: {talk.ask.wanted.words}."
        if talk.ask
        else "To talk about how the work is going."
    )
    warned = honest.warned_line(talk.ask) if talk.ask else ""
    label = honest.step_label("S2" if talk.ask and talk.step == "S0" else talk.step)
    parts: list[Part] = [Text(_short(talk.purpose or asked, _SHORT)), Text(f"Where we are: {label}.")]
    if warned:
        parts.append(Text(_short(warned)))
    parts.append(Text(L1 if talk.is_adopted else L1_NOT_ADOPTED, is_quiet=True))
    return Block("purpose", "Purpose", tuple(parts))


def _promises(talk: Conversation) -> Block:
    mine = [p for p in talk.promises if p.by == talk.leader]
    theirs = [p for p in talk.promises if p.by == talk.clinician]
    ordered = [
        *sorted(mine, key=lambda p: _urgency(p, talk.today)),
        *sorted(theirs, key=lambda p: _urgency(p, talk.today)),
    ]
    lines = tuple(_short(f"{p.by} promised: {in_brief(p, talk.today)}", _SHORT) for p in ordered[:_PROMISES])
    return Block("promises", "Promises", (Bullets(lines) if lines else Text("None recorded yet."),))


def _urgency(owed: Promise, today: date) -> tuple[bool, bool, date]:
    return not is_overdue(owed, today), owed.status != "open", owed.due


def _agenda(talk: Conversation) -> Block:
    lines = tuple(_short(line, _SHORT) for line in talk.agenda[:_AGENDA])
    part: Part = Bullets(lines) if lines else Blanks(("Ask first",))
    return Block("agenda", "Their agenda", (part,))


def _strength(talk: Conversation) -> Block:
    title = "What goes well"
    if talk.strength is None:
        return Block("strength", title, (Blanks(("Write one real thing you saw",)),))
    return Block("strength", title, (Text(_short(talk.strength.sentence)), *_chart(talk.strength)))


def _chart(of: Topic | Strength) -> tuple[Chart, ...]:
    return (Chart(of.chart_svg, of.chart_words),) if of.chart_svg else ()


def _topics(talk: Conversation) -> Block:
    topics = [*_asked(talk), *talk.topics][:_TOPICS]
    parts: list[Part] = []
    for topic in topics:
        parts.append(Text(_short(topic.sentence, 2 * _LONG)))
        if topic.cannot_say:
            parts.append(
                Text(
                    "This cannot say " + _short(topic.cannot_say, _SHORT).removeprefix("This cannot say "),
                    True,
                )
            )
        parts.extend(_chart(topic))
    return Block("topics", "Topics", tuple(parts) or (Blanks(("What I want to understand",)),))


def _asked(talk: Conversation) -> list[Topic]:
    """The Ask as the first topic: who wants it and what for, the standing gap, what it means in hours."""
    if talk.ask is None:
        return []
    by = f" by {in_words(talk.ask.by)}" if talk.ask.by else ""
    wanted = f"{_short(talk.ask.asker, 60)} asks for {talk.ask.wanted.words}{by}: {_short(talk.ask.because, _SHORT)}"
    gap = gap_sentence(talk.ask, talk.level) if talk.level else ""
    sentences = [s for s in (wanted.rstrip(".") + ".", gap, talk.doable_sentence) if s]
    return [
        Topic(" ".join(sentences), "whether the ask is right, or what makes the difference." if gap else "")
    ]


def _around(talk: Conversation) -> Block:
    work = talk.around
    known = [
        f"Clinical share of a full post: {work.clinical_fte:g}" if work.clinical_fte else "",
        f"Panel: {work.panel:,.0f} patients" if work.panel else "",
        f"Staffing: {_short(work.staffing, 80)}" if work.staffing else "",
        f"Not counted: {_short(', '.join(work.excluded), 80)}" if work.excluded else "",
    ]
    missing = [
        name
        for name, value in (
            ("share of a post", work.clinical_fte),
            ("panel", work.panel),
            ("staffing", work.staffing),
        )
        if not value
    ]
    if missing:
        known.append(f"Not known here, so ask: {', '.join(missing)}")
    return Block("around", "Work around it", (Text(". ".join(s for s in known if s) + "."),))


def _causes(talk: Conversation) -> Block:
    return Block("causes", "Ask about first", (Bullets(honest.CAUSES[talk.domain]),))


def _plan(talk: Conversation) -> Block:
    frame = talk.framework
    minutes = ", ".join(f"{phase.title.lower()} {phase.minutes}" for phase in frame.phases)
    parts: list[Part] = [
        Text(f"{frame.minutes} minutes: {_short(minutes, _SHORT)}."),
        Text(f"Open with: “{_short(frame.opening[0], _SHORT)}”"),
        Text(f"If feelings run high: “{_short(frame.for_emotion[0], _SHORT)}”"),
        Text(
            f"If asked “Am I being fired?”: “{honest.am_i_being_fired(talk.step, talk.ask, talk.is_adopted)}”"
        ),
        *(Text(line) for line in honest.stakes_lines(talk.ask)),
        *([Blanks(("What I will do about it:",))] if talk.ask and talk.ask.stakes else []),
    ]
    return Block("plan", "The half hour" if frame.minutes == 30 else "The plan", tuple(parts))


def _commitments(talk: Conversation) -> Block:
    """Lines to write on; the leader's are at least as many."""
    mine, theirs = (f"{_short(name, 40)} will, by when:" for name in (talk.leader, talk.clinician))
    return Block("commitments", "Commitments", (Blanks((mine, mine, theirs)),))


def _scratch(talk: Conversation) -> Block:
    opening = "If a decision about this job is already made, do not hold this talk; call your supervisor."
    rest: Part = Text(_short(talk.scratch)) if talk.scratch.strip() else Blanks(("",))
    return Block("scratch", "Scratch, mine", (Text(opening), rest))
