"""The business case: the site's own figures in, one page out, nothing kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support.forms.business import CaseForm
from tenthhour.apps.support.views.sums import as_pdf
from tenthhour.core.support import business_case, sendup
from tenthhour.documents import pdf


def _form(request: Seen) -> CaseForm:
    led = len(people.team(leader=request.actor, at=request.at))
    return CaseForm(request.GET) if request.GET else CaseForm(initial={"clinicians": led or None})


@policy("support.business_case.read")
def case(request: Seen) -> HttpResponse:
    """What support would have to be worth."""
    form = _form(request)
    made = form.case if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "case": made,
        "question": business_case.QUESTION,
        "sources": business_case.SOURCES,
        "grades": sendup.GRADES,
        "query": request.GET.urlencode(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "support/business_case.html", context, status=status)


@policy("support.business_case.pdf")
def paper(request: Seen) -> HttpResponse:
    """The same on one page."""
    form = _form(request)
    if not (form.is_bound and form.is_valid()):
        return case(request)
    return as_pdf(pdf.one_page([business_case.page(form.case)], wide=True), "what-support-is-worth")
