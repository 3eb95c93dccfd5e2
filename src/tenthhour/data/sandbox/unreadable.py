"""Why a file could not be read: what was found, what to do; the file's name is put before it."""

from __future__ import annotations


class Unreadable(Exception):
    """A refusal by a parser; `where` narrows the place inside the file."""

    def __init__(self, found: str, do: str, where: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.do = do
        self.where = where
