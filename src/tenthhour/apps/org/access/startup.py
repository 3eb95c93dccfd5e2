"""What stops a start: a page or policy that is undeclared, unused or unsafe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps  # noqa: TID251 the gate walks the registry for everybody else
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.urls import URLPattern, URLResolver, get_resolver, register_converter
from django.urls.converters import StringConverter, UUIDConverter

from tenthhour.apps.org.access.gate import ScopedManager
from tenthhour.apps.org.policies import ANONYMOUS, POLICIES, PUBLIC, QUESTION_KINDS, Policy
from tenthhour.core.errors import Refused

HERE_ALONE = {"localhost", "127.0.0.1", "[::1]"}
ANOTHER_HOME = "Anyone can sign in as anyone there. Set TENTHHOUR_HOME to another folder."


class SignedKey(StringConverter):
    """A key signed by this site, such as that of a link to choose a password: no easier to guess than a UUID."""

    regex = "[0-9a-z-]+"


register_converter(SignedKey, "signed")


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
        Refused: One sentence for each E001-E008.

    """
    found = [*_wrong_apps(), *_wrong_policies(), *_wrong_demo()]
    here = {"any", *_switched_on()}
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


def _switched_on() -> Iterator[str]:
    switches = {
        "demo": settings.DEMO,
        "trial": settings.TRIAL,
        "mail": settings.HAS_MAIL,
        "organisation": settings.OIDC_URL,
    }
    return (name for name, is_on in switches.items() if is_on)


def _named(view: Any) -> str:
    return f"{view.__module__.removeprefix('tenthhour.apps.')}.{view.__name__}"


def _wrong_route(path: str, route: URLPattern, declared: Policy) -> Iterator[str]:
    view_class = getattr(route.callback, "view_class", None)
    offered = {m.upper() for m in getattr(view_class, "http_method_names", ()) if hasattr(view_class, m)}
    if extra := offered - declared.methods - {"OPTIONS", "HEAD", "PUT"}:
        yield f"E003: {path} accepts {', '.join(sorted(extra))}, which the policy {declared.name} does not."
    for name, converter in route.pattern.converters.items():
        if not isinstance(converter, (UUIDConverter, SignedKey)):
            yield f"E004: {path} finds its object by {name}, which is not a UUID. Keys must not be guessable."


def _wrong_policies() -> Iterator[str]:
    for line in POLICIES:
        if line.on is None:
            continue
        model = apps.get_model(line.on)
        if not isinstance(getattr(model, "objects", None), ScopedManager):
            yield f"E005: the policy {line.name} opens {line.on}, which has no visible_to. Make it a ScopedModel."
        if line.kinds & QUESTION_KINDS and not getattr(model, "question_path", ""):
            yield f"E005: the policy {line.name} opens {line.on} by question, which has no question_path. Name it."
        is_open = line.audit == PUBLIC or (line.audit == ANONYMOUS and not line.name.startswith("pulse."))
        if is_open or not line.kinds:
            yield f"E006: the policy {line.name} opens people's data to anyone. Name the kinds and the record."


def _wrong_apps() -> Iterator[str]:
    for name in ("django.contrib.admin", "debug_toolbar"):
        if apps.is_installed(name):
            yield f"E007: {name} is installed; it walks around every policy. Remove it."


def _wrong_demo() -> Iterator[str]:
    """In the demo anyone signs in as anyone: it serves this machine alone, and nobody real has an account in it."""
    if not settings.DEMO:
        return
    outside = sorted(set(settings.ALLOWED_HOSTS) - HERE_ALONE)
    if outside or settings.SESSION_COOKIE_SECURE or settings.OIDC_URL:
        names = ", ".join(outside) or "an address of https or an organisation's sign-in"
        yield f"E008: {settings.HOME} is a demo, and it would be reached from elsewhere: {names}. {ANOTHER_HOME}"
    accounts = apps.get_model("org", "User")._default_manager
    own = accounts.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).first()
    own = own or accounts.filter(authenticator__isnull=False).first()
    if own is not None:
        yield f"E008: {settings.HOME} is a demo, and {own.username} has an account of their own in it. {ANOTHER_HOME}"
