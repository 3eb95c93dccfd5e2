"""Signing in, accounts, and keeping a private trial."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as TheirChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from django import forms

LENGTH_HELP = "At least 15 characters; a short sentence is good. No signs or digits are asked for."


class SignInForm(LoginForm):  # type: ignore[misc]
    """Sign-in name and password; a wrong one says no more than that it is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Sign-in name"
        self.fields["password"].help_text = ""
        _plain(self)


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """The password chosen with a link: written once, because browsers show and keep it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label, self.fields["password1"].help_text = "Password", LENGTH_HELP
        _plain(self)


class ChangePasswordForm(TheirChangePasswordForm):  # type: ignore[misc]
    """The present password and the next one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = "Present password", ""
        self.fields["password1"].label, self.fields["password1"].help_text = "New password", LENGTH_HELP
        _plain(self)


def _plain(form: forms.Form) -> None:
    """A placeholder that repeats the label vanishes when one needs it; the label is enough."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class DemoSignInForm(forms.Form):
    """The made-up person to be."""

    account = forms.UUIDField()


class AccountForm(forms.Form):
    """Whom a new account is for."""

    code = forms.CharField(
        label="Id in the files",
        max_length=200,
        help_text="Such as c07; it joins the account to the person's numbers.",
    )
    name = forms.CharField(
        label="Name", max_length=200, required=False, help_text="Only for somebody the files do not name."
    )
    username = forms.CharField(label="Sign-in name", max_length=150)
    email = forms.EmailField(
        label="Mail address",
        required=False,
        help_text="For new links by mail, and for signing in through the organisation.",
    )


class OneAccountForm(forms.Form):
    """Which account, and what happens to it."""

    account = forms.UUIDField()
    forget = forms.BooleanField(required=False)
    is_open = forms.BooleanField(required=False)


class KeepTrialForm(forms.Form):
    """Who keeps the trial as a site, and how they will sign in."""

    name = forms.CharField(label="Your name", max_length=200)
    username = forms.CharField(label="Sign-in name", max_length=150)
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=LENGTH_HELP,
    )
