"""One page to send up: what the ask means in hours of a week, what could change, and what is asked in return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tenthhour.core.days import in_words
from tenthhour.core.support.ask import ANSWER_DAYS, Ask
from tenthhour.core.support.sheet import Block, Bullets, Sheet, Table, Text
from tenthhour.core.support.workload import BESIDE, LIMITS, Doable, Lever

_LONG = 220

GRADES = "R read in its source, R2 at second hand, C computed, D a guess to be replaced, “entered” your own figure."


def page(ask: Ask, doable: Doable, levers: Sequence[Lever], today: date) -> Sheet:
    """The doable check as one page; a question about the ask, and nobody's name is needed on it."""
    blocks = (
        Block("ask", "What is asked", (Text(_asked(ask, doable)),)),
        Block("sum", "Hours a week", (_sum(doable), Text(doable.sentence), Text(_fits(doable)))),
        Block("levers", "What could change", (_levers(levers, doable),)),
        Block(
            "sources", "Where the figures come from", (Bullets(_sources(doable)), Text(GRADES, is_quiet=True))
        ),
        Block("limits", "What this cannot say", (Bullets(LIMITS),)),
        Block("beside", "To read beside it", (Bullets(BESIDE),)),
        Block("answer", "Your answer", (Text(_answer(ask, today)),)),
    )
    foot = "A question about the ask, never a verdict on a person."
    return Sheet("Is the ask doable?", in_words(today), blocks, foot)


def editions(sheet: Sheet) -> Iterator[Sheet]:
    """The same page with less on it: first without what stands beside, then with short levers and sources only."""
    yield sheet
    yield sheet.without("beside")
    yield sheet.without("beside", "levers")


def _asked(ask: Ask, doable: Doable) -> str:
    by = f" by {in_words(ask.by)}" if ask.by else ", no date"
    because = _short(ask.because.strip().rstrip("."))
    working = doable.inputs.encounters
    return (
        f"{_short(ask.asker, 80)} asks for {ask.wanted.words}{by}. Reason: {because or 'none given'}. "
        f"That is {working.value.likely:.4g} encounters a week ({_short(working.source, 100)})."
    )


def _sum(doable: Doable) -> Table:
    rows = [
        (
            line.label,
            line.working,
            f"{line.hours.low:.1f}",
            f"{line.hours.likely:.1f}",
            f"{line.hours.high:.1f}",
        )
        for line in doable.lines
    ]
    total, held = doable.total, doable.inputs.contracted.value.likely
    rows.append(("Together", "", f"{total.low:.1f}", f"{total.likely:.1f}", f"{total.high:.1f}"))
    rows.append(("In the contract", "", f"{held:.1f}", f"{held:.1f}", f"{held:.1f}"))
    return Table(
        ("Line", "likely: how it is worked out", "low", "likely", "high"), tuple(rows), texts=2, totals=2
    )


def _fits(doable: Doable) -> str:
    fits = doable.fits
    words = (
        f"What would fit the contract: {fits.likely:.0f} encounters a week on likely figures "
        f"({fits.high:.0f} if things take long, {fits.low:.0f} if all goes quickly)."
    )
    return f"{words} {doable.slots.sentence}" if doable.slots else words


def _levers(levers: Sequence[Lever], doable: Doable) -> Table:
    rows = [
        (
            lever.label,
            _short(lever.evidence, 200),
            f"{lever.hours.likely:+.1f}".replace("-", "−"),
            f"{lever.total.likely:.1f}",
        )
        for lever in levers
    ]
    return Table(("Each alone, on likely figures", "rests on", "change", "hours"), tuple(rows), texts=2)


def _sources(doable: Doable) -> tuple[str, ...]:
    return tuple(f"{line.label}: {_short(line.source, 170)} ({line.grade})" for line in doable.lines)


def _answer(ask: Ask, today: date) -> str:
    due = in_words(today + timedelta(days=ANSWER_DAYS))
    return (
        f"Please answer in writing by {due}: the ask is changed; or help is added, with who and when; "
        "or it stands, and why."
    )


def _short(text: str, limit: int = _LONG) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 2] + " …"
