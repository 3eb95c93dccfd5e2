"""The brief: one page for one conversation, from what is there and nothing more."""

from tenthhour.core.support.brief.blocks import L1
from tenthhour.core.support.brief.conversation import Conversation, Domain, Step, Strength, Topic, WorkAround
from tenthhour.core.support.brief.page import L2, brief, editions, for_clinician
from tenthhour.core.support.brief.practice import closed_values

__all__ = [
    "L1",
    "L2",
    "Conversation",
    "Domain",
    "Step",
    "Strength",
    "Topic",
    "WorkAround",
    "brief",
    "closed_values",
    "editions",
    "for_clinician",
]
