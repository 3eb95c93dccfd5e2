"""Coming in and going out, people and their roles, and what everyone may read about themselves."""

from tenthhour.apps.org.policies.policy import (
    ACT,
    ADMINISTERS,
    DATA,
    GET,
    LEADERS,
    LEADS,
    ME,
    MINE_OR_LED,
    NOBODY,
    OVERSEES,
    OWN,
    POST,
    PUBLIC,
    READ,
    READ_OF_OTHER,
    ROLES,
    SELF,
    STAFFS,
    STEWARDS,
    WRITE,
    Kind,
    Policy,
)

SERVER = frozenset({ADMINISTERS})
KEEPERS: frozenset[Kind] = frozenset({ADMINISTERS, STAFFS})
OFFICE: frozenset[Kind] = frozenset({STAFFS, STEWARDS})

POLICIES = (
    # Coming in and going out
    Policy("org.sign_in", None, WRITE, NOBODY, GET | POST, PUBLIC),
    Policy("org.sign_in.code", None, WRITE, NOBODY, GET | POST, PUBLIC),
    Policy("org.sign_in.passkey", None, WRITE, NOBODY, GET | POST, PUBLIC),
    Policy("org.sign_in.link", None, WRITE, NOBODY, GET | POST, PUBLIC),
    Policy("org.sign_in.new_link", None, WRITE, NOBODY, GET | POST, PUBLIC, only_in="mail"),
    Policy("org.sign_in.link_sent", None, READ, NOBODY, GET, PUBLIC, only_in="mail"),
    Policy("org.sign_in.organisation", None, WRITE, NOBODY, POST, PUBLIC, only_in="organisation"),
    Policy("org.sign_in.from_organisation", None, WRITE, NOBODY, GET, PUBLIC, only_in="organisation"),
    Policy("org.sign_in.cancelled", None, READ, NOBODY, GET, PUBLIC, only_in="organisation"),
    Policy("org.sign_out", None, WRITE, ME, POST, OWN),
    # How one signs in: one's own password, passkeys, app and recovery codes
    Policy("org.ways.read", None, READ, ME, GET, OWN),
    Policy("org.password.change", None, WRITE, ME, GET | POST, OWN),  # asks for the old one itself
    Policy("org.app.set_up", None, WRITE, ME, GET | POST, OWN, sudo=True),
    Policy("org.app.turn_off", None, WRITE, ME, GET | POST, OWN, sudo=True),
    Policy("org.passkey.add", None, WRITE, ME, GET | POST, OWN, sudo=True),
    Policy("org.passkey.remove", None, WRITE, ME, POST, OWN, sudo=True),
    Policy("org.codes.read", None, READ, ME, GET, OWN, sudo=True),
    Policy("org.codes.make", None, WRITE, ME, GET | POST, OWN, sudo=True),
    Policy("org.demo_sign_in", None, WRITE, NOBODY, GET | POST, PUBLIC, only_in="demo"),
    Policy("org.demo_trial", None, WRITE, NOBODY, POST, PUBLIC, only_in="demo"),
    # A private trial: one person, no account, nothing kept
    Policy("org.trial.enter", None, WRITE, NOBODY, GET, PUBLIC, only_in="trial"),
    Policy("org.trial.end", None, WRITE, ME, POST, OWN, only_in="trial"),
    Policy("org.trial.keep", None, WRITE, ME, GET | POST, ACT, only_in="trial"),
    Policy("org.home", None, READ, ME, GET, OWN),
    Policy("org.notice.read", "org.Notice", READ, ME, GET, OWN),
    Policy("org.access_log.read", "org.AuditEntry", READ, ME, GET, OWN),
    Policy("org.person.read", "org.Person", READ, MINE_OR_LED, GET, READ_OF_OTHER, route=False),
    # People and rights
    Policy("org.person.enrol", "org.Person", WRITE, DATA, NOBODY, ACT, route=False),
    # Who works here, as what and how much, and when they are away: dates, and never a reason. A file says the
    # same as these pages. The administrator gives roles and accounts, and sees neither shares nor leave.
    Policy("org.people.list", None, READ, OFFICE, GET, OWN),
    Policy("org.people.add", "org.Person", WRITE, OFFICE, GET | POST, ACT, sudo=True),
    Policy("org.team.change", None, WRITE, OFFICE, POST, OWN),  # one change of a post for each person in it
    Policy("org.post.read", "org.Post", READ, OFFICE | {SELF}, GET, READ_OF_OTHER),
    Policy("org.post.change", "org.Post", WRITE, OFFICE, POST, ACT),
    Policy("org.post.correct", "org.Post", WRITE, OFFICE, POST, ACT),
    Policy("org.name.correct", "org.Person", WRITE, OFFICE, POST, ACT),
    Policy("org.post.end", "org.Post", WRITE, OFFICE, GET | POST, ACT, sudo=True),
    Policy("org.leave.read", "org.Leave", READ, OFFICE | {SELF}, NOBODY, READ_OF_OTHER, route=False),
    Policy("org.leave.write", "org.Leave", WRITE, OFFICE, POST, ACT),
    Policy("org.leave.correct", "org.Leave", WRITE, OFFICE, POST, ACT),
    # Accounts: the administrator makes them with a one-day link, and sees neither password nor content
    Policy("org.account.list", None, READ, SERVER, GET, OWN),
    Policy("org.account.make", None, WRITE, SERVER, GET | POST, ACT, sudo=True),
    Policy("org.account.link", None, WRITE, SERVER, POST, ACT, sudo=True),
    Policy("org.account.close", None, WRITE, SERVER, POST, ACT, sudo=True),
    # What the clock does on its own
    Policy("key.rotated", "org.Person", WRITE, SERVER, NOBODY, ACT, route=False, sudo=True),
    Policy("org.expire", "org.Person", WRITE, frozenset({ADMINISTERS}), NOBODY, ACT, route=False),
    # Legal holds, erasure and the retention policy: two people each; they see names, reasons and dates alone
    Policy("org.holds.read", None, READ, KEEPERS, GET, OWN),
    Policy("org.holds.ask", None, WRITE, KEEPERS, POST, OWN, sudo=True),
    Policy("org.hold.place", "org.Person", WRITE, KEEPERS, NOBODY, ACT, route=False, sudo=True),
    Policy("org.hold.release", "org.Person", WRITE, KEEPERS, NOBODY, ACT, route=False, sudo=True),
    Policy("org.question.unseal", "org.Person", WRITE, KEEPERS, NOBODY, ACT, route=False, sudo=True),
    Policy("org.erase", "org.Person", WRITE, KEEPERS, NOBODY, ACT, route=False, sudo=True),
    Policy("detail.erased", "org.Person", WRITE, KEEPERS, NOBODY, ACT, route=False),
    Policy("org.retention.sign", "org.Person", WRITE, KEEPERS, NOBODY, ACT, route=False, sudo=True),
    # Everything kept about oneself
    Policy("org.own.read", None, READ, ME, GET, OWN),
    Policy("org.own.export", None, WRITE, ME, POST, ACT, sudo=True),
    # Assignments: who gives which. No role of the site opens anybody's data.
    Policy("org.role.read", None, READ, ME, GET, OWN),
    Policy("org.role.ask", None, WRITE, ME, POST, OWN),  # what somebody may give or end, the lines below say
    Policy("org.role.give", "org.Person", WRITE, ROLES, NOBODY, ACT, route=False, sudo=True),
    Policy("org.cover.give", "org.Person", WRITE, ROLES | {LEADS}, NOBODY, ACT, route=False, sudo=True),
    Policy("org.cover.agree", "org.Person", WRITE, ME, NOBODY, ACT, route=False),
    Policy("org.coach.invite", "org.Person", WRITE, ME, NOBODY, ACT, route=False, sudo=True),
    # Not a right but a bar: whoever holds one of these is no reviewer
    Policy("org.reviewer.too_close", None, READ, LEADERS | {OVERSEES, STEWARDS}, NOBODY, OWN, route=False),
    Policy(
        "org.question.open", "org.Person", WRITE, LEADERS | {OVERSEES}, NOBODY, ACT, route=False, sudo=True
    ),
)
