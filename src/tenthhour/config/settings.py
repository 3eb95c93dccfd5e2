"""Settings: from the environment only, every one optional. Reading them changes nothing on disk.

A secret may be given as a file: TENTHHOUR_SECRET_KEY_FILE=/run/secrets/key.
"""

from __future__ import annotations

import os
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import tenthhour
from tenthhour.core.errors import UsageError


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


@dataclass(frozen=True)
class Setting:
    """One environment variable: what it is for and what holds without it."""

    name: str
    purpose: str
    default: str
    secret: bool = False


SETTINGS = (
    Setting(
        "TENTHHOUR_HOME",
        "Folder that holds the database, the imported files and the keys. Back it up.",
        "~/.local/share/tenthhour",
    ),
    Setting(
        "TENTHHOUR_DATABASE",
        "File of the SQLite database, or the address of a PostgreSQL 15 or later: postgres://NAME:PASSWORD@HOST/DATABASE.",
        "tenthhour.sqlite3 in TENTHHOUR_HOME",
        secret=True,
    ),
    Setting(
        "TENTHHOUR_HOSTS", "Names under which people reach the site, with commas.", "localhost, 127.0.0.1"
    ),
    Setting("TENTHHOUR_CONTENT", "Folder with the site's own measures.", "content in TENTHHOUR_HOME"),
    Setting(
        "TENTHHOUR_TZ",
        "Time zone in which days and working days are counted, such as Europe/London.",
        "UTC",
    ),
    Setting(
        "TENTHHOUR_HTTPS",
        "Set to 1 when people reach the site through https: cookies are then sent on no other way.",
        "0",
    ),
    Setting("TENTHHOUR_SECRET_KEY", "Key that signs sessions.", "made once, in TENTHHOUR_HOME", secret=True),
)


def read(name: str) -> str | None:
    """The value of a declared setting, or of the file its `_FILE` variant names."""
    setting = next(s for s in SETTINGS if s.name == name)
    file = os.environ.get(f"{name}_FILE")
    if setting.secret and file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or None


def _listed(written: str | None, otherwise: list[str]) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()] if written else otherwise


def _kept_key(file: Path) -> str:
    # A key of the moment serves commands; the server keeps one (config/wsgi.py), or a restart signs everyone out.
    return file.read_text(encoding="utf-8").strip() if file.is_file() else secrets.token_urlsafe(48)


def _database(named: str | None) -> dict[str, Any]:
    if named and named.startswith(("postgres://", "postgresql://")):
        return {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, **_address(named)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": named or HOME / "tenthhour.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # FULL: an acknowledged month survives a power cut. IMMEDIATE: a writer waits at the door
            # instead of failing half-way in.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
        },
    }


def _address(named: str) -> dict[str, Any]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(named)
    except ProgrammingError as error:
        raise UsageError(
            "TENTHHOUR_DATABASE is not an address. Write postgres://NAME:PASSWORD@HOST/DATABASE."
        ) from error
    ours = {name.upper(): parts.pop(name, "") for name in ("user", "password", "host", "port")}
    return {**ours, "NAME": parts.pop("dbname", ""), "CONN_MAX_AGE": 600, "OPTIONS": parts}


HERE = Path(__file__).resolve().parent
HOME = Path(read("TENTHHOUR_HOME") or "~/.local/share/tenthhour").expanduser().absolute()
CONTENT = Path(read("TENTHHOUR_CONTENT") or HOME / "content").expanduser()
CODE_VERSION = tenthhour.__version__
# The mark is written by `tenthhour demo` into a home of made-up people; nothing else switches the demo on.
DEMO = (HOME / "DEMO").is_file()
# Likewise `tenthhour try`: one person on this computer, in a folder that is deleted at the end.
TRIAL = PrivateTrial.read(HOME)

SECRET_KEY = read("TENTHHOUR_SECRET_KEY") or _kept_key(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = _listed(read("TENTHHOUR_HOSTS"), ["localhost", "127.0.0.1", "[::1]"])
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
    "tenthhour.apps.rehearsal",
    "tenthhour.apps.monday",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tenthhour.config.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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

DATABASES = {"default": _database(read("TENTHHOUR_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "org.User"
AUTHENTICATION_BACKENDS = ["tenthhour.apps.org.queries.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
