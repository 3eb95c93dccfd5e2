"""Who works here: joining, changing, being away, leaving and coming back, each by date."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tenthhour.apps.org import actions, queries
from tenthhour.apps.org.access import Seen, holds, policy
from tenthhour.apps.org.forms import (
    AwayForm,
    ChangeForm,
    CorrectionForm,
    JoinForm,
    LeavingForm,
    NameForm,
    TeamForm,
)
from tenthhour.apps.org.models import Leave, Person, Post
from tenthhour.apps.org.policies import TABLE
from tenthhour.core.errors import Refused


@policy("org.people.list")
def people(request: Seen) -> HttpResponse:
    """Everybody by team, and who left."""
    return _people(request)


@policy("org.people.add")
def add_person(request: Seen) -> HttpResponse:
    """Somebody joins: who, as what, in which team, led by whom, from when."""
    today, teams = timezone.localdate(request.at), queries.teams(request.at)
    form = JoinForm(
        request.POST or None,
        initial={"day": today, "clinical_fte": 1},
        known=_known(teams),
        people=_names(teams),
    )
    if form.is_valid():
        said = form.cleaned_data
        new = actions.NewPerson(
            said["name"], said["day"], queries.Work(**form.work), _person(said["leader"]), said["code"]
        )
        try:
            person = actions.add_person(new=new, by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, list(refused.conditions))
        else:
            messages.success(request, f"{person.name} is entered; their id in the files is {person.code}.")
            return redirect("post", person=person.pk)
    return render(request, "org/person_add.html", {"form": form}, status=422 if form.errors else 200)


@policy("org.team.change")
def change_team(request: Seen) -> HttpResponse:
    """A team gets another name, belongs to another clinic, or joins another team."""
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _people(request, form, status=422)
    said = form.cleaned_data
    count = actions.change_team(
        team=(said["team"], said["clinic"]),
        day=said["day"],
        into=(said["into_team"], said["into_clinic"]),
        by=request.actor,
        at=request.at,
    )
    messages.success(request, f"Written down for {count} people; each is told.")
    return redirect("people")


@policy("org.post.read")
def post(request: Seen, person: uuid.UUID) -> HttpResponse:
    """One person's post and leave; for those who write it down, and for the person."""
    return _post(request, _subject(request, person, "org.post.read"))


@policy("org.post.change")
def change_post(request: Seen, person: uuid.UUID) -> HttpResponse:
    """Another team, share or field from a day on; or somebody comes back."""
    subject = _subject(request, person, "org.post.change")
    form = ChangeForm(request.POST, known=_known(queries.teams(request.at)))

    def change() -> None:
        work = queries.Work(**form.work)
        day = form.cleaned_data["day"]
        actions.change_post(subject=subject, day=day, work=work, by=request.actor, at=request.at)

    return _done(request, subject, {"change": form}, change)


@policy("org.leave.write")
def write_leave(request: Seen, person: uuid.UUID) -> HttpResponse:
    """Somebody is away, from day to day."""
    subject = _subject(request, person, "org.leave.write")
    form = AwayForm(request.POST)

    def write() -> None:
        actions.write_leave(subject=subject, **form.cleaned_data, by=request.actor, at=request.at)

    return _done(request, subject, {"away": form}, write)


@policy("org.post.correct")
def correct_post(request: Seen, person: uuid.UUID) -> HttpResponse:
    """An entry began on another day, or never."""
    subject = _subject(request, person, "org.post.correct")
    form = CorrectionForm(request.POST)

    def correct() -> None:
        said = form.cleaned_data
        entry = _own_entry(Post, form, subject)
        instead = None if said["never"] else said["first_on"]
        actions.correct_post(row_id=entry, instead=instead, by=request.actor, at=request.at)

    return _done(request, subject, {"correction": form}, correct)


@policy("org.leave.correct")
def correct_leave(request: Seen, person: uuid.UUID) -> HttpResponse:
    """Somebody was away on other days, or not at all."""
    subject = _subject(request, person, "org.leave.correct")
    form = CorrectionForm(request.POST)

    def correct() -> None:
        said = form.cleaned_data
        entry = _own_entry(Leave, form, subject)
        instead = None if said["never"] else (said["first_on"], said["last_on"])
        actions.correct_leave(row_id=entry, instead=instead, by=request.actor, at=request.at)

    return _done(request, subject, {"correction": form}, correct)


