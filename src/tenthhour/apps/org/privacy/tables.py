"""What the org app itself keeps about people, and what Django and allauth keep beside it."""

from __future__ import annotations

from tenthhour.apps.org.privacy.kept import Kept

TABLES = (
    Kept("org.Person", "You, as the files name you", about=("pk",)),
    Kept("org.User", "Your account", about=("person",), hides=("password",)),
    Kept("account.EmailAddress", "Your mail address", about=("user__person",)),
    Kept("socialaccount.SocialAccount", "How your organisation knows you", about=("user__person",)),
    Kept(
        "mfa.Authenticator",
        "Your passkeys, your authenticator app and your recovery codes",
        withheld={"user__person": "they open your account; «How I sign in» lists them"},
    ),
    Kept(
        "org.Post",
        "What you work as, where and how much, by date",
        about=("subject",),
        names=("recorded_by", "replaced_by"),
    ),
    Kept(
        "org.Leave",
        "When you are away, without the reason",
        about=("subject",),
        names=("recorded_by", "replaced_by"),
    ),
    Kept(
        "org.Assignment",
        "Who leads, supports or coaches whom",
        about=("subject", "holder"),
        names=("granted_by",),
    ),
    Kept(
        "org.Hold",
        "Legal holds: some records are kept past their date",
        about=("subject",),
        names=("asked_by", "agreed_by"),
        hides=("reason",),
        recorded_by=("org.hold.place",),
    ),
    Kept(
        "org.HoldRelease",
        "Ends of legal holds",
        about=("hold__subject",),
        names=("asked_by", "agreed_by"),
        hides=("reason",),
        recorded_by=("org.hold.release",),
    ),
    Kept(
        "org.Erasure",
        "Erasures of what the record says in words about you",
        about=("subject",),
        names=("asked_by", "agreed_by"),
    ),
    Kept(
        "org.Unsealing",
        "Closed questions about you that were opened for a court or a legal hold",
        about=("subject",),
        names=("asked_by", "agreed_by"),
        recorded_by=("org.question.unseal",),
    ),
    Kept("org.RetentionPolicy", "How long rows are kept; about nobody", names=("asked_by", "agreed_by")),
    Kept("org.Notice", "What you were told", about=("subject",), expires_from="at"),
    Kept(
        "org.AuditEntry",
        "Who saw or changed something of yours",
        about=("subject_ref",),
        hides=("detail_digest", "policy_version", "key_id", "nonce", "prev_link", "link", "mac"),
    ),
    Kept("org.AuditDetail", "What an entry of the record says in words; given with its entry"),
    Kept("org.Checkpoint", "When the record's last link was taken outside; it names nobody"),
    Kept("org.Guess", "Wrong guesses at the door, counted for an hour; they name nobody"),
    Kept("org.AuditHead", "The last link of the record; it names nobody"),
)
