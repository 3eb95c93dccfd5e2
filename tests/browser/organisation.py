"""A made-up organisation's OpenID Connect provider: django-oauth-toolkit, which real ones run.

    python organisation.py PORT ADDRESS-SIGN-IN-COMES-BACK-TO

Everybody's password is PASSWORD; nothing outlives the process.
"""

from __future__ import annotations

import sys
from typing import Any

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

PASSWORD = "quite another sentence"
SECRET = "known to the provider and the site"
PEOPLE: dict[str, dict[str, object]] = {
    # a confirmed address of the organisation's domain; an id in the files; an address nobody confirmed; neither
    "gina": {"email": "gina@clinic.example", "email_verified": True},
    "hugo": {"email": "hugo@elsewhere.example", "email_verified": True, "employee_number": "HUGO"},
    "ines": {"email": "ines@clinic.example", "email_verified": False},
    "jana": {"email": "jana@elsewhere.example", "email_verified": True},
}
SIGN_IN = """<!doctype html><html lang="en"><title>Made-up organisation</title><h1>Made-up organisation</h1>
<form method="post">{% csrf_token %}{{ form.as_p }}<button>Continue</button></form></html>"""


def configure(port: int) -> None:
    """The settings of the provider."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="of a test",
        ROOT_URLCONF="__main__",
        ALLOWED_HOSTS=["127.0.0.1"],
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [("django.template.loaders.locmem.Loader", {"sign_in.html": SIGN_IN})]
                },
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        SESSION_COOKIE_NAME="organisation",  # cookies do not tell ports apart, and the site has its own
        CSRF_COOKIE_NAME="organisation-form",
        LOGIN_URL="/sign-in/",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "OIDC_RSA_PRIVATE_KEY": key.decode(),
            "OAUTH2_VALIDATOR_CLASS": "__main__.Claims",
            "SCOPES": {"openid": "who you are", "profile": "your name", "email": "your address"},
            "PKCE_REQUIRED": True,
        },
    )
    django.setup()


def fill(back: str) -> None:
    """The people, and the one site that may ask about them."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name, claims in PEOPLE.items():
        User.objects.create_user(name, str(claims["email"]), PASSWORD)
    Application.objects.create(
        name="Tenth Hour",
        client_id="tenthhour",
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=back,
        algorithm="RS256",
        skip_authorization=True,
    )


if __name__ == "__main__":
    configure(int(sys.argv[1]))
    from django.contrib.auth.views import LoginView
    from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Claims(OAuth2Validator):
        oidc_claim_scope = None

        def get_additional_claims(self, request: Any) -> dict[str, object]:
            return PEOPLE[request.user.username]

    urlpatterns = [
        path("o/", include("oauth2_provider.urls")),
        path("sign-in/", LoginView.as_view(template_name="sign_in.html")),
    ]
    fill(sys.argv[2])
    # One thread: the database lives in its memory.
    server = WSGIServer(("127.0.0.1", int(sys.argv[1])), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    server.serve_forever()
