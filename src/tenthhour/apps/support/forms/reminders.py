"""Where reminders go."""

from __future__ import annotations

from django import forms


class EmailForm(forms.Form):
    """One's own address, or none."""

    email = forms.EmailField(
        label="My e-mail address",
        required=False,
        help_text="Empty for no mail. A mail says only that something is due.",
    )
