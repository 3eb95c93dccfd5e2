"""What allauth asks of this site: who may come in, what is said, and who somebody from outside is here."""

from __future__ import annotations

import logging
import uuid
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenthhour.apps.org.actions.accounts import account_from_organisation
from tenthhour.apps.org.models import User
from tenthhour.apps.org.privacy.text import locked, unlocked
from tenthhour.apps.org.queries.people import is_gone

_log = logging.getLogger(__name__)
TOO_MANY = "Too many wrong tries. Wait an hour, or use a passkey."
_SAID = {
    "account/messages/password_changed.txt": "Your new password holds from now on.",
    "mfa/messages/totp_activated.txt": "The app is set up. From now on, signing in with the password asks for its code.",
    "mfa/messages/totp_deactivated.txt": "The app is turned off.",
    "mfa/messages/webauthn_added.txt": "The passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "mfa/messages/recovery_codes_generated.txt": "New recovery codes are made. Keep them where you find them without the phone.",
}


class Coming(DefaultAccountAdapter):
    """Nobody signs up; a wrong name and a wrong password are told apart by nothing."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "This sign-in name and password do not belong together. Check both and try again.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "This is not your password. Try again.",
        "enter_current_password": "This is not your present password. Try again.",
        "incorrect_code": "This code is not right, or was used before. Take the newest one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **more: Any
    ) -> None:
        if said := more.get("message") or _SAID.get(message_template or ""):
            messages.add_message(request, level, said)

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        if is_gone(user, timezone.now()):
            return self.respond_user_inactive(request, user)
        refused: HttpResponse | None = super().pre_login(request, user, **more)
        return refused

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, "This account is closed. Whoever looks after this site can open it again.")
        return redirect("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer must not tell an address that is known from one that is not."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            _log.exception("A link to choose a password could not be sent.")

    def get_reset_password_from_key_url(self, key: str) -> str:
        account, _, token = key.partition("-")
        named = {"uidb36": uuid.UUID(account), "key": token}
        path = reverse("account_reset_password_from_key", kwargs=named)
        return str(self.request.build_absolute_uri(path))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # One count for every way of writing a name that finds the same account: the database compares
        # UPPER() on both sides, and «ſ» or «ı» would otherwise start a count of their own.
        return f"{credentials.get('username', '')}".upper()


class SecondStep(DefaultMFAAdapter):
    """Passkeys and codes in our words; what makes the codes is not to be read in the database."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Coming.error_messages["incorrect_code"],
        "rate_limited": TOO_MANY,
    }

    def encrypt(self, text: str) -> str:
        return locked(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unlocked(encrypted_text)

    def _get_site_name(self) -> str:
        return "Tenth Hour"

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return f"Passkey of {timezone.localdate():%-d %B %Y}"


class ThroughOrganisation(DefaultSocialAccountAdapter):
    """The organisation says who somebody is; what they may do here comes from assignments alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Lead a person to their account, the first time by address or id; nobody else comes in."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(redirect("account_login"))
        if sociallogin.is_existing:
            return
        said = {
            **sociallogin.account.extra_data.get("id_token", {}),
            **sociallogin.account.extra_data.get("userinfo", {}),
        }
        account = account_from_organisation(said=said, at=timezone.now())
        if account is None:
            page = {"organisation": settings.OIDC_NAME}
            raise ImmediateHttpResponse(render(request, "org/unknown_here.html", page, status=403))
        sociallogin.connect(request, account)
