"""The stop card: typed words that are no longer an exercise end it at once. Rather too often than too seldom."""

from __future__ import annotations

import re
from typing import Final

from tenthhour.core.rehearsal.hearing.features import plain

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # oneself or the other
        r"\b(?:kill|hang|shoot|harm|hurt|cut) (?:myself|yourself|himself|herself|themselves)\b",
        r"\bsuicid\w*|\bself[- ]harm\w*|\boverdos\w+|\bend (?:my|your|his|her|it all|their own) life\b|\bend it all\b",
        r"\b(?:want|wish|going|ready|better off|rather be) (?:\w+ )?(?:to die|dead)\b|\bno (?:reason|point) (?:to|in) (?:live|living)\b",
        r"\b(?:can't|cannot|don't want to) (?:go on|live)(?: any ?more| any longer| like this)?\b(?! with (?:this|the) (?:list|number|schedule))",
        r"\b(?:he|she|husband|wife|partner|father|mother) (?:hits?|beats?|chokes?) (?:me|her|him|us)\b|\braped\b|\bdomestic (?:abuse|violence)\b",
        # harassment and discrimination
        r"\b(?:sexual(?:ly)?|racial(?:ly)?) (?:harass\w*|abus\w*|assault\w*)|\bgroped?\b|\btouched (?:me|her|him) (?:where|when|without)\b",
        r"\bbecause (?:you are|you're|she is|she's|he is|he's) (?:black|white|pregnant|a woman|jewish|muslim|foreign|gay|disabled|too old)\b",
        r"\bgo back to (?:your|where)\b.*\bcountry\b",
        # a real case
        r"\bmy (?:lawyer|solicitor|attorney)\b|\b(?:sue|suing|lawsuit|subpoena|deposition)\b|\breport(?:ed)? (?:to|by) the (?:police|medical board)\b",
        r"\b(?:drunk|drinking|on drugs|impaired) (?:at|on|during) (?:work|duty|call|the ward)\b",
    )
)


def must_stop(text: str) -> bool:
    """Whether a typed turn speaks of something a rehearsal must not go on over.

    >>> must_stop("I can't go on like this any more."), must_stop("Eighteen by July.")
    (True, False)
    """
    written = plain(text)
    return any(pattern.search(written) for pattern in _PATTERNS)
