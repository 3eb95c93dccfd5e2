"""Coming in, going out, one's own access log, and the pages for what is absent or broken."""

from __future__ import annotations

import functools
import hmac
import secrets
import uuid
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from tenthhour.apps.org import actions, queries
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.org.forms import AccountForm, DemoSignInForm, KeepTrialForm, OneAccountForm
from tenthhour.apps.org.models import User
from tenthhour.apps.org.policies import LEADERS
from tenthhour.core.errors import UserError


@policy("org.sign_out")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("account_login")


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The organisation's sign-in may be away; then somebody is told so, and may come in with a password."""

    @functools.wraps(view)
    def tried(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except OSError:  # what requests raises when nobody answers
            messages.error(
                request, f"The sign-in of {settings.OIDC_NAME} does not answer. Try again in a few minutes."
            )
            return redirect("account_login")

    return tried


def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody turned back at the organisation's own sign-in."""
    messages.info(request, "You turned back before you were signed in.")
    return redirect("account_login")


@policy("org.passkey.remove")
def remove_passkey(request: Seen) -> HttpResponse:
    """Take one of one's own passkeys away."""
    key = request.POST.get("passkey", "")
    mine = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    chosen = mine.filter(pk=key).first() if key.isdecimal() else None
    if chosen is None:
        raise Http404
    remove_authenticator(request, chosen)
    return redirect("mfa_index")


@policy("org.account.list")
def accounts(request: Seen) -> HttpResponse:
    """Who can sign in here; for the administrator."""
    context = {
        "accounts": queries.accounts(actor=request.actor, at=request.at),
        "without": queries.without_account(actor=request.actor, at=request.at),
    }
    return render(request, "org/accounts.html", context)


@policy("org.account.make")
def make_account(request: Seen) -> HttpResponse:
    """Make an account and show its link."""
    known = {p.code: p.name for p in queries.without_account(actor=request.actor, at=request.at)}
    code = request.GET.get("code", "")
    begin = {"code": code, "username": slugify(known[code])} if code in known else {}
    form = AccountForm(request.POST or None, initial=begin)
    if form.is_valid():
        try:
            account = actions.make_account(
                new=actions.NewAccount(**form.cleaned_data), by=request.actor, at=request.at
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return _link_page(request, account, forget=False)
    return render(request, "org/account_new.html", {"form": form})


@policy("org.account.link")
def make_link(request: Seen) -> HttpResponse:
    """A new link for somebody who lost the password, or all else too."""
    form, account = _chosen(request)
    return _link_page(request, account, forget=form["forget"])


@policy("org.account.close")
def close_account(request: Seen) -> HttpResponse:
    """Close an account, or open it again."""
    form, account = _chosen(request)
    try:
        actions.set_open(account=account, is_open=form["is_open"], by=request.actor, at=request.at)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("accounts")


def _chosen(request: Seen) -> tuple[dict[str, Any], User]:
    form = OneAccountForm(request.POST)
    account = form.is_valid() and queries.account(
        account_id=form.cleaned_data["account"], actor=request.actor, at=request.at
    )
    if not account:
        raise Http404
    return form.cleaned_data, account


def _link_page(request: Seen, account: User, *, forget: bool) -> HttpResponse:
    path = actions.make_link(account=account, by=request.actor, at=request.at, forget=forget)
    page = {
        "account": account,
        "link": request.build_absolute_uri(path),
        "until": request.at + actions.LINK_LASTS,
    }
    return render(request, "org/account_link.html", page)


@policy("org.demo_sign_in")
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Pick a made-up person to be; the address exists in the demo alone."""
    people = queries.demo_accounts(timezone.now())
    form = DemoSignInForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["account"] not in {p.id for p in people}:
            raise Http404
        account = User.objects.get(pk=form.cleaned_data["account"])
        login(request, account)
        record_authentication(request, account, method="demo")
        return redirect("home")
    return render(request, "org/demo_sign_in.html", {"people": people})


@policy("org.demo_trial")
def demo_trial(request: HttpRequest) -> HttpResponse:
    """Start a private trial beside the demo and show the way to it."""
    return render(request, "org/demo_trial.html", {"address": actions.start_trial()})


@policy("org.trial.enter")
def enter_trial(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The address `tenthhour try` opens; its key stands in for a password nobody has to invent."""
    if settings.TRIAL is None or not hmac.compare_digest(key.bytes, settings.TRIAL.key.bytes):
        raise Http404
    login(request, queries.trial_account())
    record_authentication(request, request.user, method="trial")
    return redirect(f"{reverse('first-hour')}?open")


@policy("org.trial.end")
def end_trial(request: Seen) -> HttpResponse:
    """Delete everything; the command that started the trial does it as soon as this page is out."""
    actions.leave_trial(keep_in=None)
    logout(request)
    return render(request, "org/trial_ended.html")


@policy("org.trial.keep")
def keep_trial(request: Seen) -> HttpResponse:
    """Turn the trial into a site: a name and a password now, colleagues later."""
    form = KeepTrialForm(request.POST or None)
    if form.is_valid():
        try:
            actions.keep_trial(**form.cleaned_data, by=request.actor, at=request.at)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            return render(request, "org/trial_kept.html", {"folder": actions.kept_home()})
    return render(request, "org/trial_keep.html", {"form": form, "folder": actions.kept_home()})


@policy("org.home")
def home(request: Seen) -> HttpResponse:
    """Everyone's first page: a leader's week, a steward's files, what a role is for, or one's own page."""
    kinds = queries.pages_of(request.actor, request.at)
    if settings.TRIAL:
        return redirect("first-hour")
    if kinds & LEADERS:
        return redirect("week")
    if "stewards" in kinds:
        return redirect("data")
    if not request.actor.peer_group:
        for kind, page in _FIRST_PAGE.items():
            if kind in kinds:
                return redirect(page)
    return redirect("person", person=request.actor.pk)


# For whoever has no numbers of their own to begin with.
_FIRST_PAGE = {
    "administers": "accounts",
    "supervises": "supervision",
    "reviews": "formal-steps",
    "people_office": "formal-steps",
    "staffs": "formal-steps",
}


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is foreign, expired or was never there."""
    return render(request, "404.html", {"exception": None}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: say so, and nothing of the person."""
    return render(request, "500.html", {"reference": secrets.token_hex(3)}, status=500)
