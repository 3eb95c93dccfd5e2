"""The five tables: every column, its type, and whether it must be there. The one place that says so.

A table is recognised by its headers; files and sheets may have any name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "month", "date", "number", "integer"]


@dataclass(frozen=True)
class Column:
    """A column of a canonical table."""

    name: str
    type: Type
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A canonical table; `key` identifies a row; `open` ones carry a measure's own columns too."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    open: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.required)

    def column(self, name: str) -> Column | None:
        """The declared column, or None for a measure's own column of an open table."""
        return next((c for c in self.columns if c.name == name), None)


CLINICIANS = Table(
    "clinicians",
    (
        Column("clinician_id", "text", required=True),
        Column("name", "text"),
        Column("peer_group", "text"),
        Column("team", "text"),
        Column("leader_id", "text"),
        Column("clinical_fte", "number"),
        Column("started_on", "date"),
        Column("ended_on", "date"),
    ),
    key=("clinician_id",),
)
RESULTS = Table(
    "results",
    (
        Column("clinician_id", "text", required=True),
        Column("measure_id", "text", required=True),
        Column("month", "month", required=True),
        Column("numerator", "number"),
        Column("denominator", "number"),
        Column("mean", "number"),
        Column("sd", "number"),
        Column("n", "number"),
    ),
    key=("clinician_id", "measure_id", "month"),
)
ENCOUNTERS = Table(
    "encounters",
    (
        Column("clinician_id", "text", required=True),
        Column("encounter_date", "date", required=True),
    ),
    open=True,
)
RESPONSES = Table(
    "responses",
    (
        Column("clinician_id", "text", required=True),
        Column("response_date", "date", required=True),
    ),
    open=True,
)
EXCLUSIONS = Table(
    "exclusions",
    (
        Column("clinician_id", "text", required=True),
        Column("from_date", "date", required=True),
        Column("to_date", "date", required=True),
    ),
)

TABLES = (CLINICIANS, RESULTS, ENCOUNTERS, RESPONSES, EXCLUSIONS)
