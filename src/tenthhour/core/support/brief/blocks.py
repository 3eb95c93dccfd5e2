"""Each block of the brief, from the conversation it is for."""

from __future__ import annotations

from datetime import date

from tenthhour.core.days import in_words
from tenthhour.core.support import honest
from tenthhour.core.support.brief.conversation import Conversation, Strength, Topic
from tenthhour.core.support.promise import Promise, in_brief, is_overdue
from tenthhour.core.support.sheet import Blanks, Block, Bullets, Chart, Part, Text
from tenthhour.core.support.standing import gap_sentence

L1 = (
    "This is a conversation about a number and the work around it. It is not an investigation, not peer review and "
    "not discipline. The same steps apply to every clinician here."
)
L1_NOT_ADOPTED = (
    "This is a conversation about a number and the work around it. It is not an investigation, not peer review and "
    "not discipline."
)
# Longest text of each kind that still leaves one page when everything is there (tests/unit/documents).
_PROMISES, _AGENDA, _TOPICS = 4, 4, 2
_LONG, _SHORT = 240, 130


def _short(text: str, limit: int = _LONG) -> str:
    """Cut at a word, and say that it was cut."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    # A word longer than the limit would leave nothing, so it is cut where it stands.
    cut = words[: limit - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + " …"


def purpose(talk: Conversation) -> Block:
    asked = (
        f"To talk about what is asked: {talk.ask.wanted.words}."
        if talk.ask
        else "To talk about how the work is going."
    )
    warned = honest.warned_line(talk.ask) if talk.ask else ""
    label = honest.step_label("S2" if talk.ask and talk.step == "S0" else talk.step)
    before = "paused; before that, " if talk.is_paused else ""
    parts: list[Part] = [Text(_short(talk.purpose or asked, _SHORT)), Text(f"Where we are: {before}{label}.")]
    if warned:
        parts.append(Text(_short(warned)))
    parts.append(Text(L1 if talk.is_adopted else L1_NOT_ADOPTED, is_quiet=True))
    return Block("purpose", "Purpose", tuple(parts))


def promises(talk: Conversation) -> Block:
    """The leader's first, then the organisation's, then the clinician's; late ones before the others."""
    order = (talk.leader, None, talk.clinician)
    ordered = sorted(
        talk.promises,
        key=lambda p: (order.index(p.by if p.by in order else None), *_urgency(p, talk.today)),
    )
    lines = tuple(_short(f"{p.by} promised: {in_brief(p, talk.today)}", _SHORT) for p in ordered[:_PROMISES])
    return Block("promises", "Promises", (Bullets(lines) if lines else Text("None recorded yet."),))


def _urgency(owed: Promise, today: date) -> tuple[bool, bool, date]:
    return not is_overdue(owed, today), owed.status != "open", owed.due


def agenda(talk: Conversation) -> Block:
    lines = tuple(_short(line, _SHORT) for line in talk.agenda[:_AGENDA])
    part: Part = Bullets(lines) if lines else Blanks(("Ask first",))
    return Block("agenda", "Their agenda", (part,))


def strength(talk: Conversation) -> Block:
    title = "What goes well"
    if talk.strength is None:
        return Block("strength", title, (Blanks(("Write one real thing you saw",)),))
    return Block("strength", title, (Text(_short(talk.strength.sentence)), *_chart(talk.strength)))


def _chart(of: Topic | Strength) -> tuple[Chart, ...]:
    return (Chart(of.chart_svg, of.chart_words),) if of.chart_svg else ()


def topics(talk: Conversation) -> Block:
    topics = [*_asked(talk), *talk.topics][:_TOPICS]
    parts: list[Part] = []
    for topic in topics:
        parts.append(Text(_short(topic.sentence, 2 * _LONG)))
        if topic.cannot_say:
            unsaid = topic.cannot_say.removeprefix("This cannot say ")
            parts.append(Text(_short(f"This cannot say {unsaid[:1].lower()}{unsaid[1:]}", _SHORT), True))
        parts.extend(_chart(topic))
    return Block("topics", "Topics", tuple(parts) or (Blanks(("What I want to understand",)),))


def _asked(talk: Conversation) -> list[Topic]:
    """The Ask as the first topic: who wants it and what for, the standing gap, what it means in hours."""
    if talk.ask is None:
        return []
    by = f" by {in_words(talk.ask.by)}" if talk.ask.by else ""
    asker = _short(talk.ask.asker, 60) or "Somebody, not yet named here,"
    because = f": {_short(talk.ask.because, _SHORT)}" if talk.ask.because.strip() else ""
    wanted = f"{asker} asks for {talk.ask.wanted.words}{by}{because}"
    gap = gap_sentence(talk.ask, talk.level) if talk.level else ""
    sentences = [s for s in (wanted.rstrip(".") + ".", gap, talk.doable_sentence) if s]
    return [
        Topic(" ".join(sentences), "whether the ask is right, or what makes the difference." if gap else "")
    ]


def around(talk: Conversation) -> Block:
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


def causes(talk: Conversation) -> Block:
    return Block("causes", "Ask about first", (Bullets(honest.CAUSES[talk.domain]),))


def plan(talk: Conversation) -> Block:
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


def commitments(talk: Conversation) -> Block:
    """Lines to write on; the leader's are at least as many."""
    mine, theirs = (f"{_short(name, 40)} will, by when:" for name in (talk.leader, talk.clinician))
    return Block("commitments", "Commitments", (Blanks((mine, mine, theirs)),))


def scratch(talk: Conversation) -> Block:
    opening = "If a decision about this job is already made, do not hold this talk; call your supervisor."
    rest: Part = Text(_short(talk.scratch)) if talk.scratch.strip() else Blanks(("",))
    return Block("scratch", "Scratch, mine", (Text(opening), rest))
