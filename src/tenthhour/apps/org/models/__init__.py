"""People, their accounts, posts and leave, dated assignments, notices, and the record; one file per noun."""

from tenthhour.apps.org.models.assignments import STATES, Assignment
from tenthhour.apps.org.models.decisions import (
    Erasure,
    Hold,
    HoldRelease,
    RetentionPolicy,
    TwoSigned,
    Unsealing,
)
from tenthhour.apps.org.models.people import Accounts, Guess, Person, User
from tenthhour.apps.org.models.posts import Dated, Leave, Post, gone
from tenthhour.apps.org.models.record import (
    AuditDetail,
    AuditEntry,
    AuditHead,
    Checkpoint,
    Notice,
)

__all__ = [
    "STATES",
    "Accounts",
    "Assignment",
    "AuditDetail",
    "AuditEntry",
    "AuditHead",
    "Checkpoint",
    "Dated",
    "Erasure",
    "Guess",
    "Hold",
    "HoldRelease",
    "Leave",
    "Notice",
    "Person",
    "Post",
    "RetentionPolicy",
    "TwoSigned",
    "Unsealing",
    "User",
    "gone",
]
