"""The other person: what each turn does to her, what she then tells, how it ends.

    play(stage, record) replays a record from its first turn.

Order of a turn: acts, shape of typed text, clamp, scar caps, phase, gates,
ending, reply. Nothing here is random: every tie is settled by a hash of the
seed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tenthhour.core.rehearsal.acts import HARMFUL, breath_percent, diminishing_percent, moved, phase_percent
from tenthhour.core.rehearsal.coding import Heard, evades_stakes, heard, plan_counts, row_of
from tenthhour.core.rehearsal.palette import palette
from tenthhour.core.rehearsal.record import TURNS_IN, Record, Turn, draw
from tenthhour.core.rehearsal.replies import opening, reply
from tenthhour.core.rehearsal.scenario import ActUse, Gate, Outcome
from tenthhour.core.rehearsal.state import (
    Scar,
    Stage,
    State,
    capped,
    clamped,
    started,
    value,
    value_of_levels,
)


@dataclass(frozen=True)
class Effect:
    """What one act did: its row, and the change of V through the levels."""

    act: str
    row: str
    gain: int
    meaning: str = ""


@dataclass(frozen=True)
class Exchange:
    """One turn: the leader's words, her reply, and the state on both sides of it."""

    number: int
    said: Heard
    effects: tuple[Effect, ...]
    reply: str
    lines: tuple[str, ...]
    before: State
    after: State
    opened: str = ""
    kept_shut: str = ""

    @property
    def change(self) -> int:
        """Change in V over this turn."""
        return value(self.after) - value(self.before)


@dataclass(frozen=True)
class Rehearsal:
    """A record played: her first words, every exchange, and where it stands."""

    record: Record
    opening: str
    exchanges: tuple[Exchange, ...]
    state: State
    outcome: Outcome

    @property
    def is_over(self) -> bool:
        return bool(self.state.ended)


def play(stage: Stage, record: Record) -> Rehearsal:
    """Replay a record. Turns after the end of the talk are ignored.

    Raises:
        DataProblem: The record names a move the scenario does not have.

    """
    state, first = begin(stage, record.seed)
    exchanges: list[Exchange] = []
    for turn in record.turns:
        if state.ended:
            break
        exchange = step(stage, record, state, turn)
        exchanges.append(exchange)
        state = exchange.after
    return Rehearsal(record, first, tuple(exchanges), state, outcome(stage, state))


def begin(stage: Stage, seed: int) -> tuple[State, str]:
    """The state before the first turn, with its palette, and her first words."""
    state, words = opening(stage, seed, started(stage, seed))
    return replace(state, shown=(palette(stage, seed, state),)), words


def step(stage: Stage, record: Record, before: State, turn: Turn, offers: bool = True) -> Exchange:
    """One turn of the talk; without the next palette where only the reply is wanted."""
    said = heard(stage, before, turn)
    state, effects = _feel(stage, before, said)
    state = _remember(state, before, said)
    state = capped(_scarred(state, said))
    state = _in_phase(state)
    state, opened, kept_shut = _gates(stage, state)
    state = _ending(state, said, TURNS_IN[record.minutes])
    result = outcome(stage, state)
    state, lines, words = reply(stage, record.seed, state, said, result if state.ended else None)
    if offers and not state.ended:
        state = replace(state, shown=(*state.shown[-2:], palette(stage, record.seed, state)))
    return Exchange(before.turn + 1, said, effects, words, lines, before, state, opened, kept_shut)


def outcome(stage: Stage, state: State) -> Outcome:
    """The first outcome that holds; the last one always does."""
    outcomes = stage.scenario.outcomes
    return next((each for each in outcomes if each.when.holds(state)), outcomes[-1])


def _feel(stage: Stage, before: State, said: Heard) -> tuple[State, tuple[Effect, ...]]:
    state = before
    effects: list[Effect] = []
    for place, use in enumerate(said.acts):
        uses = sum(turn.count(use.act) for turn in (*before.acts[-6:], said.names[:place]))
        wear = (diminishing_percent(uses), breath_percent(place))
        state, effect = _one_act(stage, state, use, row_of(stage, state, use), wear)
        effects.append(effect)
    if evades_stakes(before, said):
        state, effect = _one_act(stage, state, ActUse("evade_stakes"), "evade_stakes", ())
        effects.append(effect)
    levels = _shaped(state.levels, said) if said.is_typed else state.levels
    return replace(state, levels=clamped(levels)), tuple(effects)


