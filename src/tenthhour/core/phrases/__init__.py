"""The phrase check: marks threat, blame and label language, says why, and offers a way to disclose instead."""

from __future__ import annotations

from tenthhour.core.phrases.check import Kind, Mark, advice, marks

__all__ = ["Kind", "Mark", "advice", "marks"]
