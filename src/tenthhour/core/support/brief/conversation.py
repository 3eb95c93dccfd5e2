"""What a brief may be made of: everything known about one conversation to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tenthhour.core.support.ask import Ask
from tenthhour.core.support.framework import Framework
from tenthhour.core.support.promise import Promise
from tenthhour.core.support.standing import OwnLevel

Step = Literal["S0", "S1", "S2", "S3", "S3h", "S4"]
Domain = Literal["efficiency", "quality", "experience"]


@dataclass(frozen=True)
class Topic:
    """One thing to talk about: the sentence with its interval and n, what it cannot say, its chart."""

    sentence: str
    cannot_say: str = ""
    chart_svg: str | None = None
    chart_words: str = ""


@dataclass(frozen=True)
class Strength:
    """One real thing that goes well: a figure, a colleague's note, a patient's words kept with consent."""

    sentence: str
    chart_svg: str | None = None
    chart_words: str = ""


@dataclass(frozen=True)
class WorkAround:
    """What is known of the work around the number; None is said as not known."""

    clinical_fte: float | None = None
    panel: float | None = None
    staffing: str | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """Everything the brief may use. `is_adopted`: the organisation adopted the steps as policy."""

    leader: str
    clinician: str
    on: date | None
    today: date
    framework: Framework
    step: Step = "S0"
    is_paused: bool = False
    is_adopted: bool = False
    purpose: str = ""
    ask: Ask | None = None
    level: OwnLevel | None = None
    promises: tuple[Promise, ...] = ()
    agenda: tuple[str, ...] = ()
    strength: Strength | None = None
    topics: tuple[Topic, ...] = ()
    domain: Domain = "efficiency"
    around: WorkAround = field(default_factory=WorkAround)
    doable_sentence: str = ""
    scratch: str = ""
