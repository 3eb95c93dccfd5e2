"""Who reviews a question, and what waits for a reviewer: formal steps, second opinions, help that is disputed."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.views.asks import shown
from tenthhour.core.errors import Refused


@policy("support.formal.read")
def formal_steps(request: Seen) -> HttpResponse:
    """Formal steps and dangers this reader may see; for a supervisor who to name, for a reviewer what to decide."""
    return _steps(request)


def _steps(request: Seen, refused: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    actor, at = request.actor, request.at
    found = queries.formal_lines(actor, at)
    wanted, disputed = queries.reviewers_wanted(actor, at), queries.disputed(actor, at)
    context = {
        "found": found,
        "wanted": wanted,
        "disputed": disputed,
        "seconds": sum(d.is_second for d in queries.doubts(actor, at)),
        "refused": refused,
    }
    page = render(request, "support/pathway/formal_steps.html", context, status=status)
    return shown(
        page,
        *{line.about.id for line in found},
        *{w.about.id for w in wanted},
        *{d.about.id for d in disputed},
    )


@policy("support.formal.reviewer")
def reviewer(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """The supervisor names who reviews one question, and reads why one is needed, but not the question."""
    found = queries.to_review(question_id, request.actor, request.at)
    if found is None:
        raise Http404
    # Everybody with an account but those concerned; independence is checked when somebody is named.
    cards = [c for c in people.with_accounts() if c.id not in (found.about.id, request.actor.pk)]
    chosen = next((c.id for c in cards if str(c.id) == request.POST.get("reviewer")), None)
    who = people.account_row(chosen) if chosen else None
    refused: tuple[str, ...] = ()
    if who is not None:
        try:
            actions.name_reviewer(question_id=question_id, reviewer=who, by=request.actor, at=request.at)
            messages.success(request, f"{who.name} reviews this, and reads no other question.")
            return redirect("formal-steps")
        except Refused as unmet:
            refused = unmet.conditions
    context = {"found": found, "candidates": cards, "refused": refused}
    page = render(request, "support/pathway/reviewer.html", context, status=409 if refused else 200)
    return shown(page, found.about.id)


@policy("support.plan.confirm")
def decide(request: Seen, action_id: uuid.UUID) -> HttpResponse:
    """The reviewer decides whether help arrived."""
    if action_id not in {d.row.pk for d in queries.disputed(request.actor, request.at)}:
        raise Http404
    answer = request.POST.get("answer", "")
    try:
        actions.confirm_delivery(action_id=action_id, answer=answer, by=request.actor, at=request.at)
    except Refused as refused:
        return _steps(request, refused.conditions, status=409)
    messages.success(request, "Decided. Both can read it.")
    return redirect("formal-steps")
