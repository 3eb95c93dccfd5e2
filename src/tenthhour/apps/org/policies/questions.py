"""The pathway of a question: who reads it, and who says yes to its steps."""

from tenthhour.apps.org.policies.policy import (
    ACT,
    ADMINISTERS,
    DATA,
    GET,
    LEADERS,
    LEADS,
    ME,
    MESSENGER,
    MINE_OR_LED,
    NOBODY,
    OVERSEES,
    OWN,
    PEOPLE_OFFICE,
    POST,
    READ,
    READ_OF_OTHER,
    REVIEWS,
    ROLES,
    STAFFS,
    STEWARDS,
    SUPERVISES,
    WRITE,
    Kind,
    Policy,
)

# Whoever may say yes to some step; which one, and in which role, the table of the pathway says. The server
# itself (administers) writes what the clock owes.
WALKERS = MINE_OR_LED | {OVERSEES, REVIEWS, PEOPLE_OFFICE, MESSENGER, STEWARDS, ADMINISTERS}

KEEPERS: frozenset[Kind] = frozenset({ADMINISTERS, STAFFS})
DECIDERS: frozenset[Kind] = frozenset({OVERSEES, REVIEWS, PEOPLE_OFFICE})
STEP_READERS = MINE_OR_LED | DECIDERS

POLICIES = (
    # Both read a question; the leader three working days later, and a wish for help only when it is shared
    Policy("support.question.read", "support.Question", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.question.list", "support.Question", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.visit.read", "support.Visit", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("support.yes.read", "support.Confirmation", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("support.figures.read", "support.Figures", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("support.meeting.read", "support.Meeting", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("support.statement.read", "support.Statement", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("support.wish.read", "support.Wish", READ, ME, GET, OWN, route=False),
    Policy("support.plan.read", "support.Plan", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("support.goal.read", "support.PlanGoal", READ, MINE_OR_LED, GET, OWN, route=False),
    # The organisation's own actions are the supervisor's to see, too
    Policy(
        "support.action.read",
        "support.PlanAction",
        READ,
        MINE_OR_LED | {OVERSEES, REVIEWS},
        GET,
        OWN,
        route=False,
    ),
    Policy("support.report.read", "support.PrivateReport", READ, ME, GET, OWN, route=False),
    # A question about the data: the clinician's, the steward's, and a reviewer's where one is asked
    Policy("support.dispute.read", "support.Dispute", READ, ME | {REVIEWS, STEWARDS}, GET, READ_OF_OTHER),
    Policy("support.dispute.open", "support.Dispute", WRITE, ME, POST, ACT),
    Policy("support.dispute.answer", "support.Dispute", WRITE, DATA, POST, ACT),
    Policy("support.dispute.second", "support.Dispute", WRITE, frozenset({REVIEWS}), POST, ACT),
    # Opening one, and every step of it
    Policy(
        "support.question.open", "support.Question", WRITE, MINE_OR_LED | {STEWARDS, ADMINISTERS}, POST, ACT
    ),
    Policy("support.question.share", "support.Question", WRITE, ME, POST, ACT),
    Policy("support.question.step", "support.Question", WRITE, WALKERS, POST, ACT),
    Policy("support.question.refused", "support.Question", WRITE, WALKERS, NOBODY, ACT, route=False),
    Policy("support.figures.note", "support.Figures", WRITE, DATA | {ADMINISTERS}, NOBODY, ACT, route=False),
    Policy("support.meeting.invite", "support.Meeting", WRITE, LEADERS, POST, ACT),
    Policy("support.meeting.write", "support.Meeting", WRITE, MINE_OR_LED, POST, ACT),
    Policy("support.meeting.declined", "support.Meeting", WRITE, frozenset({OVERSEES}), POST, ACT),
    Policy("support.statement.add", "support.Statement", WRITE, MINE_OR_LED, POST, ACT),
    Policy("support.wish.add", "support.Wish", WRITE, ME, POST, ACT),
    Policy("support.report.add", "support.PrivateReport", WRITE, ME, GET | POST, ACT),
    Policy("support.plan.write", "support.Plan", WRITE, LEADERS, GET | POST, ACT),
    Policy("support.plan.again", "support.Plan", WRITE, frozenset({OVERSEES}), GET | POST, ACT),
    Policy("support.plan.disagree", "support.Plan", WRITE, ME, POST, ACT),
    Policy("support.plan.deliver", "support.PlanAction", WRITE, MINE_OR_LED | {OVERSEES}, POST, ACT),
    Policy("support.plan.confirm", "support.PlanAction", WRITE, ME | {REVIEWS}, POST, ACT),
    # Formal: the leader proposes, two others decide; each reads this one step and what it rests on
    Policy("support.formal.read", "support.Proposal", READ, STEP_READERS, GET, READ_OF_OTHER),
    Policy("support.proposal.write", "support.Proposal", WRITE, frozenset({LEADS}), POST, ACT),
    Policy("support.proposal.withdraw", "support.Proposal", WRITE, frozenset({LEADS, OVERSEES}), POST, ACT),
    Policy("support.proposal.reply", "support.Proposal", WRITE, ME, POST, ACT),
    Policy("support.formal.step", "support.Proposal", WRITE, DECIDERS, POST, ACT, sudo=True),
    Policy("support.formal.review", "support.Proposal", WRITE, frozenset({REVIEWS}), POST, ACT),
    Policy("support.formal.reviewer", None, WRITE, frozenset({OVERSEES}), GET | POST, ACT, sudo=True),
    Policy("support.file.take", "support.Proposal", WRITE, ME | DECIDERS, POST, ACT, sudo=True),
    Policy("support.danger.read", "support.Danger", READ, ME | DECIDERS, GET, READ_OF_OTHER),
    Policy("support.danger.name", "support.Danger", WRITE, frozenset({OVERSEES}), GET | POST, ACT, sudo=True),
    Policy(
        "support.danger.ring", "support.Danger", WRITE, frozenset({ADMINISTERS}), NOBODY, ACT, route=False
    ),
    Policy("support.danger.step", "support.Danger", WRITE, DECIDERS, POST, ACT, sudo=True),
    Policy("support.adoption.record", None, WRITE, ROLES, GET | POST, ACT, sudo=True),
    # A supervisor sees numbers of a leader, stops the clocks in a crisis, and counts what happened outside
    # A closed question that nobody reads any more, for a court or a hold: two people, and only the office reads
    Policy("support.unsealing.ask", None, WRITE, KEEPERS, GET | POST, OWN, sudo=True),
    Policy("support.supervision.read", None, READ, frozenset({SUPERVISES}), GET, READ_OF_OTHER),
    Policy("support.crisis.declare", None, WRITE, frozenset({SUPERVISES, STAFFS}), POST, ACT, sudo=True),
    Policy("support.crisis.write", None, WRITE, ME, NOBODY, ACT, route=False),
    Policy("support.outcome.count", "support.Outcome", WRITE, ME, POST, ACT),
    Policy("support.outcome.read", "support.Outcome", READ, ME, GET, OWN, route=False),
    Policy("support.action.deliver", "support.PlanAction", WRITE, frozenset({OVERSEES}), POST, ACT),
)
