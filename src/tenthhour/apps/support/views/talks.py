"""One-to-ones of a pair on one page: the next talk, the agenda of both, own notes, and what was agreed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.talks import (
    AcknowledgeForm,
    HappenedForm,
    InviteForm,
    MoveForm,
    PointsForm,
    RhythmForm,
    ScratchForm,
    SummaryForm,
)
from tenthhour.apps.support.views.asks import back, led_or_404, marks, person_or_404, said, shown, today_of
from tenthhour.apps.support.views.promises import promise_form
from tenthhour.core.days import after_working_days, in_words
from tenthhour.core.errors import Refused
from tenthhour.documents.calendar_file import meeting


def usual_talk(today: date) -> dict[str, Any]:
    """What stands in an invitation already: a week ahead, so that three working days lie between."""
    return {"on": after_working_days(today, 5), "purpose": "How the work is going"}


@policy("support.talk.read")
def talks(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Everything about the talks of a pair."""
    return _page(request, person_id)


def _page(
    request: Seen, person_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    talk, past = queries.next_talk(about.pk, actor, at), queries.past_talks(about.pk, actor, at)
    owed = queries.promise_lines(about.pk, actor, at, today_of(request))
    points, notes = queries.points(about.pk, actor, at), queries.scratch(about.pk, actor, at)
    leads = actor.pk != about.pk
    context = {
        "about": about,
        "leads": leads,
        "talk": talk,
        "ahead": queries.meetings_ahead(queries.open_steps([about.pk], actor, at), actor, at),
        "is_day": talk is not None and talk.on <= today_of(request),
        "past": past,
        "points": points,
        "owed": [line for line in owed if line.promise.status == "open"],
        "owes_more": leads and queries.owes_more(owed),
        "rhythm": queries.rhythm(about.pk, actor, at),
        "refused": refused,
        "marks": marks(notes, *_own_words(actor.name, points, past)),
        **_forms(talk, points, notes, request),
    }
    return shown(render(request, "support/talks.html", context, status=status), about.pk)


def _own_words(
    name: str, points: tuple[queries.PointLine, ...], past: tuple[queries.TalkPage, ...]
) -> list[str]:
    """What the reader has written here: nobody is shown marks in somebody else's words."""
    written = [point.text for point in points if point.by == name]
    return [*written, *(talk.summary for talk in past[:1] if talk.summarised_by == name)]


def _forms(
    talk: queries.TalkPage | None, points: tuple[queries.PointLine, ...], notes: str, request: Seen
) -> dict[str, Form]:
    today = today_of(request)
    met = talk.on if talk and talk.on <= today else today
    return {
        "invite_form": InviteForm(initial=usual_talk(today)),
        "move_form": MoveForm(initial={"on": talk.on, "at_time": talk.at_time} if talk else None),
        "summary_form": SummaryForm(points=points, initial={"met_on": met}),
        "happened_form": HappenedForm(),
        "acknowledge_form": AcknowledgeForm(),
        "promise_form": promise_form(today),
        "points_form": PointsForm(),
        "scratch_form": ScratchForm(initial={"text": notes}),
        "rhythm_form": RhythmForm(),
    }


def _done(request: Seen, person_id: uuid.UUID, form: Form, act: Callable[..., Any]) -> HttpResponse:
    """Do what a form says, and back to the page; what is missing or refused stands on it."""
    if not form.is_valid():
        return _page(request, person_id, said(form), status=422)
    try:
        act(**form.cleaned_data, by=request.actor, at=request.at)
    except Refused as refused:
        return _page(request, person_id, refused.conditions, status=409)
    return back(request, "talks", person_id)


def _talk_or_404(request: Seen, talk_id: uuid.UUID) -> queries.TalkPage:
    found = queries.one_talk(talk_id, request.actor, request.at)
    if found is None:
        raise Http404
    return found


@policy("support.talk.invite")
def invite(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Invite to a talk; the page for it is theirs from now on."""
    about, form = led_or_404(request, person_id), InviteForm(request.POST)
    answer = _done(request, person_id, form, _with(actions.invite, about=about))
    if answer.status_code == 302 and "back" in request.POST:
        on = form.cleaned_data["invitation"].on
        messages.success(request, f"{about.name} is invited for {in_words(on)}.")
    return answer


def _with(act: Callable[..., Any], **known: Any) -> Callable[..., Any]:
    return lambda **more: act(**known, **more)


@policy("support.talk.move")
def move(request: Seen, talk_id: uuid.UUID) -> HttpResponse:
    """Another day, a week away at most."""
    about = _talk_or_404(request, talk_id).about
    return _done(request, about, MoveForm(request.POST), _with(actions.move_talk, talk_id=talk_id))


@policy("support.talk.cancel")
def cancel(request: Seen, talk_id: uuid.UUID) -> HttpResponse:
    """Call it off."""
    about = _talk_or_404(request, talk_id).about
    return _done(request, about, Form(request.POST), _with(actions.cancel_talk, talk_id=talk_id))


@policy("support.talk.summarise")
def summarise(request: Seen, talk_id: uuid.UUID) -> HttpResponse:
    """What was agreed; the points talked about are done, the others carried over."""
    talk = _talk_or_404(request, talk_id)
    points = queries.points(talk.about, request.actor, request.at)
    form = SummaryForm(request.POST, points=points)
    answer = _done(request, talk.about, form, _with(_summarise, talk_id=talk_id))
    done = form.cleaned_data.get("done", []) if answer.status_code == 302 else []
    if done:
        about = person_or_404(request, talk.about)
        ids = [uuid.UUID(i) for i in done]
        actions.finish_points(about=about, point_ids=ids, by=request.actor, at=request.at)
    return answer


def _summarise(*, done: list[str], **fields: Any) -> None:
    actions.write_summary(**fields)


@policy("support.talk.happened")
def happened(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """A good talk that simply happened today."""
    about = led_or_404(request, person_id)
    return _done(request, person_id, HappenedForm(request.POST), _with(actions.record_talk, about=about))


@policy("support.talk.acknowledge")
def acknowledge(request: Seen, talk_id: uuid.UUID) -> HttpResponse:
    """Yes, we met; and a line of one's own."""
    about = _talk_or_404(request, talk_id).about
    form = AcknowledgeForm(request.POST)
    return _done(request, about, form, _with(actions.acknowledge, talk_id=talk_id))


@policy("support.point.write")
def points(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Put points on the agenda, or say that one is done."""
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    done = [
        line.id for line in queries.points(about.pk, actor, at) if str(line.id) == request.POST.get("done")
    ]
    if done:
        actions.finish_points(about=about, point_ids=done, by=actor, at=at)
        return redirect("talks", person_id)
    return _done(request, person_id, PointsForm(request.POST), _with(actions.add_points, about=about))


@policy("support.rhythm.set")
def rhythm(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """How often the two meet."""
    about = person_or_404(request, person_id)
    return _done(request, person_id, RhythmForm(request.POST), _with(actions.set_rhythm, about=about))


@policy("support.scratch.write")
def scratch(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """One's own notes."""
    about = person_or_404(request, person_id)
    return _done(request, person_id, ScratchForm(request.POST), _with(actions.write_scratch, about=about))


@policy("support.talk.calendar")
def calendar(request: Seen, talk_id: uuid.UUID) -> HttpResponse:
    """A talk as a calendar file."""
    talk = _talk_or_404(request, talk_id)
    content = meeting(uid=str(talk.id), title=talk.purpose, on=talk.on, at_time=talk.at_time)
    headers = {"Content-Disposition": 'attachment; filename="talk.ics"'}
    return shown(HttpResponse(content, content_type="text/calendar", headers=headers), talk.about)