@policy("org.name.correct")
def correct_name(request: Seen, person: uuid.UUID) -> HttpResponse:
    """A name was written wrongly, or somebody changed theirs."""
    subject = _subject(request, person, "org.name.correct")
    form = NameForm(request.POST)

    def correct() -> None:
        actions.correct_name(subject=subject, **form.cleaned_data, by=request.actor, at=request.at)

    return _done(request, subject, {"naming": form}, correct)


@policy("org.post.end")
def end_post(request: Seen, person: uuid.UUID) -> HttpResponse:
    """Somebody's last day: what ends with it, and who leads afterwards."""
    subject = _subject(request, person, "org.post.end")
    form = LeavingForm(request.POST or None, people=_names(queries.teams(request.at), without=subject))
    shown = queries.post_page(subject=subject, actor=request.actor, at=request.at)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.end_post(
                subject=subject,
                last_on=said["last_on"],
                successor=_person(said["successor"]),
                by=request.actor,
                at=request.at,
            )
        except Refused as refused:
            form.add_error(None, list(refused.conditions))
        else:
            messages.success(request, "Written down. Everybody concerned is told.")
            return redirect("post", person=subject.pk)
    ends = queries.endings(subject=subject, at=request.at)
    leads = any(e.is_theirs and e.needs_successor and e.kind == "leads" for e in ends)
    waits = queries.still_open(subject=subject, reader=request.actor, at=request.at)
    page = {"form": form, "page": shown, "endings": ends, "leads": leads, "waits": waits}
    return _about(subject, render(request, "org/post_end.html", page, status=422 if form.errors else 200))


def _people(request: Seen, form: TeamForm | None = None, status: int = 200) -> HttpResponse:
    page = {
        "teams": queries.teams(request.at),
        "left": queries.left(request.at),
        "today": timezone.localdate(request.at),
        "form": form,
    }
    return render(request, "org/people.html", page, status=status)


def _done(request: Seen, subject: Person, forms: dict[str, Any], change: Callable[[], None]) -> HttpResponse:
    (form,) = forms.values()
    if not form.is_valid():
        return _post(request, subject, forms, status=422)
    try:
        change()
    except Refused as refused:
        form.add_error(None, list(refused.conditions))
        return _post(request, subject, forms, status=409)
    messages.success(request, f"Written down. {subject.name} is told.")
    return redirect("post", person=subject.pk)


def _post(
    request: Seen, subject: Person, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    shown = queries.post_page(subject=subject, actor=request.actor, at=request.at)
    work = shown.now or (shown.posts[-1].span if shown.posts else None)
    now = vars(work.value) if work else {"peer_group": subject.peer_group, "team": subject.team}
    may_write = holds(TABLE["org.post.change"], request.actor, subject, request.at)
    page = {
        "page": shown,
        "may_write": may_write,
        "change": ChangeForm(initial={**now, "day": shown.today}, known=_known(queries.teams(request.at))),
        "away": AwayForm(),
        "naming": NameForm(initial={"name": subject.name}),
        **(forms or {}),
    }
    if not may_write:
        page |= {"change": None, "away": None, "naming": None}
    return _about(subject, render(request, "org/post.html", page, status=status))


def _about(subject: Person, response: HttpResponse) -> HttpResponse:
    """The same page, saying whose data it shows, so that the reading is recorded."""
    response.subjects = {subject.pk}  # type: ignore[attr-defined]
    return response


def _subject(request: Seen, person_id: uuid.UUID, name: str) -> Person:
    subject = queries.known_row(person_id)
    if (
        subject is None
        or subject.code.startswith("@")
        or not holds(TABLE[name], request.actor, subject, request.at)
    ):
        raise Http404
    return subject


def _own_entry(model: type[Post | Leave], form: CorrectionForm, subject: Person) -> uuid.UUID:
    """The entry a form names; it must be one of this person's."""
    entry: uuid.UUID = form.cleaned_data["entry"]
    if not model.unscoped.filter(pk=entry, subject=subject).exists():
        raise Http404
    return entry


def _names(teams: tuple[queries.Team, ...], without: Person | None = None) -> list[tuple[str, str]]:
    listed = [line.person for team in teams for line in team.members]
    others = sorted(
        (c for c in listed if without is None or c.id != without.pk), key=lambda c: c.name.casefold()
    )
    return [(str(c.id), c.name) for c in others]


def _known(teams: tuple[queries.Team, ...]) -> dict[str, list[str]]:
    works = [line.work for team in teams for line in team.members]
    return {
        name: sorted({getattr(w, name) for w in works} - {""}) for name in ("peer_group", "team", "clinic")
    }


def _person(pk: str) -> Person | None:
    return Person.unscoped.get(pk=pk) if pk else None
