"""What must fit between the people and the rest: dates, working time, ids that appear nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.data.blocks import Rows
from tenthhour.data.checks.report import FIRST, Report
from tenthhour.data.checks.rules import floats
from tenthhour.data.checks.typed import Typed


def check(parts: Mapping[str, list[Typed]], tables: Mapping[str, Rows], report: Report) -> None:
    """Clinicians, their exclusions, and who is missing from the list."""
    for part in parts.get("clinicians", []):
        _backwards(part, "started_on", "ended_on", report)
        _working_time(part, report)
    for part in parts.get("exclusions", []):
        _backwards(part, "from_date", "to_date", report)
    if "clinicians" in tables:
        _strangers(parts, tables["clinicians"], report)
        _peer_group(parts["clinicians"], tables["clinicians"], report)


def _backwards(part: Typed, start: str, end: str, report: Report) -> None:
    first, last = part.table.column(start), part.table.column(end)
    report.rows(
        part.raw,
        end,
        pc.indices_nonzero(pc.less(last, first)).to_pylist(),
        lambda i: f"{last[i].as_py()} is before {start} {first[i].as_py()}",
        "Correct one of the dates.",
    )


def _working_time(part: Typed, report: Report) -> None:
    fte = floats(part.table, "clinical_fte")
    report.rows(
        part.raw,
        "clinical_fte",
        np.flatnonzero((fte <= 0) | (fte > 2)).tolist(),
        lambda i: f"{fte[i]:g} is no share of a full post",
        "Write 1 for full time, 0.5 for half.",
    )


def _strangers(parts: Mapping[str, list[Typed]], clinicians: pa.Table, report: Report) -> None:
    known = clinicians.column("clinician_id").combine_chunks()
    for name, found in parts.items():
        if name == "clinicians":
            continue
        for part in found:
            ids = pc.unique(part.table.column("clinician_id")).drop_null()
            strange = ids.filter(pc.invert(pc.is_in(ids, known))).to_pylist()
            if strange:
                more = f" and {len(strange) - FIRST:,} more" if len(strange) > FIRST else ""
                report.say(
                    f"{part.raw.place}, column clinician_id",
                    f"not in the list of clinicians: {', '.join(strange[:FIRST])}{more}",
                    "Add them to clinicians; until then they have no peer group.",
                    blocking=False,
                )


def _peer_group(parts: list[Typed], clinicians: pa.Table, report: Report) -> None:
    groups = clinicians.column("peer_group")
    if groups.null_count == len(groups):
        report.say(
            f"{parts[0].raw.place}, column peer_group",
            "nobody has one",
            "Everyone in the file is taken as one peer group.",
            blocking=False,
        )
