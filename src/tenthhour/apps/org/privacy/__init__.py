"""What is kept about people: how long, for whom, and under which key."""

from tenthhour.apps.org.privacy.holds import free, standing
from tenthhour.apps.org.privacy.kept import Kept, declare, declared, missing
from tenthhour.apps.org.privacy.retention import RETENTION, undeclared
from tenthhour.apps.org.privacy.tables import TABLES
from tenthhour.apps.org.privacy.text import PrivateText

__all__ = [
    "RETENTION",
    "Kept",
    "PrivateText",
    "declare",
    "declared",
    "free",
    "missing",
    "standing",
    "undeclared",
]

declare(*TABLES)
