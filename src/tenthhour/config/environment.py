"""The environment variables of a site: what each is for, and what holds without it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


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
        "TENTHHOUR_ENGINE",
        "Where rows are counted: duckdb, spark://local[2], or the address of a Spark cluster.",
        "duckdb, inside this process",
    ),
    Setting(
        "TENTHHOUR_ENGINE_MEMORY",
        "Memory for counting, such as 2GB; what does not fit is written to the temporary folder.",
        "four fifths of the machine's",
    ),
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
    Setting(
        "TENTHHOUR_CHECKPOINTS",
        "Folder outside this machine, such as a share another person keeps, for checkpoints of the record.",
        "checkpoints.txt lies in TENTHHOUR_HOME, where it proves less",
    ),
    Setting(
        "TENTHHOUR_CHECKPOINTS_TO",
        "Mail address of a second person who is sent each checkpoint (needs TENTHHOUR_MAIL).",
        "nobody is",
    ),
    Setting("TENTHHOUR_SECRET_KEY", "Key that signs sessions.", "made once, in TENTHHOUR_HOME", secret=True),
    Setting("TENTHHOUR_IDLE_MINUTES", "Minutes without a click after which a person is signed out.", "30"),
    Setting("TENTHHOUR_SESSION_HOURS", "Hours after which a person is signed out in any case.", "12"),
    Setting(
        "TENTHHOUR_MAIL",
        "Mail server for new sign-in links, reminders and checkpoints, as host:port. With it the site connects to that server.",
        "no mail: the administrator makes a new link",
    ),
    Setting("TENTHHOUR_MAIL_FROM", "Address the mails come from.", "tenthhour at the mail server"),
    Setting("TENTHHOUR_MAIL_USER", "Name of this site at the mail server.", "none"),
    Setting("TENTHHOUR_MAIL_PASSWORD", "Password of this site at the mail server.", "none", secret=True),
    Setting(
        "TENTHHOUR_OIDC_URL",
        "Address of the organisation's OpenID Connect provider. With it the site connects to that provider "
        "whenever somebody signs in through it.",
        "nobody signs in through another system",
    ),
    Setting("TENTHHOUR_OIDC_CLIENT", "Name under which the provider knows this site.", "tenthhour"),
    Setting("TENTHHOUR_OIDC_SECRET", "Password of this site at the provider.", "none", secret=True),
    Setting("TENTHHOUR_OIDC_NAME", "What the sign-in button calls the organisation.", "your organisation"),
    Setting(
        "TENTHHOUR_OIDC_DOMAINS",
        "Mail domains, with commas, whose confirmed addresses lead to the account with that address.",
        "no address leads to an account",
    ),
    Setting(
        "TENTHHOUR_OIDC_CLAIM",
        "Name of the field the provider sends with a person's id in the site's files, such as employee_number; "
        "it leads to that person's account and makes one for a person who has none.",
        "no field leads to a person",
    ),
)


def read(name: str) -> str | None:
    """The value of a declared setting, or of the file its `_FILE` variant names."""
    setting = next(s for s in SETTINGS if s.name == name)
    file = os.environ.get(f"{name}_FILE")
    if setting.secret and file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or None


def listed(written: str | None, otherwise: list[str]) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()] if written else otherwise


def kept_key(file: Path) -> str:
    # A key of the moment serves what only looks; what serves or signs keeps one, or a restart signs everyone out.
    return file.read_text(encoding="utf-8").strip() if file.is_file() else secrets.token_urlsafe(48)
