"""Leader bots: simple ways to lead a talk, to find out where a scenario ends with each.

They choose among the moves on offer, as a leader does. A good way must reach
a good end and a bad one must not, or the scenario teaches the wrong thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tenthhour.core.rehearsal.acts import HARMFUL
from tenthhour.core.rehearsal.coding import plan_counts, row_of
from tenthhour.core.rehearsal.linter.stuffer import keyword_stuffer
from tenthhour.core.rehearsal.partner import Rehearsal, begin, outcome, step
from tenthhour.core.rehearsal.record import WAIT, Record, Turn, draw
from tenthhour.core.rehearsal.scenario import Move
from tenthhour.core.rehearsal.state import Stage, State


@dataclass(frozen=True)
class Seat:
    """What a bot sees when it is its turn."""

    stage: Stage
    seed: int
    state: State

    @property
    def offered(self) -> tuple[Move, ...]:
        return tuple(self.stage.moves[id_] for id_ in self.state.palette)

    @property
    def turn(self) -> int:
        return self.state.turn + 1

    def first(self, *wanted: Callable[[Move], bool]) -> Turn:
        """The first move on offer that any of the wishes fits, in the order of the wishes."""
        for wish in wanted:
            for move in self.offered:
                if wish(move):
                    return Turn(move=move.id)
        return Turn(move=WAIT)

    def at_random(self, *parts: object) -> Turn:
        choices = self.state.palette or (WAIT,)
        return Turn(move=choices[draw(self.seed, "bot", self.turn, *parts) % len(choices)])


Bot = Callable[[Seat], Turn]


def act(*names: str) -> Callable[[Move], bool]:
    """A wish for a move whose first act is one of these, and that is neither harmful nor evasive."""
    return lambda move: move.main_act in names and not move.is_poor and not move.ends


def _harm(*names: str) -> Callable[[Move], bool]:
    return lambda move: any(use.act in names for use in move.acts)


def _any(move: Move) -> bool:
    return True


def _good(move: Move) -> bool:
    return not move.is_poor and not move.ends


def _ends(move: Move) -> bool:
    return move.ends and not move.evasive


def _owned_by_missing(state: State) -> Callable[[Move], bool]:
    def adds(move: Move) -> bool:
        owners = {use.owner for use in move.acts if use.act == "plan"}
        missing = {o for o in ("leader", "clinician") if f"owner_{o}" not in state.flags}
        return bool(owners & missing) or ("both" in owners and bool(missing))

    return adds


def listener(seat: Seat) -> Turn:
    """Listens, names the gap when she has been heard, tells the stakes, agrees one step each."""
    return seat.first(*_needed(seat, gap_from=40), *_listening(seat))


def r2c2(seat: Seat) -> Turn:
    """Relationship, reactions, content, coaching, in that order."""
    opening = [act("greet_frame", "own_share", "affirm")] if seat.turn <= 2 else []
    return seat.first(*opening, *_needed(seat, gap_from=35), act("ask_permission"), *_listening(seat))


def patient(seat: Seat) -> Turn:
    """A listener who stays silent once after everything she tells."""
    just_told = seat.state.told_at == seat.state.turn and seat.turn > 1
    return Turn(move=WAIT) if just_told else listener(seat)


def gap_first(seat: Seat) -> Turn:
    """The number at once, then listening."""
    return seat.first(act("state_gap"), *_needed(seat, gap_from=0), *_listening(seat))


def _needed(seat: Seat, gap_from: int) -> list[Callable[[Move], bool]]:
    """What is due now: amends, stakes, plan, gap, goodbye."""
    state = seat.state
    due: list[Callable[[Move], bool]] = []
    if state.open_scars:
        due.append(act("repair"))
    complete = {"owner_leader", "owner_clinician", "date", "stakes_disclosed"} <= state.flags
    if complete and state.layer >= 3 and state.level("threat") <= 40:
        due.append(_ends)
    if "gap_stated" in state.flags or "asked_for_stakes" in state.flags:
        due.append(act("disclose"))
    if plan_counts(state) and state.layer >= 3:
        due.append(_owned_by_missing(state))
    if state.level("heard") >= gap_from and (state.layer >= 1 or gap_from == 0):
        due.append(act("state_gap"))
    return due


def _listening(seat: Seat) -> list[Callable[[Move], bool]]:
    state, rows = seat.state, {}
    for move in seat.offered:
        rows[move.id] = row_of(seat.stage, state, move.acts[0])
    deep = [
        lambda m, r=row: rows[m.id] == r for row in ("reflect_value", "reflect_feeling", "reflect_content")
    ]
    ask = [act("ask_open"), act("honour_choice", "ask_permission")]
    first = [act("greet_frame")] if seat.turn == 1 else []
    asks_now = "ask_open" not in (state.acts_now if state.layer == 0 else state.acts_recent)
    order = [*ask, *deep] if asks_now and seat.turn > 1 else [*deep, *ask]
    return [*first, *order, act("summarise", "own_share", "affirm"), _good]


def ultimatum(at: int) -> Bot:
    """Listens, but uses July as a lever from a given turn on, whenever it can."""

    def bot(seat: Seat) -> Turn:
        if seat.turn >= at and "threatened" not in seat.state.flags:
            return _unoffered(seat, "threaten")
        if seat.turn < at:
            return seat.first(*_needed(seat, gap_from=40)[-1:], *_listening(seat))
        return listener_without_repair(seat)

    return bot


def listener_without_repair(seat: Seat) -> Turn:
    """A listener who takes nothing back."""
    return seat.first(*(_but("repair", wish) for wish in _listening(seat)), _but("repair", _any))


def _but(name: str, wish: Callable[[Move], bool]) -> Callable[[Move], bool]:
    return lambda move: wish(move) and move.main_act != name


def one_threat_repaired(seat: Seat) -> Turn:
    """A threat at turn 5, taken back at turn 6, and listening before and after."""
    if seat.turn == 5:
        return _unoffered(seat, "threaten")
    return listener(seat)


def _unoffered(seat: Seat, name: str) -> Turn:
    """A move of this kind, fitting now, whether or not it is on offer."""
    kind = [m.id for m in seat.stage.scenario.moves if _harm(name)(m) and m.when.holds(seat.state)]
    return Turn(move=kind[draw(seat.seed, name) % len(kind)])


def over_nice(seat: Seat) -> Turn:
    """Praise and warmth; the gap is never named."""
    kind = act("affirm", "greet_frame", "honour_choice", "own_share")
    return seat.first(lambda m: m.evasive and not m.ends, kind, act("ask_open", "reflect", "summarise"))


def hider(seat: Seat) -> Turn:
    """Does everything well except telling what is known about July."""
    state = seat.state
    wishes = (*_needed(seat, gap_from=40), *_listening(seat))
    safe = [_but("disclose", wish) for wish in wishes]
    done = state.layer >= 3 and {"owner_leader", "owner_clinician", "date"} <= state.flags
    return seat.first(*([_ends] if done else []), *safe)


def discloser(seat: Seat) -> Turn:
    """Tells the stakes as soon as the gap stands; otherwise a listener."""
    early = [act("disclose")] if seat.state.level("heard") >= 35 else []
    return seat.first(*early, *_needed(seat, gap_from=35), *_listening(seat))


def echo(seat: Seat) -> Turn:
    """Only gives back: reflections and summaries, whatever happens."""
    return seat.first(act("reflect"), act("summarise"))


def only(*names: str) -> Bot:
    """A leader with one kind of sentence."""
    return lambda seat: seat.first(_harm(*names), lambda m: m.about == seat.state.topic and not m.ends, _any)


def at_random(seat: Seat) -> Turn:
    """Any move on offer."""
    return seat.at_random()


def mixed(percent: int) -> Bot:
    """A listener, with this share of turns at random."""

    def bot(seat: Seat) -> Turn:
        is_slip = draw(seat.seed, "slip", seat.turn) % 100 < percent
        return seat.at_random("slip") if is_slip else listener(seat)

    return bot


def advice_then_repair(seat: Seat) -> Turn:
    """Unasked advice, then blame, then amends, then listening."""
    scripted = {2: "advise_without", 4: "blame"}.get(seat.turn)
    return _unoffered(seat, scripted) if scripted else listener(seat)


def by_place(pick: Callable[[Sequence[Move]], Move]) -> Bot:
    """Always the first, last, longest or shortest move: must not pay."""
    return lambda seat: Turn(move=pick(seat.offered).id) if seat.offered else Turn(move=WAIT)


def _length(move: Move) -> tuple[int, str]:
    return len(move.text), move.id


BOTS: Final[Mapping[str, Bot]] = MappingProxyType(
    {
        "listener": listener,
        "r2c2": r2c2,
        "discloser": discloser,
        "patient": patient,
        "gap_first": gap_first,
        "mixed_10": mixed(10),
        "mixed_20": mixed(20),
        "advice_then_repair": advice_then_repair,
        "one_threat_repaired": one_threat_repaired,
        "ultimatum_at_3": ultimatum(3),
        "ultimatum_at_11": ultimatum(11),
        "hider": hider,
        "over_nice": over_nice,
        "echo": echo,
        "keyword_stuffer": keyword_stuffer,
        "informer": only("inform"),
        "interrogator": only("ask_closed", "ask_leading"),
        "adviser": only("advise_without"),
        "random": at_random,
        "always_first": by_place(lambda moves: moves[0]),
        "always_last": by_place(lambda moves: moves[-1]),
        "always_longest": by_place(lambda moves: max(moves, key=_length)),
        "always_shortest": by_place(lambda moves: min(moves, key=_length)),
    }
)
GOOD: Final = ("listener", "r2c2", "discloser")
BAD: Final = ("ultimatum_at_3", "over_nice", "informer", "interrogator", "adviser", "random")


def run(stage: Stage, bot: Bot, seed: int, minutes: int = 20) -> Rehearsal:
    """A whole rehearsal led by a bot."""
    scenario = stage.scenario
    record = Record(scenario.id, scenario.sha256, seed, minutes)
    state, first = begin(stage, seed)
    exchanges = []
    while not state.ended:
        turn = bot(Seat(stage, seed, state))
        exchanges.append(step(stage, record, state, turn))
        record, state = record.then(turn), exchanges[-1].after
    return Rehearsal(record, first, tuple(exchanges), state, outcome(stage, state))


def harmed(rehearsal: Rehearsal) -> bool:
    """Whether any turn was harmful."""
    return any(HARMFUL.intersection(each.said.names) for each in rehearsal.exchanges)
