"""Storing what a month says and what is decided about it, taking an import back, a clinician's own words."""

from tenthhour.apps.measurement.actions.comments import say
from tenthhour.apps.measurement.actions.decisions import Answered, answer, confirm_level
from tenthhour.apps.measurement.actions.imports import complete, keep_upload, undo
from tenthhour.apps.measurement.actions.months import (
    Drawings,
    Drawn,
    Files,
    SaidMonth,
    shared_by,
    store_month,
)

__all__ = [
    "Answered",
    "Drawings",
    "Drawn",
    "Files",
    "SaidMonth",
    "answer",
    "complete",
    "confirm_level",
    "keep_upload",
    "say",
    "shared_by",
    "store_month",
    "undo",
]
