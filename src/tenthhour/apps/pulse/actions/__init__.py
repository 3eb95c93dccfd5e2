"""A wave from its draft to its bands, and the slips and answers in between."""

from tenthhour.apps.pulse.actions.answers import NOT_VALID, TOO_MANY, answer, take_slip
from tenthhour.apps.pulse.actions.waves import freeze, start, void

__all__ = ["NOT_VALID", "TOO_MANY", "answer", "freeze", "start", "take_slip", "void"]
