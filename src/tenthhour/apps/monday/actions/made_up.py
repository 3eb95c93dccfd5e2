"""What the people of the made-up clinic have written down so far, through the product's own actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tenthhour.apps.org.queries import leader_row
from tenthhour.apps.support import actions as support
from tenthhour.apps.support.actions import pathway
from tenthhour.core.support.ask import Ask, Wanted

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def write_down(first: Person, second: Person, at: datetime) -> None:
    """A talk about a shared ask with the first, and a wish for help of the second; days apart, in order.

    Args:
        first: A clinician who is led by somebody.
        second: Another one.
        at: When the first month came in; everything is dated after it and before today.

    """
    leader = leader_row(first.pk, at)
    if leader is None:
        return
    ask = Ask(
        wanted=Wanted("Letters within 3 days", 85, "% of letters", is_efficiency=False),
        asker="Regional office",
        reason="quality",
        because="Referring doctors wait for the letter before they act.",
        subject=first.name,
        no_stakes_known=True,
    )
    hour = at + timedelta(hours=1)
    draft = support.save_draft(draft_id=None, about=first, ask=ask, by=leader, at=hour)
    shared = support.share_ask(draft_id=draft.pk, by=leader, at=hour)
    day = at + timedelta(days=1)
    question = pathway.open_from_ask(ask_id=shared.pk, by=leader, at=day)
    topic, thursday = "How the letters get done, and what would help", (at + timedelta(days=9)).date()
    pathway.invite(question_id=question, topic=topic, planned_on=thursday, by=leader, at=day)
    pathway.open_help(
        wish="Somebody for the insurance forms", is_shared=True, by=second, at=at + timedelta(days=2)
    )
