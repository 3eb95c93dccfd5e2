"""Changes to people, accounts and assignments, one file per noun."""

from tenthhour.apps.org.actions.accounts import (
    LINK_LASTS,
    NewAccount,
    first_administrator,
    make_account,
    make_link,
    set_open,
)
from tenthhour.apps.org.actions.assignments import Grant, agree_to_cover, assign, begin, end_assignment
from tenthhour.apps.org.actions.clinicians import enrol
from tenthhour.apps.org.actions.leaves import correct_leave, write_leave
from tenthhour.apps.org.actions.own import export_own
from tenthhour.apps.org.actions.people import (
    SITE_CODE,
    correct_name,
    person_named,
    set_password,
    the_site,
)
from tenthhour.apps.org.actions.posts import (
    NewPerson,
    add_person,
    change_post,
    change_team,
    correct_post,
    end_post,
)
from tenthhour.apps.org.actions.signatures import (
    agree,
    ask_erasure,
    ask_unsealing,
    place_hold,
    release_hold,
    sign_retention,
)
from tenthhour.apps.org.actions.trial import keep_trial, kept_home, leave_trial, open_trial, start_trial

__all__ = [
    "LINK_LASTS",
    "SITE_CODE",
    "Grant",
    "NewAccount",
    "NewPerson",
    "add_person",
    "agree",
    "agree_to_cover",
    "ask_erasure",
    "ask_unsealing",
    "assign",
    "begin",
    "change_post",
    "change_team",
    "correct_leave",
    "correct_name",
    "correct_post",
    "end_assignment",
    "end_post",
    "enrol",
    "export_own",
    "first_administrator",
    "keep_trial",
    "kept_home",
    "leave_trial",
    "make_account",
    "make_link",
    "open_trial",
    "person_named",
    "place_hold",
    "release_hold",
    "set_open",
    "set_password",
    "sign_retention",
    "start_trial",
    "the_site",
    "write_leave",
]
