"""What would have to change? Each lever alone, then those that can be added up.

The sizes are those found elsewhere; each can be replaced by what the site expects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tenthhour.core.support.workload.hours import check
from tenthhour.core.support.workload.inputs import Grade, Input, Inputs, Spread

_SCHEDULED_HOURS = 24.0  # taken when no booking template is given, and said so in the line


@dataclass(frozen=True)
class LeverSizes:
    """How much each lever moves; shares from 0 to 1, minutes, hours."""

    note_time_saved: float = 0.21
    notes_share_of_around: float = 0.44
    scribe_minutes_per_8_hours: float = 13.0
    inbox_rerouted: float = 0.20
    panel_cut: float = 0.10
    longer_slot_minutes: float = 5.0


@dataclass(frozen=True)
class Lever:
    """One thing that could change: what it does to the week on likely figures, and what that rests on.

    `hours` is the change a week at the three columns (less is below 0); `total` the week after it.
    """

    id: str
    label: str
    hours: Spread
    total: Spread
    encounters: float
    evidence: str
    grade: Grade


def levers(inputs: Inputs, sizes: LeverSizes | None = None) -> tuple[Lever, ...]:
    """Each lever alone, longest-known first; then documentation, inbox and panel together.

    The scribe is left out of the sum: it works on the same minutes as team documentation.
    """
    size = sizes or LeverSizes()
    alone = (
        _lever("documentation", inputs, _with_documentation(inputs, size), size),
        _scribe(inputs, size),
        _lever("inbox", inputs, _with_inbox(inputs, size), size),
        _lever("panel", inputs, _with_panel(inputs, size), size),
    )
    together = _with_panel(_with_inbox(_with_documentation(inputs, size), size), size)
    slots = (_slots(inputs, size),) if inputs.template else ()
    return (*alone, _lever("together", inputs, together, size), *slots)


def _lever(id: str, before: Inputs, after: Inputs, size: LeverSizes) -> Lever:
    old, new = check(before).total, check(after).total
    label, evidence, grade = _words(size)[id]
    change = new.plus(old.scaled(-1))
    return Lever(id, label, change, new, after.encounters.value.likely, evidence, grade)


def _scribe(inputs: Inputs, size: LeverSizes) -> Lever:
    hours = inputs.template.scheduled_hours if inputs.template else _SCHEDULED_HOURS
    saved = -size.scribe_minutes_per_8_hours * hours / 8 / 60
    change = Spread(saved, saved, saved)
    label, evidence, grade = _words(size)["scribe"]
    label = f"{label}, at {hours:g} scheduled hours"
    total = check(inputs).total.plus(change)
    return Lever("scribe", label, change, total, inputs.encounters.value.likely, evidence, grade)


def _slots(inputs: Inputs, size: LeverSizes) -> Lever:
    """Longer slots save hours by giving visits up, so the line says how many."""
    lever = _lever("slots", inputs, _with_longer_slots(inputs, size), size)
    before = inputs.encounters.value.likely
    return replace(lever, label=f"{lever.label}: {lever.encounters:.0f} encounters a week, not {before:.0f}")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _scaled(line: Input, factor: float) -> Input:
    return replace(line, value=line.value.scaled(factor))


def _with_documentation(inputs: Inputs, size: LeverSizes) -> Inputs:
    kept = 1 - size.note_time_saved * size.notes_share_of_around
    return replace(inputs, around=_scaled(inputs.around, kept))


def _with_inbox(inputs: Inputs, size: LeverSizes) -> Inputs:
    return replace(inputs, inbox=_scaled(inputs.inbox, 1 - size.inbox_rerouted))


def _with_panel(inputs: Inputs, size: LeverSizes) -> Inputs:
    kept = 1 - size.panel_cut
    return replace(inputs, panel_ratio=inputs.panel_ratio * kept, encounters=_scaled(inputs.encounters, kept))


def _with_longer_slots(inputs: Inputs, size: LeverSizes) -> Inputs:
    """Visit and slot grow by the same minutes; the same hours then hold fewer encounters."""
    template = inputs.template
    assert template is not None  # noqa: S101 -- only called with one
    more = size.longer_slot_minutes
    longer = replace(template, slot_minutes=template.slot_minutes + more)
    encounters = longer.slots * (1 - template.no_show)
    asked = inputs.encounters.value
    value = inputs.with_patient.value.plus(Spread(more, more, more))
    return replace(
        inputs,
        template=longer,
        with_patient=replace(inputs.with_patient, value=value),
        encounters=replace(inputs.encounters, value=asked.scaled(min(1.0, encounters / asked.likely))),
    )


def _words(size: LeverSizes) -> dict[str, tuple[str, str, Grade]]:
    return {
        "documentation": (
            "Others write at least 40 % of the note text",
            f"Note time fell {_percent(size.note_time_saved)} where others wrote 40 % or more, and not at all below that "
            f"(Apathy 2024). Notes as {_percent(size.notes_share_of_around)} of the time around a visit is our reading of "
            "Arndt 2017",
            "R2",
        ),
        "scribe": (
            "Software that drafts the note",
            f"{size.scribe_minutes_per_8_hours:g} minutes less in the record per 8 scheduled hours; no fall after "
            "hours; half an encounter more a week (JAMA 2026)",
            "R2",
        ),
        "inbox": (
            f"{_percent(size.inbox_rerouted)} of the inbox goes to others or stops",
            "114 of 243 weekly messages were made by the system (Tai-Seale 2019). The share that can move is a guess",
            "D",
        ),
        "panel": (
            f"Panel and ask {_percent(size.panel_cut)} smaller",
            "Messages rise with the number of patients (Margolius 2020)",
            "R",
        ),
        "together": (
            "Documentation help, inbox help and smaller panel together",
            "Computed from the three lines; the drafting software works on the same minutes and is left out",
            "C",
        ),
        "slots": (
            f"Slots {size.longer_slot_minutes:g} minutes longer",
            "Computed: the visit grows with the slot, and the same scheduled hours hold fewer visits",
            "C",
        ),
    }
