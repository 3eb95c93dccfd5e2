"""A text only a passphrase opens: scrypt (N = 2^15) for the key, AES-256-GCM for the text. A lost passphrase is final."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tenthhour.core.errors import DataProblem, Refused

KIND: Final = "tenthhour.sealed/1"
_COST: Final = 2**15


def seal(text: str, passphrase: str) -> str:
    """The sealed text as one line of JSON."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    closed = AESGCM(_key(passphrase, salt)).encrypt(nonce, text.encode(), KIND.encode())
    values = {"kind": KIND, "salt": _written(salt), "nonce": _written(nonce), "text": _written(closed)}
    return json.dumps(values, sort_keys=True) + "\n"


def is_sealed(text: str) -> bool:
    """Whether a file's text was written by `seal`."""
    return f'"{KIND}"' in text[:200]


def unseal(text: str, passphrase: str) -> str:
    """The text again.

    Raises:
        DataProblem: The file was changed or is not whole.
        Refused: The passphrase is another one, or the file was tampered with.

    """
    try:
        values = json.loads(text)
        salt, nonce, closed = (base64.b64decode(values[n], validate=True) for n in ("salt", "nonce", "text"))
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, closed, KIND.encode()).decode()
    except InvalidTag as error:
        raise Refused("This passphrase does not open the file, or the file was changed.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataProblem("This sealed file is not whole. Take another copy of it.") from error


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())


def _written(value: bytes) -> str:
    return base64.b64encode(value).decode()
