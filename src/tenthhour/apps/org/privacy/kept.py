"""What each table holds about people. Every app declares its tables in its own `privacy.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps  # noqa: TID251 every table must be declared, so every table is looked at
from django.db import models
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Open:
    """What a row is called as long as something about it waits to be settled, one and several; and which are."""

    one: str
    several: str
    when: Callable[[], models.Q]

    def words(self, count: int) -> str:
        return f"{count} {self.one if count == 1 else self.several}"


@dataclass(frozen=True)
class Kept:
    """What one table holds about people.

    Args:
        label: The model, such as "support.Ask".
        words: What its rows are called on a person's own page; for a table about nobody, why it is that.
        about: Ways from a row to the person it is about: that person is given the row.
        names: Ways to persons it merely names, such as who wrote it.
        withheld: Ways to persons it is about who are not given it, each with the reason they read.
        expires_from: The column from which the days of its retention class run; none, and it stays.
        hides: Columns nobody is shown, such as a password's hash.
        recorded_by: Acts that make a row and name it as their object; `verify` looks for rows without one.
        is_open: Which rows wait to be settled, and what they are called then; said when somebody leaves.
        recorded_as: Columns by which their object names it, with colons between; it may go on after them.

    """

    label: str
    words: str
    about: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    expires_from: str = ""
    hides: tuple[str, ...] = ()
    recorded_by: tuple[str, ...] = ()
    recorded_as: tuple[str, ...] = ("pk",)
    is_open: Open | None = None

    @property
    def reaches(self) -> tuple[str, ...]:
        """Every way to a person the row is about: a hold on that person holds the row."""
        return (*self.about, *self.withheld)


_TABLES: dict[str, Kept] = {}


def declare(*tables: Kept) -> None:
    """Called once by each app's `privacy.py`."""
    _TABLES.update({kept.label: kept for kept in tables})


def declared() -> Mapping[str, Kept]:
    """Everything declared, by label."""
    autodiscover_modules("privacy")  # org's own are in privacy/tables.py, which its `privacy` imports
    return _TABLES


def missing() -> list[str]:
    """A sentence for each table, or way to a person, that no `privacy.py` declares."""
    known = declared()
    found = []
    for model in apps.get_models():
        label, ways = model._meta.label, _ways_to_people(model)
        if label not in known and (ways or model.__module__.startswith("tenthhour.")):
            found.append(
                f"{label} is declared in no privacy.py. Add Kept({label!r}, ...) to the privacy.py of its app: "
                "what its rows are called, and for each key to a person whether the row is about them."
            )
        elif label in known:
            said = {way.split("__")[0] for way in (*known[label].reaches, *known[label].names)}
            found += [
                f"{label}.{way} leads to a person. Say in privacy.py whether the row is about that person "
                "(about, or withheld with a reason) or merely names them (names)."
                for way in sorted(ways - said)
            ]
    return found


def _ways_to_people(model: type[models.Model]) -> set[str]:
    people = {"org.Person", "org.User"}
    keys = (f for f in model._meta.get_fields() if f.is_relation and f.concrete)
    return {f.name for f in keys if f.related_model and f.related_model._meta.label in people}
