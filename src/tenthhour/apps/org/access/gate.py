"""The gate: a page needs a policy, a row needs an assignment, read afresh on each request."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, overload

from django.apps import apps  # noqa: TID251 the gate walks the registry for everybody else
from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from tenthhour.apps.org.access import confirm, sessions
from tenthhour.apps.org.policies import (
    ANONYMOUS,
    LEADS,
    OVERSEES,
    PERSON_KINDS,
    POLICIES,
    PUBLIC,
    QUESTION_KINDS,
    READ,
    SELF,
    SITE_KINDS,
    SUPERVISES,
    TABLE,
    Kind,
    Policy,
)
from tenthhour.core.days import after_working_days

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person

View = Callable[..., HttpResponse]
AnyModel = TypeVar("AnyModel", bound=models.Model)
COUNTING = ("active", "delegated")
ANSWER_PAGE = "/answer/"


class Seen(HttpRequest):
    """A request after its policy was checked: who acts, and the one instant that counts for all of it."""

    actor: Person
    at: datetime
    htmx: Any
    policy: Policy


class UnscopedQuery(Exception):
    """Rows were asked for without saying who is asking."""


# -- rows ---------------------------------------------------------------------------------------------


def counting(at: datetime) -> models.Q:
    """What makes an assignment count at an instant: its state, and from <= at < to."""
    ends_later = models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=at)
    return models.Q(state__in=COUNTING, valid_from__lte=at) & ends_later


def held(kinds: frozenset[Kind], actor: Person, at: datetime) -> models.QuerySet[Any]:
    """The actor's assignments of these kinds that count at this instant."""
    return _assignments().filter(counting(at), kind__in=_named(kinds), holder=actor)


def _named(kinds: frozenset[Kind]) -> frozenset[Kind]:
    """Whoever oversees does so as a supervisor."""
    return kinds | {SUPERVISES} if OVERSEES in kinds else kinds


def overseen(actor: Person, at: datetime) -> models.QuerySet[Any]:
    """Assignments of the leaders whom the actor supervises at this instant, to those they lead."""
    leaders = held(frozenset({SUPERVISES}), actor, at).values("subject")
    return _assignments().filter(counting(at), kind=LEADS, holder__in=leaders)


def _assignments() -> models.Manager[Any]:
    return apps.get_model("org", "Assignment")._default_manager


def reading_kinds(label: str) -> frozenset[Kind]:
    """Which kinds may read rows of a model, over all policies that name it."""
    return frozenset(k for p in POLICIES if p.on == label and p.act == READ for k in p.kinds)


class ScopedManager(models.Manager[AnyModel]):
    """Offers `visible_to`, `create` and `create_all`, and refuses every other way to the rows."""

    def visible_to(self, actor: Person, at: datetime) -> models.QuerySet[AnyModel]:
        """The rows this person may read at this instant; nothing without an assignment."""
        model: Any = self.model
        kinds = reading_kinds(model._meta.label)
        may: Any = models.Q(pk__in=[])
        if SELF in kinds:
            may |= models.Q(**{model.subject_path: actor.pk})
        if kinds & SITE_KINDS:
            may |= models.Exists(held(kinds & SITE_KINDS, actor, at))
        if others := _towards_others(model, kinds, actor, at):
            may |= others & model.when_others_may(at)
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


def _towards_others(model: Any, kinds: frozenset[Kind], actor: Person, at: datetime) -> models.Q:
    may, about = models.Q(), f"{model.subject_path}__in"
    if towards_people := kinds & PERSON_KINDS:
        may |= models.Q(**{about: held(towards_people, actor, at).values("subject")})
    if OVERSEES in kinds:
        may |= models.Q(**{about: overseen(actor, at).values("subject")})
    if towards_questions := kinds & QUESTION_KINDS:
        questions = held(towards_questions, actor, at).values("object_ref")
        may |= models.Q(**{f"{model.question_path}__in": questions})
    return may


class ScopedModel(models.Model):
    """A table of people's data.

    `subject_path` leads from a row to the person it is about; `question_path`, where a policy names a
    kind held towards one question, to that question's id.
    """

    subject_path: ClassVar[str] = "subject"
    question_path: ClassVar[str] = ""
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


@overload
def person() -> models.ForeignKey[Person, Person]: ...
@overload
def person(*, null: Literal[True]) -> models.ForeignKey[Person | None, Person | None]: ...
def person(**options: Any) -> models.ForeignKey[Any, Any]:
    """The key to a person that every table about people has."""
    return models.ForeignKey("org.Person", models.PROTECT, related_name="+", **options)


