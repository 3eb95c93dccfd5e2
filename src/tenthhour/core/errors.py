"""Errors a person may read: a sentence and an exit code.

    UserError
    ├── DataProblem   1  the data cannot be used as they are
    ├── UsageError    2  the command or form was called wrongly
    └── Refused       3  understood, possible, and not allowed

Anything else that is raised is a bug and shows as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with somebody's data: place, what was found, what to do."""

    place: str
    found: str
    do: str
    blocking: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.found}. {self.do}"


class UserError(Exception):
    """Shown as its sentence, without traceback."""

    exit_code = 1


class DataProblem(UserError):
    """The data cannot be used; carries every problem found, not just the first."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        found = [Problem("input", problems, "")] if isinstance(problems, str) else list(problems)
        self.problems: tuple[Problem, ...] = tuple(found)
        sentence = problems if isinstance(problems, str) else "\n".join(map(str, found))
        super().__init__(sentence)


class UsageError(UserError):
    """Called wrongly: unknown option, missing file, unusable value."""

    exit_code = 2


class Refused(UserError):
    """Not allowed; lists every unmet condition, never only the first."""

    exit_code = 3

    def __init__(self, *conditions: str) -> None:
        self.conditions = conditions
        super().__init__("\n".join(conditions))
