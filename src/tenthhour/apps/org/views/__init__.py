"""Coming in and going out, one's own record, holds, and the pages for what is absent or broken."""

from tenthhour.apps.org.views.record import access_log, holds, notices, own, own_export, sign
from tenthhour.apps.org.views.roles import agree_cover, end_role, give_role, roles
from tenthhour.apps.org.views.signing_in import (
    absent,
    accounts,
    broken,
    cancelled,
    close_account,
    demo_sign_in,
    demo_trial,
    end_trial,
    enter_trial,
    home,
    keep_trial,
    make_account,
    make_link,
    remove_passkey,
    sign_out,
)

__all__ = [
    "absent",
    "access_log",
    "accounts",
    "agree_cover",
    "broken",
    "cancelled",
    "close_account",
    "demo_sign_in",
    "demo_trial",
    "end_role",
    "end_trial",
    "enter_trial",
    "give_role",
    "holds",
    "home",
    "keep_trial",
    "make_account",
    "make_link",
    "notices",
    "own",
    "own_export",
    "remove_passkey",
    "roles",
    "sign",
    "sign_out",
]
