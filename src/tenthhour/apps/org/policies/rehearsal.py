"""Rehearsals: nobody reads anybody."""

from tenthhour.apps.org.policies.policy import GET, ME, OWN, POST, READ, WRITE, Policy

POLICIES = (
    # Rehearsals: for whoever is signed in; no row, no record entry, nothing of anybody
    Policy("rehearsal.choose", None, READ, ME, GET, OWN),
    Policy("rehearsal.skills", None, READ, ME, GET, OWN),
    Policy("rehearsal.sheet", None, READ, ME, GET, OWN),
    Policy("rehearsal.talk", None, WRITE, ME, POST, OWN),
    Policy("rehearsal.debrief", None, WRITE, ME, POST, OWN),
    Policy("rehearsal.copy", None, WRITE, ME, POST, OWN),
)
