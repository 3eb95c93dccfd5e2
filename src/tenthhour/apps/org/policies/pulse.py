"""The pulse: everybody answers without a name; groups are read by who is in them, leads them or supports that leader."""

from tenthhour.apps.org.policies.policy import (
    ACT,
    ADMINISTERS,
    ANONYMOUS,
    GET,
    ME,
    NOBODY,
    OWN,
    POST,
    READ,
    READ_OF_OTHER,
    STAFFS,
    WRITE,
    Kind,
    Policy,
)

OFFICE: frozenset[Kind] = frozenset({STAFFS})
CLOCK: frozenset[Kind] = frozenset({ADMINISTERS})

POLICIES = (
    # Answering: no session, no cookie, no row in the record; nor does taking a slip leave one
    Policy("pulse.answer", None, WRITE, NOBODY, GET | POST, ANONYMOUS),
    Policy("pulse.slip.take", None, WRITE, ME, POST, OWN),
    Policy("pulse.read", None, READ, ME, GET, OWN),
    # Which cells a page shows, the query decides from today's assignments; a leader's own are about the leader
    Policy("pulse.result.read", None, READ, ME, GET, READ_OF_OTHER),
    # The people office asks; when a wave opens, closes and is published is the clock's alone
    Policy("pulse.wave.list", None, READ, OFFICE, GET, OWN),
    Policy("pulse.wave.start", None, WRITE, OFFICE, POST, ACT),
    Policy("pulse.wave.read", None, READ, OFFICE, GET, OWN),
    Policy("pulse.wave.freeze", None, WRITE, OFFICE, POST, ACT, sudo=True),
    Policy("pulse.wave.void", None, WRITE, OFFICE, POST, ACT, sudo=True),
    Policy("pulse.wave.step", None, WRITE, CLOCK, NOBODY, ACT, route=False),
)
