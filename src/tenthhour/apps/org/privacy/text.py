"""Private text, and what opens an account as a second step: encrypted with a key that is not in the database."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps  # noqa: TID251 a new key is refused while any table holds private text
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast
from django.db.models.signals import post_migrate

from tenthhour.apps.org.privacy.keys import key_file, write_key
from tenthhour.core.errors import Refused

FILE = "content.key"
# Of what allauth keeps of a second step, the part with which anyone could make its codes.
SECRETS = {"totp": "secret", "recovery_codes": "seed"}
LOCKED = "gAAAA"  # how every text under Fernet begins; no secret does, they are written in A-Z2-7 or in hex


class PrivateText(models.TextField):
    """Text that a copy of the database does not give away. Empty stays empty; nothing can be searched.

    Fernet (AES-128-CBC under HMAC-SHA256): a changed letter is refused, never shown. Whoever holds the
    server with `content.key` can read it, and `org/_private_text.html` says so wherever it is written.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return locked(text) if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return unlocked(value) if value else value

    def get_lookup(self, lookup: str) -> Any:
        """None for every comparison: equal texts are stored differently, so none could ever match."""
        return super().get_lookup(lookup) if lookup == "isnull" else None


def locked(text: str) -> str:
    """The text as the database keeps it."""
    return _ring().encrypt(text.encode()).decode()


def unlocked(kept: str) -> str:
    """The text as its writer wrote it.

    Raises:
        Refused: The key is another one, or the row was changed by hand.

    """
    try:
        return _ring().decrypt(kept.encode()).decode()
    except InvalidToken as fault:
        raise Refused(
            f"A private note or a second step cannot be read: {settings.HOME / FILE} is not the key it was "
            "written with, or the row was changed. Put back the safe copy of the key."
        ) from fault


def rotate() -> int:
    """Make a new key, write every private text and second step anew under it, and forget the old one.

    Gives their number.

    A stop half-way loses nothing: both keys stay in the file until every text is written.
    """
    old = _keys()
    new = Fernet.generate_key()
    write_key(settings.HOME / FILE, b"\n".join([new, *old]), replace=True)
    count = 0
    for model, names in _private_columns().items():
        for row in _written(model, names):
            row.save(update_fields=names)
            count += 1
    count += _lock(_second_steps(), unlocked)
    write_key(settings.HOME / FILE, new, replace=True)
    return count


def lock_clear_steps(sender: Any, using: str, **_: Any) -> None:
    """After every migration: second steps that a former version kept in the clear are encrypted."""
    if sender.label == "mfa":
        _lock(_second_steps().using(using).exclude(_is_locked()), str)


def _second_steps() -> models.QuerySet[Any]:
    steps: models.Manager[Any] = apps.get_model("mfa", "Authenticator")._default_manager
    return steps.filter(type__in=SECRETS)


def _is_locked() -> models.Q:
    kinds = (models.Q(type=kind, **{f"data__{part}__startswith": LOCKED}) for kind, part in SECRETS.items())
    return reduce(or_, kinds)


def _lock(steps: models.QuerySet[Any], clear: Callable[[str], str]) -> int:
    """Encrypt the secrets of these; nobody uses one meanwhile, or a used code would count as unused again."""
    with transaction.atomic(using=steps.db):
        found = list(steps.select_for_update())
        for step in found:
            part = SECRETS[step.type]
            step.data[part] = locked(clear(step.data[part]))
            step.save(update_fields=["data"])
    return len(found)


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> list[bytes]:
    return key_file(FILE, make=Fernet.generate_key, in_use=_any_text).split()


def _any_text() -> bool:
    return _second_steps().filter(_is_locked()).exists() or any(
        _written(model, names).exists() for model, names in _private_columns().items()
    )


def _written(model: type[models.Model], names: list[str]) -> models.QuerySet[Any]:
    """The rows in which something stands, looked for in the column as it is kept."""
    kept = {f"kept_{name}": Cast(name, models.TextField()) for name in names}
    stands = [models.Q(**{f"kept_{name}__gt": ""}) for name in names]
    return model._base_manager.alias(**kept).filter(reduce(or_, stands))


def _private_columns() -> dict[type[models.Model], list[str]]:
    found = {m: [f.name for f in m._meta.fields if isinstance(f, PrivateText)] for m in apps.get_models()}
    return {model: names for model, names in found.items() if names}


post_migrate.connect(lock_clear_steps, dispatch_uid="tenthhour second steps")
