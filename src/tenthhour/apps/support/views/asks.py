"""Writing, sharing and answering an Ask."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.support import actions, queries
from tenthhour.apps.support.forms.asks import AnswerForm, AskForm, CloseForm, about_measure, initial
from tenthhour.apps.support.forms.sums import PostForm
from tenthhour.core import phrases
from tenthhour.core.errors import Refused
from tenthhour.core.support import ask as asks
from tenthhour.core.support import workload
from tenthhour.core.support.standing import gap_sentence
from tenthhour.core.support.warned import after_warning

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def today_of(request: Seen) -> date:
    """The day at the site."""
    return timezone.localdate(request.at)


def person_or_404(request: Seen, person_id: uuid.UUID) -> Person:
    """Somebody whose pages this reader may open; absent and foreign look alike."""
    found = people.visible_row(person_id=person_id, actor=request.actor, at=request.at)
    if found is None:
        raise Http404
    return found


def led_or_404(request: Seen, person_id: uuid.UUID) -> Person:
    """Somebody else whose pages this reader may open, which is somebody they lead: nobody leads themselves."""
    found = person_or_404(request, person_id)
    if found.pk == request.actor.pk:
        raise Http404
    return found


def draft_or_404(request: Seen, draft_id: uuid.UUID) -> queries.AskPage:
    found = queries.draft(draft_id, request.actor, request.at)
    if found is None:
        raise Http404
    return found


def shared_or_404(request: Seen, ask_id: uuid.UUID) -> queries.AskPage:
    found = queries.one_shared(ask_id, request.actor, request.at)
    if found is None:
        raise Http404
    return found


def shown(response: HttpResponse, *about: uuid.UUID) -> HttpResponse:
    """The same page, saying whose data it shows, so that the reading is recorded."""
    response.subjects = set(about)  # type: ignore[attr-defined]
    return response


def back(request: Seen, page: str, person_id: uuid.UUID) -> HttpResponse:
    """To the page on which the form stood, where it says so; else to the page of what was done."""
    place = request.POST.get("back")
    if place == "week":
        return redirect("week")
    return redirect(place if place in ("person", "talks") else page, person_id)


def said(form: Form) -> tuple[str, ...]:
    """What a form found wrong, each with the name of its box."""
    return tuple(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())


def marks(*texts: str) -> list[phrases.Mark]:
    """What the phrase check marks in the words written; it marks and never blocks."""
    return [mark for text in texts for mark in phrases.marks(text)]


@policy("support.ask.list")
def asks_page(request: Seen) -> HttpResponse:
    """All asks the reader may read: the leader's drafts, and those shared with or by them."""
    actor, at = request.actor, request.at
    shared = queries.shared(actor, at)
    lines = [(page, asks.waiting(page.ask, today_of(request))) for page in shared]
    team = people.team(leader=actor, at=at)
    context = {
        "drafts": queries.drafts(actor, at),
        "lines": lines,
        "team": team,
        "is_talk_ahead": queries.is_talk_ahead(actor.pk, actor, at),
    }
    return shown(render(request, "support/asks.html", context), *(page.about.id for page in shared))


@policy("support.draft.new")
def new_draft(request: Seen, person_id: uuid.UUID) -> HttpResponse:
    """Write an Ask for one person; `?warned` opens with the warning that was given."""
    about = led_or_404(request, person_id)
    begin = {"asker": queries.last_asker(request.actor, request.at)} | about_measure(
        request.GET.get("measure", "")
    )
    before = queries.asked_of(about.pk, request.actor, request.at)
    known = {name: (before.sums if before else {}).get(name, "") for name in ("hours", "sessions", "wrvu")}
    return _write(request, Written(people.card(about), begin | known, is_warned="warned" in request.GET))


