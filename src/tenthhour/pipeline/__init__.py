"""One month end to end, without Django; `replay` is a loop over it."""

from tenthhour.pipeline.decisions import Answer, Away, Crisis, Decisions, Hours, Rebase, Redefinition
from tenthhour.pipeline.month import BUDGET, run_month
from tenthhour.pipeline.remembered import Remembered, cache_folder
from tenthhour.pipeline.replay import COLUMNS, Row, line, replay
from tenthhour.pipeline.results import Budget, Engine, MeasureSummary, MonthResult

__all__ = [
    "BUDGET",
    "COLUMNS",
    "Answer",
    "Away",
    "Budget",
    "Crisis",
    "Decisions",
    "Engine",
    "Hours",
    "MeasureSummary",
    "MonthResult",
    "Rebase",
    "Redefinition",
    "Remembered",
    "Row",
    "cache_folder",
    "line",
    "replay",
    "run_month",
]
