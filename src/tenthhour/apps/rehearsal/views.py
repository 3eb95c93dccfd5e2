"""A rehearsal in the browser: choose, talk, debrief. Each request replays the record it brings."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.rehearsal import queries
from tenthhour.apps.rehearsal.actions import count_run
from tenthhour.apps.rehearsal.forms import LinkForm, StartForm, TalkForm
from tenthhour.content.scenarios import scenario
from tenthhour.content.texts import stop_card
from tenthhour.core.rehearsal.feedback import LEVELS, Fading, to_guess
from tenthhour.core.rehearsal.hearing import must_stop
from tenthhour.core.rehearsal.record import Record, written
from tenthhour.documents.sealed import seal

# The observer's sheet, in our own words: published instruments are under copyright.
SAID = (
    "A question that opens",
    "A question answered by yes, no or a number",
    "Given back what was just said or meant",
    "One specific thing done well, named",
    "Asked before telling",
    "Advice nobody asked for",
    "Contradicted, blamed or pressed",
    "Silence on purpose",
)
NAMED = (
    "The gap, as a number, without a trait",
    "What is known of the stakes, as a fact",
    "The organisation’s own share",
    "A real choice left to the other",
    "A step for each, with a day",
)


@policy("rehearsal.choose")
def choose(request: Seen) -> HttpResponse:
    """Scenarios to rehearse; a link from a brief brings five closed values and nothing else."""
    link = LinkForm(request.GET)
    link.is_valid()
    wanted = link.cleaned_data
    offers = queries.offers(wanted)
    form = StartForm(initial={"scenario": offers[0].scenario.id, "minutes": wanted.get("minutes") or "20"})
    return _choose(request, offers, form)


def _choose(
    request: Seen,
    offers: list[queries.Offer],
    form: StartForm,
    status: int = 200,
    refused: Sequence[str] = (),
) -> HttpResponse:
    context = {"offers": offers, "form": form, "refused": refused, "levels": range(len(LEVELS))}
    return render(request, "rehearsal/choose.html", context, status=status)


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
        return _talk(request, page, form, form.kept())
    record = queries.with_typed(before, typed, form.acts()) if typed else form.next_record()
    kept = [*form.kept(), before] if form.cleaned_data["again_from"] else form.kept()
    page = queries.talk(record, form.cleaned_data["feedback"])
    if page.rehearsal.is_over and len(record.turns) > len(before.turns):
        count_run(scenario=record.scenario, month=f"{request.at:%Y-%m}")
    return _talk(request, page, form, kept)


def _begin(request: Seen) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _choose(request, queries.offers({}), form, status=400)
    chosen = form.cleaned_data
    found = scenario(chosen["scenario"])
    seed, minutes, name = (
        secrets.randbelow(1_000_000),
        int(chosen["minutes"]),
        queries.name_for(found.id, chosen["name"]),
    )
    record = Record(found.id, found.sha256, seed, minutes, name)
    if chosen["feedback"] == "fade":
        fading = Fading.read(chosen["fading"])
        form.cleaned_data |= {"feedback": fading.name, "fading": str(fading)}
    else:
        form.cleaned_data["fading"] = ""
    return _talk(request, queries.talk(record), form, [])


def _talk(
    request: Seen, page: queries.TalkPage, form: StartForm | TalkForm, kept: list[Record]
) -> HttpResponse:
    context = {"page": page, **_carried(form, kept)}
    template = "rehearsal/_talk.html" if request.htmx else "rehearsal/talk.html"
    return render(request, template, context)


def _carried(form: StartForm | TalkForm, kept: list[Record]) -> dict[str, object]:
    """What the page takes along besides the record: the kind of feedback, and earlier tries."""
    given = form.cleaned_data
    return {
        "feedback": given["feedback"] or "end",
        "fading": given["fading"],
        "kept": [written(each) for each in kept],
    }


def _refused(request: Seen, form: TalkForm) -> HttpResponse:
    said = [str(error) for errors in form.errors.values() for error in errors]
    return _choose(request, queries.offers({}), StartForm(), status=400, refused=said)


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
    page, given = queries.talk(record), form.cleaned_data
    context = {"page": page, **_carried(form, kept)}
    if given["feedback"] == "guess" and not given["is_guessed"] and page.rehearsal.exchanges:
        return render(request, "rehearsal/guess.html", context | {"counts": to_guess(page.rehearsal)})
    context |= {
        "debrief": queries.debriefed(page) if page.rehearsal.exchanges else None,
        "branches": queries.branches(page, kept),
        "guessed": queries.guessed(page, form.guesses()),
        "next": queries.faded(given["fading"], page) if given["fading"] else None,
    }
    return render(request, "rehearsal/debrief.html", context)


@policy("rehearsal.sheet")
def sheet(request: Seen) -> HttpResponse:
    """A page to print for a colleague who listens."""
    return render(request, "rehearsal/sheet.html", {"rows": SAID, "named": NAMED})


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
