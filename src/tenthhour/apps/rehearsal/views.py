"""A rehearsal in the browser: choose, talk, debrief. Each request replays the record it brings."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.rehearsal import queries
from tenthhour.apps.rehearsal.actions import count_run
from tenthhour.apps.rehearsal.forms import LinkForm, StartForm, TalkForm
from tenthhour.content.scenarios import scenario
from tenthhour.content.texts import stop_card
from tenthhour.core.rehearsal.hearing import must_stop
from tenthhour.core.rehearsal.record import Record, written
from tenthhour.documents.sealed import seal


@policy("rehearsal.choose")
def choose(request: Seen) -> HttpResponse:
    """Scenarios to rehearse; a link from a brief brings five closed values and nothing else."""
    link = LinkForm(request.GET)
    link.is_valid()
    wanted = link.cleaned_data
    offers = queries.offers(wanted)
    form = StartForm(initial={"scenario": offers[0].scenario.id, "minutes": wanted.get("minutes") or "20"})
    return render(request, "rehearsal/choose.html", {"offers": offers, "form": form})


@policy("rehearsal.skills")
def skills(request: Seen) -> HttpResponse:
    """A short lesson for each skill, and two minutes to try it; what was tried only the browser knows."""
    return render(request, "rehearsal/skills.html", {"lessons": queries.lessons()})


@policy("rehearsal.talk")
def talk(request: Seen) -> HttpResponse:
    """Begin a talk, or take it one turn further."""
    if "record" not in request.POST:
        return _begin(request)
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    before, typed = form.cleaned_data["record"], form.cleaned_data["typed"]
    if typed and must_stop(typed):
        return render(request, "rehearsal/stopped.html", {"card": stop_card()})
    if typed and (form.cleaned_data["differently"] or not form.acts()):
        page = queries.hearing(before, typed, form.cleaned_data["feedback"])
        page = replace(page, heard=()) if form.cleaned_data["differently"] else page
        return _talk(request, page, form.cleaned_data["feedback"] or "end", form.kept())
    record = queries.with_typed(before, typed, form.acts()) if typed else form.next_record()
    kept = [*form.kept(), before] if form.cleaned_data["again_from"] else form.kept()
    page = queries.talk(record, form.cleaned_data["feedback"])
    if page.rehearsal.is_over and len(record.turns) > len(before.turns):
        count_run(scenario=record.scenario, month=f"{request.at:%Y-%m}")
    return _talk(request, page, form.cleaned_data["feedback"] or "end", kept)


def _begin(request: Seen) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        context = {"offers": queries.offers({}), "form": form}
        return render(request, "rehearsal/choose.html", context, status=400)
    chosen = form.cleaned_data
    found = scenario(chosen["scenario"])
    seed, minutes, name = (
        secrets.randbelow(1_000_000),
        int(chosen["minutes"]),
        queries.name_for(found.id, chosen["name"]),
    )
    record = Record(found.id, found.sha256, seed, minutes, name)
    return _talk(request, queries.talk(record), chosen["feedback"], [])


def _talk(request: Seen, page: queries.TalkPage, feedback: str, kept: list[Record]) -> HttpResponse:
    context = {"page": page, "feedback": feedback, "kept": [written(each) for each in kept]}
    template = "rehearsal/_talk.html" if request.htmx else "rehearsal/talk.html"
    return render(request, template, context)


def _refused(request: Seen, form: TalkForm) -> HttpResponse:
    said = [str(error) for errors in form.errors.values() for error in errors]
    context = {"offers": queries.offers({}), "form": StartForm(), "refused": said}
    return render(request, "rehearsal/choose.html", context, status=400)


@policy("rehearsal.debrief")
def debrief(request: Seen) -> HttpResponse:
    """What the talk did: the other side first."""
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    record, kept = form.cleaned_data["record"], form.kept()
    number = form.cleaned_data["look_at"]
    if number is not None and number < len(kept):
        record, kept[number] = kept[number], record
    page = queries.talk(record)
    context = {
        "page": page,
        "debrief": queries.debriefed(page) if page.rehearsal.exchanges else None,
        "branches": queries.branches(kept),
        "kept": [written(each) for each in kept],
        "feedback": form.cleaned_data["feedback"] or "end",
    }
    return render(request, "rehearsal/debrief.html", context)


@policy("rehearsal.copy")
def copy(request: Seen) -> HttpResponse:
    """The record as a file of the leader's own; nothing stays here."""
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    text, passphrase = written(form.cleaned_data["record"]), form.cleaned_data["passphrase"]
    name = "rehearsal-sealed.json" if passphrase else "rehearsal.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        seal(text, passphrase) if passphrase else text, content_type="application/json", headers=headers
    )
