"""The formal steps: proposed, approved, replied to; a danger that two people name; the adopted policy."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.actions import pathway as actions
from tenthhour.apps.support.forms import formal as forms
from tenthhour.apps.support.forms.pathway import StepForm
from tenthhour.apps.support.queries import pathway as queries
from tenthhour.apps.support.views.asks import marks, said, shown, today_of
from tenthhour.apps.support.views.pathway.questions import asked, done
from tenthhour.core.errors import Refused
from tenthhour.core.support.pathway import L6

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenthhour.apps.support.models import Danger

    Page = Callable[..., HttpResponse]  # of one formal step or danger: what stands against it, and the status


@policy("support.proposal.write")
def propose(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """The leader proposes a written expectation; what is missing is said, all of it."""
    form = forms.ProposeForm(request.POST)
    if wrong := asked(request, question_id, form):
        return wrong
    act = partial(
        actions.propose, question_id=question_id, written=form.value(), by=request.actor, at=request.at
    )
    return done(
        request, question_id, act, "Proposed. Two other people decide, and the clinician reads it now."
    )


@policy("support.formal.read")
def formal(request: Seen, proposal_id: uuid.UUID) -> HttpResponse:
    """One formal step with what it rests on."""
    return _formal(request, proposal_id)


def _formal(
    request: Seen, proposal_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    page = _formal_or_404(request, proposal_id)
    common = _context(request, page.question_id, refused)
    written = (page.row.expectation, page.row.consequence)
    context = {"page": page, "marks": marks(*written) if "leader" in common["mine"] else [], **common}
    return shown(render(request, "support/pathway/formal.html", context, status=status), page.about.id)


def _formal_or_404(request: Seen, proposal_id: uuid.UUID) -> queries.FormalPage:
    page = queries.formal_page(proposal_id, request.actor, request.at)
    if page is None:
        raise Http404
    return page


def _context(request: Seen, question_id: uuid.UUID, refused: tuple[str, ...]) -> dict[str, Any]:
    """What the pages of a proposal and of a danger have in common: who decides, and what can be decided."""
    standing = queries.options(question_id, request.actor, request.at)
    return {
        "mine": standing.mine,
        "state": standing.state,
        "standing": standing.standing,
        "steps": [(o, StepForm(o.move)) for o in standing.options],
        "reply_form": forms.NoteForm(),
        "refused": refused,
    }


def _done(request: Seen, act: Callable[[], object], words: str, page: Page, then: str) -> HttpResponse:
    """Do it and go on; what stands against it is said on the same page."""
    try:
        act()
    except Refused as refused:
        return page(refused.conditions, status=409)
    messages.success(request, words)
    return redirect(then)


def _step(request: Seen, question_id: uuid.UUID, page: Page, then: str) -> HttpResponse:
    move, actor, at = request.POST.get("move", ""), request.actor, request.at
    form = StepForm(move, request.POST)
    if not form.is_valid():
        return page(said(form), status=422)
    words = form.value()
    act = partial(actions.take, question_id=question_id, move=move, words=words, by=actor, at=at)
    return _done(request, act, "Your yes is written down.", page, then)


def _note(request: Seen) -> str:
    return request.POST.get("text", "")[:4000]


@policy("support.formal.step")
def formal_step(request: Seen, proposal_id: uuid.UUID) -> HttpResponse:
    """Say yes to a formal step."""
    question, here = _formal_or_404(request, proposal_id).question_id, reverse("formal", args=[proposal_id])
    return _step(request, question, partial(_formal, request, proposal_id), here)


@policy("support.proposal.withdraw")
def withdraw(request: Seen, proposal_id: uuid.UUID) -> HttpResponse:
    """The leader or the supervisor takes a proposal back."""
    act = partial(actions.withdraw, proposal_id=proposal_id, by=request.actor, at=request.at)
    return _on_formal(request, proposal_id, act, "Taken back. The plan of help goes on.", "formal-steps")


@policy("support.proposal.reply")
def reply(request: Seen, proposal_id: uuid.UUID) -> HttpResponse:
    """The clinician's reply."""
    text = _note(request)
    act = partial(actions.reply, proposal_id=proposal_id, text=text, by=request.actor, at=request.at)
    return _on_formal(request, proposal_id, act, "Your reply stands beside it.")


