"""Changes to people, accounts and assignments, one file per noun."""

from tenthhour.apps.org.actions.assignments import Grant, agree_to_cover, assign, begin, end_assignment
from tenthhour.apps.org.actions.people import (
    SITE_CODE,
    create_account,
    enrol,
    person_named,
    set_password,
    the_site,
)
from tenthhour.apps.org.actions.trial import keep_trial, leave_trial, open_trial, start_trial

__all__ = [
    "SITE_CODE",
    "Grant",
    "agree_to_cover",
    "assign",
    "begin",
    "create_account",
    "end_assignment",
    "enrol",
    "keep_trial",
    "leave_trial",
    "open_trial",
    "person_named",
    "set_password",
    "start_trial",
    "the_site",
]
