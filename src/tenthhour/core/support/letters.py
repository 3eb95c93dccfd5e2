"""Letters and a policy, filled in as far as things are known; a start for the leader's own words.

The texts themselves stand in `content/texts` and are passed in, so that a
lawyer reads them without reading code.
"""

from __future__ import annotations

from datetime import date, timedelta

from tenthhour.core.days import in_words
from tenthhour.core.support.ask import ANSWER_DAYS, Ask
from tenthhour.core.support.warned import SET_ASIDE_DAYS
from tenthhour.core.support.workload import Doable

POLICY_VERSION = "1"


def to_asker(
    text: str, warned_text: str, *, ask: Ask, doable: Doable | None, leader: str, today: date
) -> str:
    """The letter to whoever wants the number: the sum, the help not yet given, three ways to answer."""
    by = f" by {in_words(ask.by)}" if ask.by else ""
    return text.format(
        today=in_words(today),
        asker=ask.asker,
        wanted=ask.wanted.words,
        subject=ask.subject,
        by=by,
        because=ask.because.strip() or "none was given.",
        sum=_sum(doable),
        contracted=f"{doable.inputs.contracted.value.likely:g}" if doable else "____",
        sentence=doable.sentence if doable else "The sum has not been worked out yet.",
        help=_help(ask),
        warned=_warned(warned_text, ask, today),
        answer_by=in_words(today + timedelta(days=ANSWER_DAYS)),
        leader=leader,
    )


def _sum(doable: Doable | None) -> str:
    if doable is None:
        return "- (not worked out yet)"
    lines = [f"- {line.label}: {line.hours.likely:.1f}" for line in doable.lines]
    total = doable.total
    lines.append(
        f"- Together: {total.likely:.1f} hours; {total.low:.1f} if all goes quickly, {total.high:.1f} if it takes long"
    )
    return "\n".join(lines)


def _help(ask: Ask) -> str:
    if not ask.offers:
        return "- None has been offered yet."
    return "\n".join(f"- {offer.what} ({offer.owner}, by {in_words(offer.due)})" for offer in ask.offers)


def _warned(text: str, ask: Ask, today: date) -> str:
    if ask.warned is None:
        return ""
    date_set = f", with {in_words(ask.warned.date_set)} as the date" if ask.warned.date_set else ""
    return text.format(
        warned_on=in_words(ask.warned.on),
        warned_by=ask.warned.by,
        warned_date=date_set,
        subject=ask.subject,
        aside_until=in_words(today + timedelta(days=SET_ASIDE_DAYS)),
    )


def dated(text: str, *, leader: str, day: date, today: date) -> str:
    """A letter of the leader's own that names one other day: from when, until when, or by when."""
    return text.format(today=in_words(today), day=in_words(day), leader=leader)


def policy(text: str, *, organisation: str, body: str) -> str:
    """The one-page policy to adopt; it opens by saying that it binds nobody until it is adopted."""
    return text.format(
        organisation=organisation.strip() or "____________________",
        body=body.strip() or "____________________",
        version=POLICY_VERSION,
    )
