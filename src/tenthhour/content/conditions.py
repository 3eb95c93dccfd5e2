"""The words of a scenario's conditions, read into values of `core.rehearsal.condition`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tenthhour.core.rehearsal.acts import ACTS, LEVELS, PHASES
from tenthhour.core.rehearsal.condition import (
    ALWAYS,
    COUNTS,
    FLAGS,
    ActNow,
    All,
    Any,
    Bound,
    Condition,
    CountIs,
    Flag,
    LayerIs,
    LevelIs,
    Not,
    PhaseIn,
    Recent,
    Said,
    ScarOpen,
    Told,
    TopicIs,
)

_BOUND = re.compile(r"(>=|<=)\s*(\d{1,3})")


class NotACondition(ValueError):
    """What is wrong with a condition, as the middle of a sentence."""


def condition(written: object) -> Condition:
    """A condition from its YAML values. Several keys in one group must all hold.

    >>> condition({"layer": ">=2"})
    LayerIs(bound=Bound(at_least=True, number=2))

    Raises:
        NotACondition: A word that is not in the language, or a value that does not fit it.

    """
    if not isinstance(written, dict) or not written:
        raise NotACondition(f'"{written}" is not a condition')
    parts = [_part(key, value) for key, value in written.items()]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _part(key: str, value: object) -> Condition:
    if key not in _WORDS:
        raise NotACondition(f'"{key}" is not a word of the condition language')
    return _WORDS[key](value)


def _bound(value: object) -> Bound:
    match = _BOUND.fullmatch(str(value))
    if match is None:
        raise NotACondition(f'"{value}" is not a bound such as ">=40"')
    return Bound(match[1] == ">=", int(match[2]))


def _group(value: object) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise NotACondition(f'"{value}" is not a list of conditions')
    return tuple(condition(each) for each in value)


def _names(value: object, known: frozenset[str] | tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(value) if isinstance(value, list) else (value,)
    for name in names:
        if not isinstance(name, str) or (known and name not in known):
            raise NotACondition(f'"{name}" is not one of {", ".join(sorted(known))}')
    return names


def _bounds(value: object, known: tuple[str, ...], kind: Callable[[str, Bound], Condition]) -> Condition:
    if not isinstance(value, dict) or not value:
        raise NotACondition(f'"{value}" is not a group such as {{{known[0]}: ">=40"}}')
    parts = tuple(kind(_names(name, known)[0], _bound(bound)) for name, bound in value.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _one(value: object, known: tuple[str, ...] = ()) -> str:
    if not isinstance(value, str):
        raise NotACondition(f'"{value}" is not one word')
    return _names(value, known)[0]


def _scar(kind: str) -> Condition:
    """A threat; blame, which contradicting also leaves; or any of them."""
    threat, blame = (ScarOpen("threaten"),), (ScarOpen("blame"), ScarOpen("confront"))
    return {"threat": threat[0], "blame": Any(blame), "any": Any(threat + blame)}[kind]


_WORDS: Mapping[str, Callable[[object], Condition]] = MappingProxyType(
    {
        "all": lambda value: All(_group(value)),
        "any": lambda value: Any(_group(value)),
        "not": lambda value: Not(condition(value)),
        "state": lambda value: _bounds(value, LEVELS, LevelIs),
        "count": lambda value: _bounds(value, COUNTS, CountIs),
        "layer": lambda value: LayerIs(_bound(value)),
        "phase": lambda value: PhaseIn(_names(value, PHASES)),
        "topic": lambda value: TopicIs(_names(value, ())),
        "act": lambda value: ActNow(_names(value, ACTS)),
        "recent": lambda value: Recent(_names(value, ACTS)),
        "scar": lambda value: _scar(_one(value, ("any", "threat", "blame"))),
        "flag": lambda value: Flag(_one(value, FLAGS)),
        "told": lambda value: Told(_one(value)),
        "said": lambda value: Said(_one(value)),
        "always": lambda value: ALWAYS,
    }
)
