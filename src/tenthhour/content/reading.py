"""YAML text to plain values, and pydantic's errors to sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import yaml
from pydantic import ValidationError

from tenthhour.core.errors import Problem


class _Loader(yaml.SafeLoader):
    """Safe loader that keeps yes, no, on and off as the words they are, and refuses a key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'the key "{key.value}" stands twice', key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_BOOL = "tag:yaml.org,2002:bool"
# YAML 1.1 reads "no" as false: the level "no" of a covariate would become a boolean.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != _BOOL or first in "tTfF"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str) -> object:
    """The plain values of one YAML document.

    >>> parse("levels: [no, yes, 0-17]")
    {'levels': ['no', 'yes', '0-17']}

    Raises:
        yaml.YAMLError: Not YAML, or a key stands twice.

    """
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


# What pydantic calls it, what we say was found, and what to do.
_SAID = {
    "missing": ("is missing", "Add it."),
    "unexpected_keyword_argument": (
        "is not a key of this kind of file",
        "Remove it or correct its spelling.",
    ),
    "string_type": ("is not text", 'Put it in quotes, as in "0".'),
    "tuple_type": ("is not a list", "Write it in square brackets, as in [a, b]."),
    "dataclass_type": ("is not a group of keys", "Write it in braces, as in {scale: points, value: 5}."),
    "mapping_type": ("is not a group of keys", "Write it in braces, as in {a: 1}."),
    "dict_type": ("is not a group of keys", "Write it in braces, as in {a: 1}."),
    "bool_type": ("is neither true nor false", "Write true or false."),
    "bool_parsing": ("is neither true nor false", "Write true or false."),
}


def sentences(place: str, error: ValidationError) -> Iterator[Problem]:
    """Each error once, with its file, its key, what was found, and what to do."""
    said: set[str] = set()
    for one in error.errors():
        # A choice between text and a list adds its branch to the path; the reader knows only the key.
        keys = [
            str(k) for k in one["loc"] if str(k) != "str" and not str(k).startswith(("tuple[", "function-"))
        ]
        key = ".".join(keys)
        if key in said:
            continue
        said.add(key)
        found, remedy = _SAID.get(one["type"], ("", ""))
        if one["type"] == "missing":
            yield Problem(f"{place}, key {key}", found, remedy)
        else:
            yield Problem(
                f"{place}, key {key}",
                f'"{_shown(one["input"])}" {found or "cannot be used"}',
                remedy or _remedy(one),
            )


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _remedy(one: Any) -> str:
    if one["type"] == "literal_error":
        return f"Write {one['ctx']['expected']}.".replace("'", '"')
    if "date" in one["type"]:
        return "Write a date as YYYY-MM-DD."
    if one["type"].startswith(("float", "int")):
        return "Write a number."
    if one["type"] in ("too_long", "too_short"):
        return "Write exactly as many values as the key asks for."
    return f"{one['msg']}."
