"""What is missing, as it may be told to each role."""

from __future__ import annotations

from tenthhour.core.support import pathway
from tenthhour.core.support.pathway import Missing, Role

# A private report of the clinician's is named to those who can act on it, never to the leader (guard G8).
_MAY_KNOW: frozenset[Role] = frozenset({"supervisor", "reviewer", "clinician"})


def sentences(against: tuple[Missing, ...], mine: frozenset[Role]) -> tuple[str, ...]:
    """Each thing that is missing and, in brackets, who can supply it."""
    found = []
    for m in against:
        text = m.sentence if m.guard != "G8" or mine & _MAY_KNOW else pathway.SECOND_APPROVER
        found.append(f"{text} ({m.who[0].upper()}{m.who[1:]}.)")
    return tuple(dict.fromkeys(found))
