"""The ladder: one machine for every step; an application says which standing it asks for.

``requirements`` say how far a member has come, ``quiz`` asks about the charter, ``submit`` asks,
``endorse`` vouches, ``stages`` leads on: ``hearing`` and ``ballots`` where the citizens decide,
whom ``calling`` brings, ``review`` where editors do; ``close`` ends what nobody decides. Lock
through ``locking``, tell through ``telling``.
"""

from community.actions.ladder.ballots import cast_vote, close_ballots, open_ballots
from community.actions.ladder.calling import call_voters, call_voters_daily
from community.actions.ladder.close import (
    expire_applications,
    tell_overdue,
    withdraw_application,
)
from community.actions.ladder.drafts import keep_application_draft
from community.actions.ladder.endorse import endorse_application
from community.actions.ladder.figures import count_ladder
from community.actions.ladder.hearing import ask_in_hearing
from community.actions.ladder.quiz import answer_quiz, begin_quiz
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
    "answer_quiz",
    "ask_in_hearing",
    "ask_question",
    "begin_quiz",
    "call_voters",
    "call_voters_daily",
    "cast_vote",
    "close_ballots",
    "count_ladder",
    "decline_application",
    "endorse_application",
    "expire_applications",
    "grant_application",
    "is_young",
    "keep_application_draft",
    "open_application",
    "open_ballots",
    "progress",
    "submit_application",
    "tell_overdue",
    "withdraw_application",
]
