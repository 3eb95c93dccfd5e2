"""Letters and the policy: shown to be changed, taken away as text."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import queries
from tenthhour.apps.support.forms.sums import bound
from tenthhour.apps.support.forms.talks import LetterForm, PolicyForm
from tenthhour.apps.support.views.asks import draft_or_404, marks, shared_or_404, shown, today_of
from tenthhour.content.texts import text
from tenthhour.core.support import letters, workload


def _letter(request: Seen, title: str, start: str, **more: object) -> HttpResponse:
    """The text in a box; sent back, it is checked and given as a file, and kept nowhere."""
    form = LetterForm(request.POST) if "text" in request.POST else LetterForm(initial={"text": start})
    if form.is_bound and form.is_valid() and "take" in request.POST:
        headers = {"Content-Disposition": f'attachment; filename="{title.lower().replace(" ", "-")}.txt"'}
        return HttpResponse(
            form.cleaned_data["text"], content_type="text/plain; charset=utf-8", headers=headers
        )
    written = form.cleaned_data["text"] if form.is_bound and form.is_valid() else start
    context = {"title": title, "form": form, "marks": marks(written), **more}
    return render(request, "support/letter.html", context)


def _to_asker(request: Seen, page: queries.AskPage) -> HttpResponse:
    form = bound(page.ask, page.sums, request.GET)
    doable = workload.check(form.inputs) if form.is_bound and form.is_valid() else None
    start = letters.to_asker(
        text("letter_asker"),
        text("letter_warned"),
        ask=page.ask,
        doable=doable,
        leader=request.actor.name,
        today=today_of(request),
    )
    return shown(_letter(request, "Letter to the asker", start), page.about.id)


@policy("support.letter.draft")
def draft_letter(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """The letter to whoever wants the number, from a draft."""
    return _to_asker(request, draft_or_404(request, draft_id))


@policy("support.letter.ask")
def ask_letter(request: Seen, ask_id: uuid.UUID) -> HttpResponse:
    """The letter to whoever wants the number."""
    return _to_asker(request, shared_or_404(request, ask_id))


@policy("support.letter.team")
def team_letter(request: Seen) -> HttpResponse:
    """A letter to the team: how numbers will be talked about."""
    return _dated(request, "Letter to the team", "letter_team", today_of(request))


def _dated(request: Seen, title: str, name: str, day: date) -> HttpResponse:
    start = letters.dated(text(name), leader=request.actor.name, day=day, today=today_of(request))
    return _letter(request, title, start)


@policy("support.letter.day")
def day_note(request: Seen) -> HttpResponse:
    """In a crisis, each day: what is known and what is not."""
    crisis = queries.crisis(today_of(request))
    return _dated(request, "Known and not known", "note_day", crisis.ends_on if crisis else today_of(request))


@policy("support.letter.upward")
def upward_note(request: Seen) -> HttpResponse:
    """In a crisis: three things asked of those above, answered within three days."""
    return _dated(request, "Three things we need", "note_upward", today_of(request) + queries.ANSWER_IN)


@policy("support.letter.policy")
def policy_text(request: Seen) -> HttpResponse:
    """A one-page policy to adopt; it binds nobody until it is adopted."""
    names = PolicyForm(request.GET)
    filled = names.cleaned_data if names.is_valid() else {"organisation": "", "body": ""}
    return _letter(request, "Policy to adopt", letters.policy(text("policy"), **filled), names=names)