def holds(
    policy: Policy, actor: Person, subject: Person | None, at: datetime, question: uuid.UUID | None = None
) -> bool:
    """Whether a policy lets this person act towards that person, that question, or the site."""
    if SELF in policy.kinds and (subject is None or subject == actor):
        return True
    reaches = models.Q(kind__in=policy.kinds & SITE_KINDS)
    if subject is not None:
        reaches |= models.Q(kind__in=policy.kinds & PERSON_KINDS, subject=subject)
    if question is not None:
        reaches |= models.Q(kind__in=policy.kinds & QUESTION_KINDS, object_ref=question)
    if held(policy.kinds, actor, at).filter(reaches).exists():
        return True
    return OVERSEES in policy.kinds and overseen(actor, at).filter(subject=subject).exists()


# -- pages --------------------------------------------------------------------------------------------


def policy(name: str) -> Callable[[View], View]:
    """Declare the policy of a page: method, signed-in person and kind are checked before the view runs."""
    line = TABLE[name]

    def declare(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in line.methods | _implied(line) and not _answers(request, line):
                return HttpResponseNotAllowed(sorted(line.methods))
            if line.audit in (PUBLIC, ANONYMOUS):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect("demo-sign-in" if settings.DEMO else "account_login")
            _with_actor(request)
            if SELF not in line.kinds and not _named(line.kinds) & request.kinds:  # type: ignore[attr-defined]
                raise Http404
            return _unconfirmed(request, line) or view(request, *args, **kwargs)

        guarded.policy = line  # type: ignore[attr-defined]
        return guarded

    return declare


def _implied(line: Policy) -> frozenset[str]:
    return frozenset({"HEAD"}) if "GET" in line.methods else frozenset()


def _answers(request: HttpRequest, line: Policy) -> bool:
    """A page that is only opened takes the answer to «Is it you?» all the same."""
    return line.sudo and request.method == "POST" and confirm.ANSWER in request.POST


def _unconfirmed(request: HttpRequest, line: Policy) -> HttpResponse | None:
    if request.method == "POST" and confirm.ANSWER in request.POST:
        return confirm.settle(request)
    if line.sudo and not confirm.is_fresh(request.actor.confirmed_at, request.at):  # type: ignore[attr-defined]
        return confirm.ask(request)
    return None


def _with_actor(request: HttpRequest) -> None:
    # One instant for the whole request: a right cannot end between two of its queries.
    request.at = timezone.now()  # type: ignore[attr-defined]
    request.actor = request.user.person  # type: ignore[attr-defined,union-attr]
    mine = _assignments().filter(counting(request.at), holder=request.actor)  # type: ignore[attr-defined]
    request.kinds = frozenset(mine.values_list("kind", flat=True))  # type: ignore[attr-defined]
    request.actor.confirmed_at = confirm.confirmed_at(request)  # type: ignore[attr-defined]


class PoliciesHold:
    """No policy, no page: what start-up refuses is refused once more on each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whoever answers a pulse leaves no time in their session either.
        if request.path_info != ANSWER_PAGE:
            sessions.end_when_over(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> None:
        declared = getattr(view, "policy", None)
        if declared is None:
            raise Http404
        request.policy = declared  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return confirm.ask(request) if isinstance(exception, confirm.NotConfirmed) else None


def frame(request: HttpRequest) -> dict[str, object]:
    """What the page frame needs: who is signed in, the pages open to them, and whether this is the demo."""
    person = getattr(request, "actor", None)
    site = {
        "is_demo": settings.DEMO,
        "trial": settings.TRIAL,
        "organisation": settings.OIDC_NAME if settings.OIDC_URL else "",
        "has_mail": settings.HAS_MAIL,
    }
    if person is None:
        return {"signed_in": None, **site}
    kinds = request.kinds  # type: ignore[attr-defined]
    return {
        **site,
        "signed_in": person,
        "kinds": kinds,
        "has_page": bool(person.peer_group) or not kinds,
        "is_leader": bool(kinds & {"leads", "covers"}),
        "is_steward": "stewards" in kinds,
    }


def working_days_after(day: datetime, days: int) -> datetime:
    """The start of the day so many working days (Monday to Friday) later, in the site's time zone."""
    local = timezone.localtime(day)
    return datetime.combine(after_working_days(local.date(), days), time.min, local.tzinfo)
