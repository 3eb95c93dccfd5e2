"""The gate: a page needs a policy, a row needs an assignment, read afresh on each request."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.apps import apps  # noqa: TID251 the gate walks the registry for everybody else
from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter
from django.utils import timezone

from tenthhour.apps.org.policies import (
    ANONYMOUS,
    POLICIES,
    PUBLIC,
    READ,
    SELF,
    SITE_KINDS,
    TABLE,
    Kind,
    Policy,
)
from tenthhour.core.days import after_working_days
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

View = Callable[..., HttpResponse]
AnyModel = TypeVar("AnyModel", bound=models.Model)
COUNTING = ("active", "delegated")


class Seen(HttpRequest):
    """A request after its policy was checked: who acts, and the one instant that counts for all of it."""

    actor: Person
    at: datetime
    htmx: Any
    policy: Policy


class UnscopedQuery(Exception):
    """Rows were asked for without saying who is asking."""


# -- rows ---------------------------------------------------------------------------------------------


def held(kinds: frozenset[Kind], actor: Person, at: datetime) -> models.QuerySet[Any]:
    """The actor's assignments of these kinds that count at this instant (from <= at < to)."""
    ends_later = models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=at)
    assignments = apps.get_model("org", "Assignment")._default_manager
    return assignments.filter(
        ends_later, kind__in=kinds, holder=actor, state__in=COUNTING, valid_from__lte=at
    )


def reading_kinds(label: str) -> frozenset[Kind]:
    """Which kinds may read rows of a model, over all policies that name it."""
    return frozenset(k for p in POLICIES if p.on == label and p.act == READ for k in p.kinds)


class ScopedManager(models.Manager[AnyModel]):
    """Offers `visible_to`, `create` and `create_all`, and refuses every other way to the rows."""

    def visible_to(self, actor: Person, at: datetime) -> models.QuerySet[AnyModel]:
        """The rows this person may read at this instant; nothing without an assignment."""
        model: Any = self.model
        kinds = reading_kinds(model._meta.label)
        may = models.Q(pk__in=[])
        if SELF in kinds:
            may |= models.Q(**{model.subject_path: actor.pk})
        if kinds & SITE_KINDS:
            may |= models.Exists(held(kinds & SITE_KINDS, actor, at))
        if towards_people := kinds - SITE_KINDS - {SELF}:
            subjects = held(towards_people, actor, at).values("subject")
            may |= models.Q(**{f"{model.subject_path}__in": subjects}) & model.when_others_may(at)
        rows: models.QuerySet[AnyModel] = model.unscoped.filter(may)
        return rows

    def create(self, **fields: Any) -> AnyModel:
        made: AnyModel = self.model.unscoped.create(**fields)  # type: ignore[attr-defined]
        return made

    def create_all(self, rows: Iterable[AnyModel]) -> None:
        """Write many new rows at once."""
        self.model.unscoped.bulk_create(rows)  # type: ignore[attr-defined]

    def get_queryset(self) -> models.QuerySet[AnyModel]:
        raise UnscopedQuery(f"{self.model.__name__}: use visible_to(actor, at)")


class ScopedModel(models.Model):
    """A table of people's data. `subject_path` leads from a row to the person it is about."""

    subject_path: ClassVar[str] = "subject"
    retention: ClassVar[str]

    unscoped = models.Manager()
    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"

    @classmethod
    def when_others_may(cls, at: datetime) -> models.Q:
        """A further condition for everyone but the person the row is about; none unless a model sets one."""
        return models.Q()


def holds(policy: Policy, actor: Person, subject: Person | None, at: datetime) -> bool:
    """Whether a policy lets this person act towards that person, or towards the site."""
    if SELF in policy.kinds and (subject is None or subject == actor):
        return True
    rows = held(policy.kinds, actor, at)
    reaches = models.Q(kind__in=SITE_KINDS)
    if subject is not None:
        reaches |= models.Q(subject=subject)
    return rows.filter(reaches).exists()


# -- pages --------------------------------------------------------------------------------------------


