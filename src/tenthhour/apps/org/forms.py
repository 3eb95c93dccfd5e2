"""Signing in, accounts, and keeping a private trial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import copy_context
from threading import Thread
from typing import Any

from allauth.account.forms import ChangePasswordForm as TheirChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.db import close_old_connections
from django.http import HttpRequest

LENGTH_HELP = "At least 15 characters; a short sentence is good. No signs or digits are asked for."


class SignInForm(LoginForm):
    """Sign-in name and password; a wrong one says no more than that it is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Sign-in name"
        self.fields["password"].help_text = ""
        _plain(self)


class NewLinkForm(ResetPasswordForm):
    """The address to which a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)

    def save(self, request: HttpRequest, **more: Any) -> str:
        """Begin sending; the answer does not wait for it, or its time would tell whether the address is known."""
        Thread(target=copy_context().run, args=(self._send, request, more)).start()
        return str(self.cleaned_data["email"])

    def _send(self, request: HttpRequest, more: dict[str, Any]) -> None:
        try:
            super().save(request, **more)
        finally:
            close_old_connections()


class NewPasswordForm(ResetPasswordKeyForm):
    """The password chosen with a link: written once, because browsers show and keep it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label, self.fields["password1"].help_text = "Password", LENGTH_HELP
        _plain(self)


class ChangePasswordForm(TheirChangePasswordForm):
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


class SignatureForm(forms.Form):
    """The first or the second signature under a hold, its end, an erasure or the retention policy."""

    what = forms.ChoiceField(
        choices=[(w, w) for w in ("hold", "release", "erase", "retention", "agree")], widget=forms.HiddenInput
    )
    row = forms.UUIDField(required=False, widget=forms.HiddenInput)
    person = forms.ChoiceField(required=False, label="About whom")
    reason = forms.CharField(
        required=False, max_length=300, label="Why", help_text="Ten characters or more; kept with it."
    )
    file = forms.IntegerField(
        required=False, min_value=365, max_value=36_500, label="Days that files about people are kept"
    )
    detail = forms.IntegerField(
        required=False, min_value=365, max_value=36_500, label="Days that the record's words are kept"
    )

    def __init__(self, *args: Any, people: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Everybody"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["days"] = {name: said[name] for name in ("file", "detail") if said.get(name)}
        if said.get("what") == "retention" and not said["days"]:
            self.add_error("file", "Write down at least one number of days.")
        return said


class Day(forms.DateField):
    """A day somebody can have worked here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not 1950 <= value.year <= 2100:
            raise forms.ValidationError("This day lies too far away. Write it as 2026-11-30.")


class WorkForm(forms.Form):
    """What somebody works as, where and how much."""

    peer_group = forms.CharField(
        label="Works as",
        max_length=200,
        required=False,
        help_text="Such as family medicine.",
    )
    team = forms.CharField(label="Team", max_length=200, required=False)
    clinic = forms.CharField(
        label="Clinic", max_length=200, required=False, help_text="Only where there are several."
    )
    clinical_fte = forms.FloatField(
        label="Share of a full clinical post",
        min_value=0.05,
        max_value=1.5,
        required=False,
        help_text="1 is full time, 0.5 is half.",
        widget=forms.NumberInput(attrs={"step": "0.05", "inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, known: Mapping[str, Iterable[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known  # names in use, offered while typing
        for name in known:
            self.fields[name].widget.attrs.update(list=f"known-{name}", autocomplete="off")

    @property
    def work(self) -> dict[str, Any]:
        """What was said of the work, and nothing else."""
        return {name: self.cleaned_data[name] for name in WorkForm.base_fields}


class ChangeForm(WorkForm):
    """The same, from a day."""

    day = Day(label="From")
    field_order = ("day",)


class JoinForm(WorkForm):
    """Somebody who joins, on one page."""

    name = forms.CharField(label="Name", max_length=200)
    day = Day(label="First day")
    leader = forms.ChoiceField(label="Led by", required=False, help_text="Both are told.")
    code = forms.CharField(
        label="Id in the files", max_length=200, required=False, help_text="Empty, and one is made up."
    )
    field_order = ("name", "peer_group", "team", "leader", "day", "clinical_fte", "clinic", "code")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].choices = [("", "nobody yet"), *people]  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """A team and what it is called from a day on."""

    team = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    clinic = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    into_team = forms.CharField(label="Name", max_length=200, required=False)
    into_clinic = forms.CharField(label="Clinic", max_length=200, required=False)
    day = Day(label="From")


class LeavingForm(forms.Form):
    """A last day, and who leads afterwards; or the person stays after all."""

    last_on = Day(label="Last day", required=False)
    stays = forms.BooleanField(required=False)
    successor = forms.ChoiceField(label="Who leads their people afterwards", required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", "not known yet"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("stays") and not said.get("last_on") and "last_on" not in self.errors:
            self.add_error("last_on", "Write down the last day.")
        return {**said, "last_on": None if said.get("stays") else said.get("last_on")}


class AwayForm(forms.Form):
    """When somebody is away. There is no box for the reason."""

    first_on = Day(label="First day away")
    last_on = Day(label="Last day away", required=False, help_text="Empty: until further notice.")


class NameForm(forms.Form):
    """A name as it should be."""

    name = forms.CharField(label="Name", max_length=200)


class CorrectionForm(forms.Form):
    """One entry put right: other days, or none because it never happened."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    never = forms.BooleanField(required=False)
    first_on = Day(required=False)
    last_on = Day(required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("never") and not said.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", "Write down the day on which it began.")
        return said


class RoleForm(forms.Form):
    """A role to be given: which, to whom, towards whom, from when until when."""

    holder = forms.ChoiceField(label="Who")
    kind = forms.ChoiceField(label="Role")
    subject = forms.ChoiceField(
        label="Towards whom", required=False, help_text="None for the data or the server."
    )
    starts_on = forms.DateField(
        label="From",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Empty: as soon as possible. Whoever opens somebody's data starts a day after both were told.",
    )
    ends_on = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Empty: until it is ended. A substitute stays 30 days at most.",
    )

    def __init__(self, *args: Any, kinds: Any, people: Any, subjects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["holder"].choices = people  # type: ignore[attr-defined]
        self.fields["subject"].choices = [("", "nobody"), *subjects]  # type: ignore[attr-defined]
