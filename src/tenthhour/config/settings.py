"""Settings: from the environment only, every one optional. Reading them changes nothing on disk.

What each variable is for is said in `config.environment`. A secret may be given as a file:
TENTHHOUR_SECRET_KEY_FILE=/run/secrets/key.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tenthhour
from tenthhour.config import outside
from tenthhour.config.database import database
from tenthhour.config.environment import kept_key, listed, read


@dataclass(frozen=True)
class PrivateTrial:
    """What the mark in the folder of `tenthhour try` says: the key in its address, its end, where it may stay."""

    key: uuid.UUID
    ends_at: datetime
    kept_home: Path

    @classmethod
    def read(cls, home: Path) -> PrivateTrial | None:
        mark = home / "TRIAL"
        if not mark.is_file():
            return None
        key, ends_at, kept_home = mark.read_text(encoding="utf-8").splitlines()
        return cls(uuid.UUID(key), datetime.fromisoformat(ends_at), Path(kept_home))


HERE = Path(__file__).resolve().parent
HOME = Path(read("TENTHHOUR_HOME") or "~/.local/share/tenthhour").expanduser().absolute()
CONTENT = Path(read("TENTHHOUR_CONTENT") or HOME / "content").expanduser()
CHECKPOINTS = read("TENTHHOUR_CHECKPOINTS")
CHECKPOINTS_TO = read("TENTHHOUR_CHECKPOINTS_TO")
CODE_VERSION = tenthhour.__version__
# The mark is written by `tenthhour demo` into a home of made-up people; nothing else switches the demo on.
DEMO = (HOME / "DEMO").is_file()
# Likewise `tenthhour try`: one person on this computer, in a folder that is deleted at the end.
TRIAL = PrivateTrial.read(HOME)

SECRET_KEY_IS_GIVEN = read("TENTHHOUR_SECRET_KEY") is not None
SECRET_KEY = read("TENTHHOUR_SECRET_KEY") or kept_key(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = listed(read("TENTHHOUR_HOSTS"), ["localhost", "127.0.0.1", "[::1]"])
_HTTPS = read("TENTHHOUR_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "tenthhour.apps.org",
    "tenthhour.apps.measurement",
    "tenthhour.apps.support",
    "tenthhour.apps.pulse",
    "tenthhour.apps.rehearsal",
    "tenthhour.apps.monday",
    # After ours: our own pages stand before theirs. Which of their addresses exist is said in org.urls.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tenthhour.config.headers.headers",
    "tenthhour.config.headers.body_size",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tenthhour.apps.org.audit.ReadsAreRecorded",
    "tenthhour.apps.org.access.PoliciesHold",
]
ROOT_URLCONF = "tenthhour.config.urls"
WSGI_APPLICATION = "tenthhour.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tenthhour.apps.org.access.frame",
            ]
        },
    }
]

DATABASES = {"default": database(read("TENTHHOUR_DATABASE"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "org.User"
AUTHENTICATION_BACKENDS = ["tenthhour.apps.org.queries.people.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # a link to choose a password works for one day, once

ACCOUNT_ADAPTER = "tenthhour.apps.org.actions.signing_in.Coming"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # sign-up has no address here; their check asks for it
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are written by the administrator
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers; the page says the same either way
ACCOUNT_FORMS = {
    "login": "tenthhour.apps.org.forms.SignInForm",
    "reset_password": "tenthhour.apps.org.forms.NewLinkForm",
    "reset_password_from_key": "tenthhour.apps.org.forms.NewPasswordForm",
    "change_password": "tenthhour.apps.org.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the window; our own limits hold besides
ACCOUNT_RATE_LIMITS = {
    # Ten wrong guesses an hour and account, whoever guesses and by whatever name; codes are counted alike.
    "login_failed": "200/h/ip,10/h/key",
    "login": "300/m/ip",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "30/m/ip",
    "change_password": "10/h/user",
}
OIDC_URL, OIDC_NAME = read("TENTHHOUR_OIDC_URL"), read("TENTHHOUR_OIDC_NAME") or "your organisation"
OIDC_DOMAINS = [d.lower() for d in listed(read("TENTHHOUR_OIDC_DOMAINS"), [])]
OIDC_CLAIM = read("TENTHHOUR_OIDC_CLAIM")
SOCIALACCOUNT_PROVIDERS = outside.organisation(
    OIDC_URL, read("TENTHHOUR_OIDC_CLIENT") or "tenthhour", read("TENTHHOUR_OIDC_SECRET"), OIDC_NAME
)
SOCIALACCOUNT_ADAPTER = "tenthhour.apps.org.actions.signing_in.ThroughOrganisation"
SOCIALACCOUNT_STORE_TOKENS = False  # who somebody is, is all we ask; no key to the provider is kept
HAS_MAIL = read("TENTHHOUR_MAIL") is not None
globals().update(
    outside.mail(
        read("TENTHHOUR_MAIL"),
        read("TENTHHOUR_MAIL_FROM"),
        read("TENTHHOUR_MAIL_USER"),
        read("TENTHHOUR_MAIL_PASSWORD"),
    )
)
MFA_ADAPTER = "tenthhour.apps.org.actions.signing_in.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_REAUTHENTICATION_REQUIRED = False  # Policy.sudo asks, the same way for every grave act
MFA_TOTP_ISSUER = "Tenth Hour"
MFA_TOTP_TOLERANCE = 1  # a phone half a minute off is still right
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS  # on this machine alone; a browser refuses it elsewhere
# Guesses are counted for all processes together; a million keys, or a flood would wash the counts away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "counted_guesses",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # Wrong slips of a pulse: counted in the process alone, so that no disk says who tried to answer when.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

SESSION_SECONDS = SESSION_COOKIE_AGE = int(float(read("TENTHHOUR_SESSION_HOURS") or 12) * 3600)
SESSION_IDLE_SECONDS = int(float(read("TENTHHOUR_IDLE_MINUTES") or 30) * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # whichever way somebody came in
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []
SECURE_SSL_REDIRECT = SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
# Whether browsers ship the promise of https is for the owner of the whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = read("TENTHHOUR_TZ") or "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
# Files are served from the packages themselves: there is no collecting step to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
UPLOAD_LIMIT = 50_000_000
BODY_LIMIT = UPLOAD_LIMIT + 1_000_000  # the files, and the form around them

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
