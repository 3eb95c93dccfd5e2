"""The record: entries sealed one over the other, and what a reader can prove of them."""

from tenthhour.core.audit.chain import START, Covered, Entry, body_of, canon, digest, link_of, mac_of, seal
from tenthhour.core.audit.proof import ERASED, Line, Proof, as_entry, as_line, prove
from tenthhour.core.audit.walk import ROTATED, Walk, checkpoints_in, printed

__all__ = [
    "ERASED",
    "ROTATED",
    "START",
    "Covered",
    "Entry",
    "Line",
    "Proof",
    "Walk",
    "as_entry",
    "as_line",
    "body_of",
    "canon",
    "checkpoints_in",
    "digest",
    "link_of",
    "mac_of",
    "printed",
    "prove",
    "seal",
]