def _one_act(
    stage: Stage, state: State, use: ActUse, row: str, wear: tuple[int, ...]
) -> tuple[State, Effect]:
    sensitivity = stage.scenario.persona.sensitivities.get(row, 100)
    benefit = (*wear, phase_percent(use.act, state.phase))
    levels = moved(state.levels, row, sensitivity, benefit)
    effect = Effect(use.act, row, value_of_levels(levels) - value_of_levels(state.levels), use.meaning)
    grounded = row in ("reflect_content", "reflect_feeling", "reflect_value")
    is_used = row.startswith("reflect_") and row != "reflect_nothing"
    state = replace(
        state,
        levels=levels,
        grounded=state.grounded + grounded,
        felt=state.felt + (grounded and row != "reflect_content"),
        used=(*state.used, use.meaning) if is_used else state.used,
        flags=state.flags | _flags(state, use, row),
    )
    return state, effect


def _flags(state: State, use: ActUse, row: str) -> set[str]:
    flags: set[str] = set()
    if use.act == "state_gap":
        flags.add("gap_hinted" if use.gap == "hinted" else "gap_stated")
    if use.act == "disclose":
        flags.add("stakes_disclosed")
    if use.act == "threaten":
        flags.add("threatened")
    if row == "plan" and plan_counts(state):
        owners = {"both": ("leader", "clinician")}.get(use.owner, (use.owner,) if use.owner else ())
        flags.update(f"owner_{owner}" for owner in owners)
        flags.update(("date",) if use.date else ())
    return flags


def _shaped(levels: tuple[int, ...], said: Heard) -> tuple[int, ...]:
    trust, heard_, autonomy, hope, energy, defence, threat = levels
    if len(said.text.split()) > 90:
        heard_, energy = heard_ - 3, energy - 4
    if said.text.count("?") > 2:
        autonomy -= 2
    return trust, heard_, autonomy, hope, energy, defence, threat


def _remember(state: State, before: State, said: Heard) -> State:
    asked = "asked_for_stakes" in before.flags
    settled = "disclose" in said.names or evades_stakes(before, said)
    return replace(
        state,
        turn=before.turn + 1,
        topic=said.about or before.topic,
        acts=(*before.acts, said.names),
        said=(*before.said, said.move) if said.move else before.said,
        ladder=before.ladder + 1 if said.is_off_topic else 0,
        flags=state.flags - {"asked_for_stakes"} if asked and settled else state.flags,
    )


def _scarred(state: State, said: Heard) -> State:
    scars = [_healing(scar, state, said) for scar in state.scars]
    scars += [Scar(act, state.turn) for act in said.names if act in HARMFUL]
    return replace(state, scars=tuple(scars))


def _healing(scar: Scar, state: State, said: Heard) -> Scar:
    if "repair" in said.names and scar.repaired < 0:
        scar = replace(scar, repaired=state.turn)
    threats = sum(1 for other in state.scars if other.kind == "threaten")
    if scar.repaired < 0 or (scar.kind == "threaten" and threats > 1):
        return scar
    is_calm = not any(HARMFUL.intersection(acts) for acts in state.acts[-3:])
    is_time = state.turn >= scar.repaired + 2
    return replace(scar, healed=scar.healed or (is_calm and is_time))


def _in_phase(state: State) -> State:
    phase, flags = state.phase, state.flags
    if phase == "relationship" and state.level("heard") >= 25:
        phase = "reactions"
    if phase == "reactions" and "gap_stated" in flags:
        phase = "content"
    if phase == "content" and state.level("heard") >= 45:
        phase = "coaching"
    if phase == "coaching" and {"owner_leader", "owner_clinician", "date"} <= flags:
        phase = "close"
    return replace(state, phase=phase)


def _gates(stage: Stage, state: State) -> tuple[State, str, str]:
    gate = next((each for each in stage.gates if _may_open(each, state)), None)
    if gate is None:
        return state, "", ""
    if any(set(gate.closes_on).intersection(acts) for acts in state.acts[-3:]):
        return state, "", gate.id
    opened = replace(state, opened=state.opened | {gate.id}, layer=max(state.layer, gate.layer))
    return opened, gate.id, ""


def _may_open(gate: Gate, state: State) -> bool:
    return gate.id not in state.opened and gate.requires.holds(state)


def _ending(state: State, said: Heard, limit: int) -> State:
    had_enough = state.level("defence") >= 90 or state.level("energy") <= 5 or state.level("trust") <= 10
    if had_enough and "threatened" not in state.flags:
        return replace(state, ended="other", flags=state.flags | {"ended_by_other"})
    if said.ends:
        return replace(state, ended="leader")
    return replace(state, ended="time") if state.turn >= limit else state


def new_seed(*parts: object) -> int:
    """A seed of ordinary size from anything, for callers that have no number at hand."""
    return draw("seed", *parts) % 1_000_000
