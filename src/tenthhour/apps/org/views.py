"""Coming in, going out, one's own access log, and the pages for what is absent or broken."""

from __future__ import annotations

import hmac
import secrets
import uuid

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenthhour.apps.org import actions, queries
from tenthhour.apps.org.access import Seen, policy
from tenthhour.apps.org.forms import DemoSignInForm, KeepTrialForm, SignInForm
from tenthhour.apps.org.models import User
from tenthhour.apps.org.policies import LEADERS
from tenthhour.core.errors import UserError


class SignIn(LoginView):
    """Django's own sign-in with our words."""

    template_name = "org/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        answer = super().form_valid(form)
        self.request.session["seen"] = int(timezone.now().timestamp())
        return answer


sign_in = policy("org.sign_in")(SignIn.as_view())


@policy("org.sign_out")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


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
        request.session["seen"] = int(timezone.now().timestamp())
        return redirect("home")
    return render(request, "org/demo_sign_in.html", {"people": people})


@policy("org.demo_trial")
def demo_trial(request: HttpRequest) -> HttpResponse:
    """Start a private trial beside the demo and show the way to it."""
    return render(request, "org/demo_trial.html", {"address": actions.start_trial()})


@policy("org.trial.enter")
def enter_trial(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The address `tenthhour try` opens; its key stands in for a password nobody has to invent."""
    if not hmac.compare_digest(key.bytes, settings.TRIAL.key.bytes):
        raise Http404
    login(request, queries.trial_account())
    request.session["seen"] = int(timezone.now().timestamp())
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
            return render(request, "org/trial_kept.html", {"folder": settings.TRIAL.kept_home})
    return render(request, "org/trial_keep.html", {"form": form, "folder": settings.TRIAL.kept_home})


@policy("org.home")
def home(request: Seen) -> HttpResponse:
    """Everyone's first page: the week of a leader, the files of a steward, one's own page."""
    kinds = queries.pages_of(request.actor, request.at)
    if settings.TRIAL:
        return redirect("first-hour")
    if kinds & LEADERS:
        return redirect("week")
    if "stewards" in kinds:
        return redirect("data")
    return redirect("person", person=request.actor.pk)


@policy("org.access_log.read")
def access_log(request: Seen) -> HttpResponse:
    """Who looked at one's own data, and when."""
    readings = queries.readings(subject=request.actor, at=request.at)
    return render(request, "org/access_log.html", {"readings": readings})


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is foreign, expired or was never there."""
    return render(request, "404.html", {"exception": None}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: say so, and nothing of the person."""
    return render(request, "500.html", {"reference": secrets.token_hex(3)}, status=500)
