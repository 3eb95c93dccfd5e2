"""Signing in, and keeping a private trial."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Sign-in name and password; a wrong one says no more than that it is wrong."""

    error_messages = {
        "invalid_login": "This sign-in name and password do not belong together. Check both and try again.",
        "inactive": "This account is closed.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Sign-in name"
        self.fields["password"].label = "Password"


class DemoSignInForm(forms.Form):
    """The made-up person to be."""

    account = forms.UUIDField()


class KeepTrialForm(forms.Form):
    """Who keeps the trial as a site, and how they will sign in."""

    name = forms.CharField(label="Your name", max_length=200)
    username = forms.CharField(label="Sign-in name", max_length=150)
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 15 characters; a short sentence is good.",
    )
