"""Is the ask doable? The sum on screen, on paper, and kept with a draft."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.sums import COLUMNS, SumForm, bound
from tenthhour.apps.support.views.asks import draft_or_404, shared_or_404, shown, today_of
from tenthhour.core.support import sendup, workload
from tenthhour.core.support.sheet import Sheet
from tenthhour.documents import pdf


@policy("support.sum.draft")
def draft_sum(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """The sum of a draft; nothing is kept until it is said."""
    page = draft_or_404(request, draft_id)
    return _page(request, page, bound(page.ask, page.sums, request.GET))


@policy("support.sum.read")
def sum_page(request: Seen, ask_id: uuid.UUID) -> HttpResponse:
    """The sum of a shared Ask; each reader may try other figures, and nothing of that is kept."""
    page = shared_or_404(request, ask_id)
    own = queries.own_figures(ask_id, request.actor, request.at)
    kept = own.sums if own else page.sums
    return _page(request, page, bound(page.ask, kept, request.GET))


@policy("support.own_sum.keep")
def keep_own(request: Seen, ask_id: uuid.UUID) -> HttpResponse:
    """Keep one's own figures, for oneself or shown to the leader."""
    page, form = shared_or_404(request, ask_id), SumForm(request.POST)
    if request.actor.pk != page.about.id:
        raise Http404
    if not form.is_valid():
        return _page(request, page, form)
    actions.keep_own_sum(
        ask_id=ask_id,
        sums=form.kept(),
        note=form.note(today_of(request)),
        is_shared="share" in request.POST,
        by=request.actor,
        at=request.at,
    )
    return redirect(f"{reverse('ask-sum', args=[ask_id])}#answer")


def _page(request: Seen, page: queries.AskPage, form: SumForm) -> HttpResponse:
    is_ready = form.is_bound and form.is_valid()
    answer = workload.check(form.inputs) if is_ready else None
    context = {
        "page": page,
        "form": form,
        "answer": answer,
        "levers": workload.levers(form.inputs) if is_ready else (),
        "corrections": _corrections(form, answer),
        "limits": workload.LIMITS,
        "beside": workload.BESIDE,
        "grades": sendup.GRADES,
        "query": request.GET.urlencode(),
        "own": None if page.is_draft else queries.own_figures(page.id, request.actor, request.at),
        "is_own": request.actor.pk == page.about.id,
    }
    status = 422 if form.is_bound and form.errors else 200
    return shown(render(request, "support/sum.html", context, status=status), page.about.id)


def _corrections(form: SumForm, answer: workload.Doable | None) -> list[dict[str, object]]:
    """Each line that has a default, with its three boxes and the figure used now."""
    inputs = (
        answer.inputs if answer else workload.default_inputs(workload.contracted(40), workload.per_week(1))
    )
    return [
        {
            "line": getattr(inputs, name),
            "boxes": [form[f"{name}_{column}"] for column in COLUMNS],
        }
        for name in ("with_patient", "around", "inbox", "meetings", "forms")
    ]


@policy("support.sum.keep")
def keep_sum(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """Keep the sum with the draft, as it stands on screen."""
    page = draft_or_404(request, draft_id)
    form = SumForm(request.POST)
    if not form.is_valid():
        return _page(request, page, form)
    actor, at = request.actor, request.at
    actions.keep_sum(draft_id=draft_id, sums=form.kept(), note=form.note(today_of(request)), by=actor, at=at)
    return redirect(f"{reverse('draft-sum', args=[draft_id])}#answer")


@policy("support.sum.draft_pdf")
def draft_pdf(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """One page to send up, from a draft."""
    return _paper(request, draft_or_404(request, draft_id))


@policy("support.sum.pdf")
def sum_pdf(request: Seen, ask_id: uuid.UUID) -> HttpResponse:
    """One page to send up, from a shared Ask."""
    return _paper(request, shared_or_404(request, ask_id))


def _paper(request: Seen, page: queries.AskPage) -> HttpResponse:
    form = bound(page.ask, page.sums, request.GET)
    if not (form.is_bound and form.is_valid()):
        return _page(request, page, form)
    answer = workload.check(form.inputs)
    sheet = sendup.page(page.ask, answer, workload.levers(form.inputs), today_of(request))
    return shown(
        as_pdf(pdf.one_page(sendup.editions(on_paper(sheet)), wide=True), "is-the-ask-doable"), page.about.id
    )


def on_paper(sheet: Sheet) -> Sheet:
    """The page with the latest checkpoint at its foot: paper is where the server cannot change it."""
    return replace(sheet, foot=f"{sheet.foot} {people.checkpoint_line()}".strip())


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to open or keep; its name says no person."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