@policy("support.formal.review")
def review(request: Seen, proposal_id: uuid.UUID) -> HttpResponse:
    """The reviewer's note."""
    note = _note(request)
    act = partial(actions.review, proposal_id=proposal_id, note=note, by=request.actor, at=request.at)
    return _on_formal(request, proposal_id, act, "Your note is in the file.")


def _on_formal(
    request: Seen, proposal_id: uuid.UUID, act: Callable[[], object], words: str, then: str = ""
) -> HttpResponse:
    _formal_or_404(request, proposal_id)
    page = partial(_formal, request, proposal_id)
    return _done(request, act, words, page, then or reverse("formal", args=[proposal_id]))


@policy("support.danger.name")
def name_danger(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Two people name a danger or a legal duty; this is the first of them."""
    about = people.overseen_row(person_id=person_id, supervisor=request.actor, at=request.at)
    if about is None:
        raise Http404
    form = forms.DangerForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        try:
            made = actions.name_danger(about=about, written=form.value(), by=request.actor, at=request.at)
            return redirect("danger", made.pk)
        except Refused as found:
            refused = found.conditions
    context = {"about": about, "form": form, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return shown(render(request, "support/pathway/name_danger.html", context, status=status), about.pk)


@policy("support.danger.read")
def danger(request: Seen, danger_id: uuid.UUID) -> HttpResponse:
    """A danger that was named, for the clinician, the supervisor, the people office and the reviewer."""
    return _danger(request, danger_id)


def _danger(
    request: Seen, danger_id: uuid.UUID, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    row = _danger_or_404(request, danger_id)
    common = _context(request, row.question_id, refused)
    context = {
        "row": row,
        "about": row.question.subject,
        "is_over": queries.is_begun(row.question) and common["state"] != "SX",
        "reviewers": queries.reviewer_names(row.question, request.at),
        **common,
    }
    page = render(request, "support/pathway/danger.html", context, status=status)
    return shown(page, row.question.subject_id)


def _danger_or_404(request: Seen, danger_id: uuid.UUID) -> Danger:
    row = queries.danger_page(danger_id, request.actor, request.at)
    if row is None:
        raise Http404
    return row


@policy("support.danger.step")
def danger_step(request: Seen, danger_id: uuid.UUID) -> HttpResponse:
    """The second yes to a danger, a reviewer's note, or its end."""
    row = _danger_or_404(request, danger_id)
    page, here = partial(_danger, request, danger_id), reverse("danger", args=[danger_id])
    if "text" not in request.POST:
        return _step(request, row.question_id, page, here)
    note = _note(request)
    act = partial(actions.review_danger, danger_id=danger_id, note=note, by=request.actor, at=request.at)
    return _done(request, act, "Your note is in the file.", page, here)


@policy("support.adoption.record")
def adoption(request: Seen) -> HttpResponse:
    """Which version of these steps was adopted, by whom, after which counsel read it."""
    form = forms.AdoptionForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        try:
            actions.adopt(**form.cleaned_data, by=request.actor, at=request.at)
            return redirect("adoption")
        except Refused as found:
            refused = found.conditions
    context = {"form": form, "refused": refused, "adopted": queries.adoptions(), "text": L6}
    return render(
        request,
        "support/pathway/adoption.html",
        context,
        status=409 if refused else 422 if form.errors else 200,
    )


@policy("support.file.take")
def take_file(request: Seen, question_id: uuid.UUID) -> HttpResponse:
    """The whole file of a question in one archive, for the clinician and for whoever decides."""
    if not queries.may_take(question_id, request.actor, request.at):
        raise Http404
    content = actions.take_file(question_id=question_id, by=request.actor, at=request.at)
    name = {"Content-Disposition": f'attachment; filename="question-{today_of(request)}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=name)
