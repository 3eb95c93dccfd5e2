"""From a kept trial to a clinic that has adopted it: what is done, and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tenthhour.apps.org import queries as people
from tenthhour.apps.support.queries.talks import next_talk, past_talks, rhythm
from tenthhour.apps.support.queries.time import my_time
from tenthhour.core.support.week import default_rhythm, rhythm_words

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


@dataclass(frozen=True)
class Adopting:
    """What stands of each step, for a leader."""

    team: tuple[people.PersonCard, ...]
    without_account: tuple[people.PersonCard, ...]
    without_rhythm: tuple[people.PersonCard, ...]
    uninvited: tuple[people.PersonCard, ...]
    has_time: bool
    rhythm_words: str
    supervisors: tuple[str, ...]


def adopting(leader: Person, at: datetime) -> Adopting:
    """Where a leader stands between a kept trial and an adopted site."""
    team, time = people.team(leader=leader, at=at), my_time(leader, at)
    accounts = {person.pk for person in people.with_account()}
    return Adopting(
        team=team,
        without_account=tuple(p for p in team if p.id not in accounts),
        without_rhythm=tuple(p for p in team if rhythm(p.id, leader, at) is None),
        uninvited=tuple(p for p in team if not (next_talk(p.id, leader, at) or past_talks(p.id, leader, at))),
        has_time=time.is_said,
        rhythm_words=rhythm_words(default_rhythm(len(team), time.share)),
        supervisors=tuple(p.name for p in people.holders(kind="supervises", subject=leader, at=at)),
    )