@policy("support.draft.edit")
def edit_draft(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """Change what a draft says."""
    page = draft_or_404(request, draft_id)
    begin, is_warned = initial(page.ask) | page.sums, bool(page.ask.warned)
    return _write(request, Written(page.about, begin, page.sums, draft_id, is_warned))


@dataclass(frozen=True)
class Written:
    """An Ask in the writing: about whom, what stands in its boxes already, and the draft it came from."""

    about: people.PersonCard
    begin: dict[str, Any]
    sums: dict[str, str] = field(default_factory=dict)
    draft_id: uuid.UUID | None = None
    is_warned: bool = False


@dataclass(frozen=True)
class Reading:
    """An Ask as it will be read once it is shared, with its sum line by line."""

    ask: asks.Ask
    sums: dict[str, str]
    answer: workload.Doable | None
    unmet: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Goes with the page and comes back with «Share it»: nothing is shared that was not on screen."""
        shown = repr((replace(self.ask, doable=None), sorted(self.sums.items())))
        return hashlib.sha256(shown.encode()).hexdigest()


def _reading(form: AskForm, post: PostForm, written: Written, today: date) -> Reading:
    ask = form.value(written.about.name)
    sums = post.sum_of(ask, written.sums)
    if sums is None or not sums.is_valid():
        return Reading(ask, {}, None, (*(said(sums) if sums else ()), *asks.unmet_for_sharing(ask)))
    ask = replace(ask, doable=sums.note(today))
    return Reading(ask, sums.kept(), workload.check(sums.inputs), asks.unmet_for_sharing(ask))


def _write(request: Seen, written: Written) -> HttpResponse:
    """One page for writing: it shows the Ask as it will be read, keeps it as a draft, or shares what it showed."""
    form = AskForm(request.POST or None, initial=written.begin)
    post = PostForm(request.POST or None, initial=written.begin)
    is_filled = form.is_valid() and post.is_valid()
    reading = _reading(form, post, written, today_of(request)) if is_filled else None
    is_seen = reading is not None and request.POST.get("shown") == reading.mark
    is_open = "share" in request.POST and not (is_seen and reading and not reading.unmet)
    if reading and "show" not in request.POST and not is_open:
        return _keep(request, written, reading)
    is_wrong = bool(form.errors or post.errors)
    context = {
        "form": form,
        "post": post,
        "about": written.about,
        "is_warned": written.is_warned,
        "reading": reading,
        "wrong": (*said(form), *said(post)) if is_wrong else (),
        "is_changed": "share" in request.POST and not is_seen,
        "marks": marks(reading.ask.because, *(s.fact for s in reading.ask.stakes)) if reading else (),
    }
    if request.htmx:
        return render(request, "support/_reading.html", context)
    return render(request, "support/ask_form.html", context, status=422 if is_wrong else 200)


def _keep(request: Seen, written: Written, reading: Reading) -> HttpResponse:
    """Keep the draft with its sum, and share it if that was pressed."""
    about, actor, at = led_or_404(request, written.about.id), request.actor, request.at
    draft = actions.save_draft(draft_id=written.draft_id, about=about, ask=reading.ask, by=actor, at=at)
    if note := reading.ask.doable:
        actions.keep_sum(draft_id=draft.pk, sums=reading.sums, note=note, by=actor, at=at)
    if "share" not in request.POST:
        return redirect("ask-draft", draft.pk)
    return _share(request, draft.pk)


@policy("support.draft.share")
def share(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """Share a draft; what is still open is said, all of it."""
    draft_or_404(request, draft_id)
    return _share(request, draft_id)


def _share(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    try:
        shared = actions.share_ask(draft_id=draft_id, by=request.actor, at=request.at)
    except Refused as refused:
        page = draft_or_404(request, draft_id)
        return ask_page(request, page, queries.Beside(), refused=refused.conditions, status=409)
    messages.success(request, "Shared. You both read the same words now.")
    return redirect("ask", shared.pk)


@policy("support.draft.discard")
def discard(request: Seen, draft_id: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    draft_or_404(request, draft_id)
    actions.discard_draft(draft_id=draft_id, by=request.actor, at=request.at)
    return redirect("asks")


def ask_page(
    request: Seen,
    page: queries.AskPage,
    beside: queries.Beside,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of one Ask; `beside` is what measurement knows, handed in by who joins the two."""
    value, day = page.ask, today_of(request)
    context = {
        "page": page,
        "ask": value,
        "gap": gap_sentence(value, beside.level) if beside.level else "",
        "unmet": refused or (asks.unmet_for_sharing(value) if page.is_draft else ()),
        "is_refused": bool(refused),
        "waiting": asks.waiting(value, day),
        "warned": after_warning(value, day) if value.warned else None,
        "marks": marks(value.because, *(s.fact for s in value.stakes)),
        "leads": page.about.id != request.actor.pk,
        "is_talk_ahead": queries.is_talk_ahead(page.about.id, request.actor, request.at),
        "answer_form": AnswerForm(initial={"answered_by": value.asker, "answered_on": day}),
        "close_form": CloseForm(),
    }
    return shown(render(request, "support/ask.html", context, status=status), page.about.id)


@policy("support.ask.answer")
def answer(request: Seen, ask_id: uuid.UUID) -> HttpResponse:
    """Write down the asker's answer, or close the Ask."""
    page = shared_or_404(request, ask_id)
    actor, at = request.actor, request.at
    closing, form = CloseForm(request.POST), AnswerForm(request.POST)
    try:
        if closing.is_valid():
            actions.close_ask(ask_id=ask_id, to=closing.cleaned_data["to"], by=actor, at=at)
        elif form.is_valid():
            level = form.cleaned_data["new_level"]
            actions.record_answer(ask_id=ask_id, answer=form.value(), new_level=level, by=actor, at=at)
        else:
            return ask_page(request, page, queries.Beside(), refused=said(form), status=422)
    except Refused as refused:
        return ask_page(request, page, queries.Beside(), refused=refused.conditions, status=409)
    return redirect("ask", ask_id)
