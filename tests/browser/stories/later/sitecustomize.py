"""A server whose clock is DAYS_LATER ahead: found by Python itself, because this folder stands on PYTHONPATH."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from django.utils import timezone

timezone.now = lambda: datetime.now(UTC) + timedelta(days=int(os.environ["DAYS_LATER"]))
