"""Signing in."""

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
