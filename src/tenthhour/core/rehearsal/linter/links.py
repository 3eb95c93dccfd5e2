"""Do the ids of a scenario fit together? Rules S02 and S06."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenthhour.core.errors import Problem
from tenthhour.core.rehearsal.acts import ACTS, LEVELS, ROWS
from tenthhour.core.rehearsal.condition import All, Any, Condition, Not, Said, Told, TopicIs
from tenthhour.core.rehearsal.record import WAIT
from tenthhour.core.rehearsal.scenario import Scenario


def link_faults(scenario: Scenario) -> Iterator[Problem]:
    """References to topics, meanings, facts, moves, lines, outcomes that are not there."""
    for place, kind, ids in _references(scenario):
        known = _known(scenario)[kind]
        for id_ in ids:
            if id_ not in known:
                yield Problem(
                    f"{scenario.id}.yaml, {place}",
                    f'there is no {kind} "{id_}"',
                    f"Add it under {kind}s or correct the name.",
                )
    yield from _twice(scenario)
    yield from _variants(scenario)
    yield from _untraced(scenario)


def _known(scenario: Scenario) -> dict[str, set[str]]:
    return {
        "topic": {each.id for each in scenario.topics},
        "meaning": {each.id for each in scenario.meanings},
        "fact": set(scenario.persona.facts),
        "move": {each.id for each in scenario.moves} | {WAIT},
        "line": {each.id for each in scenario.lines},
        "outcome": {each.id for each in scenario.outcomes},
        "act": set(ACTS),
        "row": set(ROWS),
    }


def _references(scenario: Scenario) -> Iterator[tuple[str, str, Iterable[str]]]:
    for line in scenario.lines:
        place = f"line {line.id}"
        yield place, "topic", line.about
        yield place, "move", line.to
        yield place, "act", line.acts
        yield place, "fact", line.tells
        yield place, "meaning", line.meanings
        yield from _in_condition(place, line.when)
    for move in scenario.moves:
        place = f"move {move.id}"
        yield place, "topic", (move.about,)
        yield place, "act", [use.act for use in move.acts]
        yield place, "meaning", [use.meaning for use in move.acts if use.meaning]
        yield from _in_condition(place, move.when)
    yield from _rest(scenario)


def _rest(scenario: Scenario) -> Iterator[tuple[str, str, Iterable[str]]]:
    for gate in scenario.gates:
        yield f"gate {gate.id}", "fact", gate.reveals
        yield from _in_condition(f"gate {gate.id}", gate.requires)
    for outcome in scenario.outcomes:
        yield from _in_condition(f"outcome {outcome.id}", outcome.when)
        for side in outcome.her_side:
            yield from _in_condition(f"outcome {outcome.id}", side.when)
    for exemplar in scenario.debrief.exemplars:
        yield "debrief", "line", (exemplar.line,)
        yield "debrief", "move", exemplar.moves
    for test in scenario.tests:
        yield "tests", "move", test.script
        yield "tests", "outcome", (test.expect,)
    for variant in scenario.persona.variants:
        yield f"variant {variant.id}", "fact", (variant.secret,)
    yield "brief", "meaning", scenario.brief.meanings
    yield "persona", "row", scenario.persona.sensitivities
    yield "persona", "fact", scenario.persona.traces


def _in_condition(place: str, condition: Condition) -> Iterator[tuple[str, str, Iterable[str]]]:
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from _in_condition(place, part)
    elif isinstance(condition, Not):
        yield from _in_condition(place, condition.part)
    elif isinstance(condition, TopicIs):
        yield place, "topic", condition.topics
    elif isinstance(condition, Told):
        yield place, "fact", (condition.fact,)
    elif isinstance(condition, Said):
        yield place, "move", (condition.move,)


def _twice(scenario: Scenario) -> Iterator[Problem]:
    kinds = (scenario.lines, scenario.moves, scenario.meanings, scenario.topics, scenario.gates)
    for kind in kinds:
        ids = [each.id for each in kind]
        for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            yield Problem(f"{scenario.id}.yaml, {id_}", "this id stands twice", "Give each its own.")


def _variants(scenario: Scenario) -> Iterator[Problem]:
    for variant in scenario.persona.variants:
        if set(variant.start) != set(LEVELS):
            yield Problem(
                f"{scenario.id}.yaml, variant {variant.id}",
                "the start levels are not the seven that are needed",
                f"Write {', '.join(LEVELS)}.",
            )


def _untraced(scenario: Scenario) -> Iterator[Problem]:
    """Rule S06: a fact behind a gate is told in words by which a leak would be found."""
    traces = scenario.persona.traces
    for fact in sorted({fact for gate in scenario.gates for fact in gate.reveals} - set(traces)):
        yield Problem(
            f"{scenario.id}.yaml, persona", f'"{fact}" has no trace', "Name words all its lines share."
        )
    for line in scenario.lines:
        for trace in (traces[fact] for fact in line.tells if fact in traces):
            if any(trace not in text.lower() for text in line.text):
                yield Problem(
                    f"{scenario.id}.yaml, line {line.id}",
                    f'it tells a fact without the words "{trace}"',
                    "Use them, or correct the trace.",
                )
