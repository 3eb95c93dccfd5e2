"""The brief, the invitation, points and notes, and promises."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.talks import AgendaForm, InviteForm, PromiseForm, ScratchForm
from tenthhour.apps.support.views.asks import led_or_404, marks, person_or_404, shown, today_of
from tenthhour.apps.support.views.sums import as_pdf
from tenthhour.core.errors import Refused
from tenthhour.core.support import brief as briefs
from tenthhour.core.support.sheet import Sheet
from tenthhour.documents import pdf
from tenthhour.documents.calendar_file import all_day


def sheet(request: Seen, person_id: uuid.UUID, beside: queries.Beside) -> Sheet:
    """The page as this reader may see it. Before an invitation there is none for the clinician."""
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    is_own = actor.pk == about.pk
    if is_own and queries.next_talk(about.pk, actor, at) is None:
        raise Http404
    card = people.card(about)
    made = briefs.brief(queries.conversation(card, actor, at=at, today=today_of(request), beside=beside))
    return briefs.for_clinician(made) if is_own else made


def brief_page(
    request: Seen,
    person_id: uuid.UUID,
    beside: queries.Beside,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The brief on screen with what each may add; `beside` comes from who joins the columns."""
    actor, at = request.actor, request.at
    made = sheet(request, person_id, beside)
    talk = queries.next_talk(person_id, actor, at)
    notes = queries.scratch(person_id, actor, at)
    context = {
        "sheet": made,
        "talk": talk,
        "about_id": person_id,
        "leads": actor.pk != person_id,
        "refused": refused,
        "invite_form": InviteForm(),
        "agenda_form": AgendaForm(initial={"agenda": talk.agenda if talk else ""}),
        "scratch_form": ScratchForm(initial={"text": notes}),
        "marks": marks(notes, talk.purpose if talk else ""),
    }
    return shown(render(request, "support/brief.html", context, status=status), person_id)


def brief_paper(request: Seen, person_id: uuid.UUID, beside: queries.Beside) -> HttpResponse:
    """The brief as one A4 page."""
    made = sheet(request, person_id, beside)
    return shown(as_pdf(pdf.one_page(briefs.editions(made)), "brief"), person_id)


@policy("support.talk.invite")
def invite(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Invite to a talk; the page for it is theirs from now on."""
    about, form = led_or_404(request, person_id), InviteForm(request.POST)
    if not form.is_valid():
        return brief_page(request, person_id, queries.Beside(), _said(form), status=422)
    actor, at = request.actor, request.at
    try:
        actions.invite(about=about, **form.cleaned_data, by=actor, at=at)
    except Refused as refused:
        return brief_page(request, person_id, queries.Beside(), refused.conditions, status=409)
    return redirect("brief", person_id)


def _said(form: InviteForm | PromiseForm) -> tuple[str, ...]:
    return tuple(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())


@policy("support.talk.agenda")
def agenda(request: Seen, talk_id: uuid.UUID) -> HttpResponse:
    """The clinician's own points."""
    form, actor, at = AgendaForm(request.POST), request.actor, request.at
    if form.is_valid():
        try:
            actions.set_agenda(talk_id=talk_id, agenda=form.cleaned_data["agenda"], by=actor, at=at)
        except Refused as refused:
            raise Http404 from refused
    return redirect("brief", actor.pk)


@policy("support.scratch.write")
def scratch(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """The leader's own notes."""
    about, form = led_or_404(request, person_id), ScratchForm(request.POST)
    if form.is_valid():
        actor, at = request.actor, request.at
        actions.write_scratch(about=about, text=form.cleaned_data["text"], by=actor, at=at)
    return redirect("brief", person_id)


@policy("support.promise.read")
def promises(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """What the two owe each other."""
    return _promises(request, person_id)


def _promises(
    request: Seen, person_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    about, actor, at = person_or_404(request, person_id), request.actor, request.at
    lines = queries.promise_lines(about.pk, actor, at, today_of(request))
    context = {"about": about, "lines": lines, "form": PromiseForm(), "refused": refused}
    return shown(render(request, "support/promises.html", context, status=status), about.pk)


@policy("support.promise.make")
def make_promise(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Promise something to the other."""
    about, form = person_or_404(request, person_id), PromiseForm(request.POST)
    actor, at = request.actor, request.at
    to = people.leader_row(about.pk, at) if actor.pk == about.pk else about
    if not form.is_valid() or to is None:
        return _promises(request, person_id, _said(form) or ("Nobody leads you here yet.",), status=422)
    try:
        actions.make_promise(about=about, to=to, **form.cleaned_data, by=actor, at=at)
    except Refused as refused:
        return _promises(request, person_id, refused.conditions, status=409)
    return redirect("promises", person_id)


@policy("support.promise.settle")
def settle(request: Seen, promise_id: uuid.UUID) -> HttpResponse:
    """Say that a promise was kept."""
    actor, at = request.actor, request.at
    try:
        row = actions.settle_promise(promise_id=promise_id, by=actor, at=at)
    except Refused as refused:
        raise Http404 from refused
    return redirect("promises", row.subject_id)


@policy("support.promise.calendar")
def calendar(request: Seen, promise_id: uuid.UUID) -> HttpResponse:
    """A promise as a calendar file."""
    row = queries.promise_row(promise_id, request.actor, request.at)
    if row is None:
        raise Http404
    content = all_day(title=row.text, on=row.due)
    headers = {"Content-Disposition": 'attachment; filename="promise.ics"'}
    return shown(HttpResponse(content, content_type="text/calendar", headers=headers), row.subject_id)
