"""Slip: ten characters that let somebody answer once, and say nothing of who they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

# 32 signs, five bits each, without those one takes for another: fifty bits in all.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def make(below: Callable[[int], int]) -> str:
    """A new slip; `below` gives a secret number under another.

    >>> make(lambda n: n - 1)
    'ZZZZZZZZZZ'
    """
    return "".join(SIGNS[below(len(SIGNS))] for _ in range(LENGTH))


def shown(slip: str) -> str:
    """In two halves, as one copies it by hand.

    >>> shown("7KQ2M9XWTA")
    '7KQ2M-9XWTA'
    """
    return f"{slip[:5]}-{slip[5:]}"


def digest(typed: str) -> str:
    """What is kept of a slip, however it was typed.

    >>> digest("7kq2m 9xwta") == digest("7KQ2M-9XWTA")
    True
    >>> digest("OIL00-00000") == digest("0110000000")
    True
    """
    return hashlib.sha256(typed.strip().upper().translate(_MEANT).encode()).hexdigest()