def policy(name: str) -> Callable[[View], View]:
    """Declare the policy of a page: method, signed-in person and kind are checked before the view runs."""
    line = TABLE[name]

    def declare(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in line.methods | _implied(line):
                return HttpResponseNotAllowed(sorted(line.methods))
            if line.audit == PUBLIC:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect("demo-sign-in" if settings.DEMO else "sign-in")
            _with_actor(request)
            if SELF not in line.kinds and not held(line.kinds, request.actor, request.at).exists():  # type: ignore[attr-defined]
                raise Http404
            return view(request, *args, **kwargs)

        guarded.policy = line  # type: ignore[attr-defined]
        return guarded

    return declare


def _implied(line: Policy) -> frozenset[str]:
    return frozenset({"HEAD"}) if "GET" in line.methods else frozenset()


def _with_actor(request: HttpRequest) -> None:
    # One instant for the whole request: a right cannot end between two of its queries.
    request.at = timezone.now()  # type: ignore[attr-defined]
    request.actor = request.user.person  # type: ignore[attr-defined,union-attr]


class PoliciesHold:
    """No policy, no page: what start-up refuses is refused once more on each request. Ends idle sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._end_when_idle(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> None:
        declared = getattr(view, "policy", None)
        if declared is None:
            raise Http404
        request.policy = declared  # type: ignore[attr-defined]

    def _end_when_idle(self, request: HttpRequest) -> None:
        if "seen" not in request.session:
            return
        now, seen = int(timezone.now().timestamp()), request.session["seen"]
        if now - seen > settings.SESSION_IDLE_SECONDS:
            request.session.flush()
            request.user = request._cached_user = _nobody()  # type: ignore[attr-defined]
        elif now - seen > 60:  # written once a minute, not once a page
            request.session["seen"] = now


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def frame(request: HttpRequest) -> dict[str, object]:
    """What the page frame needs: who is signed in, the pages open to them, and whether this is the demo."""
    person = getattr(request, "actor", None)
    if person is None:
        return {"signed_in": None, "is_demo": settings.DEMO, "trial": settings.TRIAL}
    kinds = set(
        held(frozenset({"leads", "covers", "stewards"}), person, request.at).values_list("kind", flat=True)
    )  # type: ignore[attr-defined]
    return {
        "signed_in": person,
        "is_demo": settings.DEMO,
        "trial": settings.TRIAL,
        "has_page": bool(person.peer_group) or not kinds,
        "is_leader": bool(kinds & {"leads", "covers"}),
        "is_steward": "stewards" in kinds,
    }


def working_days_after(day: datetime, days: int) -> datetime:
    """The start of the day so many working days (Monday to Friday) later, in the site's time zone."""
    local = timezone.localtime(day)
    return datetime.combine(after_working_days(local.date(), days), time.min, local.tzinfo)


# -- start-up -----------------------------------------------------------------------------------------


def routes(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its written path."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        else:
            yield path, entry


def verify_registry() -> None:
    """Refuse to start while any page or policy is undeclared, unused or unsafe; all reasons at once.

    Raises:
        Refused: One sentence for each E001-E007.

    """
    found = [*_wrong_apps(), *_wrong_policies()]
    here = {"any", "demo" if settings.DEMO else "", "trial" if settings.TRIAL else ""}
    used: set[str] = set()
    for path, route in routes():
        declared: Policy | None = getattr(route.callback, "policy", None)
        if declared is None:
            found.append(
                f"E001: {path} ({_named(route.callback)}) has no declared policy. "
                "Add @policy; the server will not start without it."
            )
            continue
        used.add(declared.name)
        found += _wrong_route(path, route, declared)
    found += [
        f"E002: the policy {p.name} is used by no page. Remove it or use it."
        for p in POLICIES
        if p.route and p.name not in used and p.only_in in here
    ]
    if found:
        raise Refused(*found)


def _named(view: Any) -> str:
    return f"{view.__module__.removeprefix('tenthhour.apps.')}.{view.__name__}"


def _wrong_route(path: str, route: URLPattern, declared: Policy) -> Iterator[str]:
    view_class = getattr(route.callback, "view_class", None)
    offered = {m.upper() for m in getattr(view_class, "http_method_names", ()) if hasattr(view_class, m)}
    if extra := offered - declared.methods - {"OPTIONS", "HEAD", "PUT"}:
        yield f"E003: {path} accepts {', '.join(sorted(extra))}, which the policy {declared.name} does not."
    for name, converter in route.pattern.converters.items():
        if not isinstance(converter, UUIDConverter):
            yield f"E004: {path} finds its object by {name}, which is not a UUID. Keys must not be guessable."


def _wrong_policies() -> Iterator[str]:
    for line in POLICIES:
        if line.on is None:
            continue
        model = apps.get_model(line.on)
        if not isinstance(model.__dict__.get("objects", getattr(model, "objects", None)), ScopedManager):
            yield f"E005: the policy {line.name} opens {line.on}, which has no visible_to. Make it a ScopedModel."
        is_open = line.audit == PUBLIC or (line.audit == ANONYMOUS and not line.name.startswith("pulse."))
        if is_open or not line.kinds:
            yield f"E006: the policy {line.name} opens people's data to anyone. Name the kinds and the record."


def _wrong_apps() -> Iterator[str]:
    for name in ("django.contrib.admin", "debug_toolbar"):
        if apps.is_installed(name):
            yield f"E007: {name} is installed; it walks around every policy. Remove it."
