"""Boxes that one key opens: X25519, HKDF and AES-256-GCM, the key a file outside the database.

Everybody's box has the same size, so that what is inside does not show in its length.
"""

from __future__ import annotations

import json
import secrets
import uuid
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from tenthhour.apps.org.privacy.keys import write_key
from tenthhour.core.pulse.wave import Sent

SIZE = 4096
KEY, NONCE = 32, 12


def key_file(wave_id: uuid.UUID) -> Path:
    """Where the key of a wave lies until the wave ends."""
    return Path(settings.HOME) / f"pulse-{wave_id}.key"


def make_key(wave_id: uuid.UUID) -> str:
    """A new key in its file; gives the half with which boxes are closed, in hex."""
    private = X25519PrivateKey.generate()
    write_key(key_file(wave_id), private.private_bytes_raw(), replace=True)
    return private.public_key().public_bytes_raw().hex()


def seal(sent: Sent, *, public_key: str, wave_id: uuid.UUID) -> bytes:
    """A box nobody opens without the key of the wave, not even whoever closed it."""
    ours = X25519PrivateKey.generate()
    shared = ours.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public_key)))
    nonce = secrets.token_bytes(NONCE)
    inside = json.dumps({"group": sent.group, "answers": sent.answers}).encode().ljust(SIZE)
    closed = AESGCM(_derived(shared)).encrypt(nonce, inside, wave_id.bytes)
    return ours.public_key().public_bytes_raw() + nonce + closed


def unseal(box: bytes, *, private: X25519PrivateKey, wave_id: uuid.UUID) -> Sent:
    """What is in a box.

    Raises:
        InvalidTag: It was closed for another wave, or changed since.

    """
    theirs, nonce, closed = box[:KEY], box[KEY : KEY + NONCE], box[KEY + NONCE :]
    shared = private.exchange(X25519PublicKey.from_public_bytes(theirs))
    inside = json.loads(AESGCM(_derived(shared)).decrypt(nonce, closed, wave_id.bytes))
    return Sent(inside["group"], tuple(inside["answers"]))


def read_key(wave_id: uuid.UUID) -> X25519PrivateKey | None:
    """The key of a wave; None where its file is lost."""
    file = key_file(wave_id)
    return X25519PrivateKey.from_private_bytes(file.read_bytes()) if file.exists() else None


def _derived(shared: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tenthhour pulse").derive(shared)
