"""Appeals: ``opening`` takes one, ``panel`` draws and hears citizens, ``deciding`` is the editor's,
``outcome`` carries out, ``clock`` is what the time brings. Lock through ``locking``.
"""

from community.actions.appeals.clock import move_appeals_on, tell_overdue_appeals
from community.actions.appeals.deciding import decide_appeal, end_appeal, withdraw_appeal
from community.actions.appeals.opening import (
    Matter,
    appeal_application,
    appeal_sanction,
    appeal_until,
    appeals_since,
    open_appeal,
    reason_of,
    refuse_if_late,
)
from community.actions.appeals.panel import decline_seat, give_opinion

__all__ = [
    "Matter",
    "appeal_application",
    "appeal_sanction",
    "appeal_until",
    "appeals_since",
    "decide_appeal",
    "decline_seat",
    "end_appeal",
    "give_opinion",
    "move_appeals_on",
    "open_appeal",
    "reason_of",
    "refuse_if_late",
    "tell_overdue_appeals",
    "withdraw_appeal",
]
