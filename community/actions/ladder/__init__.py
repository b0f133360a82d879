"""The ladder: one machine for every step; an application says which standing it asks for.

``requirements`` say how far a member has come, ``submit`` asks, ``endorse`` vouches, ``review``
decides, ``close`` ends what nobody decides. Lock through ``locking``, tell through ``telling``.
"""

from community.actions.ladder.close import (
    expire_applications,
    tell_overdue,
    withdraw_application,
)
from community.actions.ladder.endorse import endorse_application
from community.actions.ladder.requirements import Requirement, progress
from community.actions.ladder.review import (
    answer_question,
    ask_question,
    decline_application,
    grant_application,
)
from community.actions.ladder.submit import is_young, open_application, submit_application

__all__ = [
    "Requirement",
    "answer_question",
    "ask_question",
    "decline_application",
    "endorse_application",
    "expire_applications",
    "grant_application",
    "is_young",
    "open_application",
    "progress",
    "submit_application",
    "tell_overdue",
    "withdraw_application",
]
