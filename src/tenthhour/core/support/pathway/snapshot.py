"""What is known at the moment of a move: a frozen picture that needs and guards look at, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tenthhour.core.days import working_days_between

WAIT_WORKING_DAYS = 3
SUMMARY_DAYS = 7
OFFERS_APART_DAYS = 7
_CHECK_IN_EVERY = 28
_FIRST_CHECK_IN = 14


@dataclass(frozen=True)
class Meeting:
    """A talk or check-in: invited, met, summed up, and acknowledged by both. `declined`: two dates offered.

    `is_welcome`: the clinician confirms that meeting sooner, or without an invitation, was welcome.
    """

    invited_on: date | None = None
    met_on: date | None = None
    summary_on: date | None = None
    is_welcome: bool = False
    acknowledged: frozenset[str] = frozenset()
    offered: tuple[date, ...] = ()
    is_declined_confirmed: bool = False

    @property
    def was_met(self) -> bool:
        if self.met_on is None or self.summary_on is None or not {"leader", "clinician"} <= self.acknowledged:
            return False
        in_time = 0 <= (self.summary_on - self.met_on).days <= SUMMARY_DAYS
        waited = (
            self.invited_on is not None
            and working_days_between(self.invited_on, self.met_on) >= WAIT_WORKING_DAYS
        )
        return in_time and (waited or self.is_welcome)

    @property
    def was_declined(self) -> bool:
        """Two dates at least 7 days apart were offered and declined, and the supervisor confirms it."""
        apart = len(self.offered) >= 2 and (max(self.offered) - min(self.offered)).days >= OFFERS_APART_DAYS
        return apart and self.is_declined_confirmed

    @property
    def is_held(self) -> bool:
        return self.was_met or self.was_declined


def check_ins_held(meetings: tuple[Meeting, ...]) -> int:
    """Held check-ins; of those offered and declined at most one counts."""
    return sum(m.was_met for m in meetings) + min(1, sum(m.was_declined and not m.was_met for m in meetings))


@dataclass(frozen=True)
class OrganisationAction:
    """Help the organisation owes; `is_delivered` is the clinician's word, or the reviewer's when disputed."""

    what: str
    owner: str
    due: date | None
    delivered_means: str
    is_delivered: bool = False
    is_waived: bool = False

    @property
    def is_complete(self) -> bool:
        return bool(self.what and self.owner and self.due and self.delivered_means)


@dataclass(frozen=True)
class Goal:
    """A goal inside the clinician's control; the target no better than their own best quarter-year."""

    what: str
    baseline: float
    low: float
    high: float
    target: float
    own_best: float
    higher_better: bool = True

    @property
    def is_fair(self) -> bool:
        reach = self.target <= self.own_best if self.higher_better else self.target >= self.own_best
        return reach and self.low <= self.baseline <= self.high


@dataclass(frozen=True)
class Plan:
    """A support plan as agreed or proposed."""

    starts_on: date
    ends_on: date
    actions: tuple[OrganisationAction, ...] = ()
    goals: tuple[Goal, ...] = ()
    check_ins_on: tuple[date, ...] = ()
    is_coach_offered: bool = False
    is_label_shown: bool = False

    @property
    def is_complete(self) -> bool:
        length = (self.ends_on - self.starts_on).days
        return (
            bool(self.actions)
            and all(a.is_complete for a in self.actions)
            and len(self.goals) <= 2
            and all(g.is_fair for g in self.goals)
            and 90 <= length <= 180
            and self._is_close()
            and self.is_coach_offered
            and self.is_label_shown
        )

    def _is_close(self) -> bool:
        """First check-in within 14 days, then at most 4 weeks apart."""
        days = [self.starts_on, *sorted(self.check_ins_on)]
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        return bool(gaps) and gaps[0] <= _FIRST_CHECK_IN and max(gaps) <= _CHECK_IN_EVERY


@dataclass(frozen=True)
class Approver:
    """Somebody who approves a proposal, and whom they report to."""

    person: str
    reports_to: str = ""
    is_outside: bool = False


@dataclass(frozen=True)
class Snapshot:
    """Everything needs and guards may ask; the defaults are those of an empty file."""

    clinician: str = "clinician"
    leader: str = "leader"
    # what the organisation has said
    is_policy_adopted: bool = False
    is_crisis: bool = False
    since_crisis_days: int | None = None
    # the signal
    is_signal_confirmed: bool = False
    months_in_post: int = 0
    open_questions: int = 0
    is_measure_open: bool = False
    usable_periods: int = 0
    is_signal_gone: bool = False
    has_figures_days: int = 0
    data_question_since: date | None = None
    # words written
    topic: str = ""
    reason: str = ""
    outcome: str = ""
    category: str = ""
    facts: str = ""
    referral: str = ""
    event_on: date | None = None
    is_request: bool = False
    is_disagreement_recorded: bool = False
    # meetings and plan
    talk: Meeting = field(default_factory=Meeting)
    check_ins: tuple[Meeting, ...] = ()
    plan: Plan | None = None
    extension_days: int = 0
    # the Ask and the sum
    has_shared_ask: bool = False
    was_warned: bool = False
    ask_sentence: str | None = None
    is_efficiency: bool = False
    sum_answered_days: int | None = None
    # the formal step
    has_proposal: bool = False
    approvers: tuple[Approver, ...] = ()
    reported_on: date | None = None
    overdue_promises: int = 0
    is_base_lapsed: bool = False
    reply_closed_days: int = 0
    day_30: Meeting = field(default_factory=Meeting)
    is_counsel_acknowledged: bool = False
    reviewer_note: str = ""
    # a pause
    pause_until: date | None = None
