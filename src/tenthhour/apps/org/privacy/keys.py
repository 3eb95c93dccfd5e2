"""Key files of a site: beside the database, never in it, readable by the owner alone."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from tenthhour.core.errors import Refused


def key_file(name: str, *, make: Callable[[], bytes], in_use: Callable[[], bool]) -> bytes:
    """What a key file holds; made the first time it is asked for and never again.

    Args:
        name: Such as `audit.key`.
        make: A new key.
        in_use: Whether something in the database already needs the key that is missing.

    Raises:
        Refused: The file is lost although it is needed, or others may read it.

    """
    file = Path(settings.HOME) / name
    if not file.exists():
        if in_use():
            raise Refused(
                f"{file}: this key is missing, and what it sealed needs it. Put back its safe copy."
            )
        write_key(file, make(), replace=False)
    if file.stat().st_mode & 0o077:
        raise Refused(f"{file}: others may read this key. Set it right: chmod 400 {file}")
    return file.read_bytes()


def write_key(file: Path, content: bytes, *, replace: bool) -> None:
    """Write a key whole or not at all; without `replace` the first of two writers wins."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    if replace:
        part.replace(file)
        return
    with contextlib.suppress(FileExistsError):
        os.link(part, file)
    part.unlink()


def keep_session_key() -> None:
    """Make the key that signs sessions and links with the first start, unless the site gives one.

    Until then settings hold one of the moment, with which a restart would sign everyone out and a link
    printed by one command would not open at the server.
    """
    if not settings.SECRET_KEY_IS_GIVEN:
        made = key_file("secret.key", make=lambda: secrets.token_urlsafe(48).encode(), in_use=lambda: False)
        settings.SECRET_KEY = made.decode().strip()
