"""Which facts a decision in the moderation log may carry; a test holds that every kind is here."""

from collections.abc import Mapping

from comments.checks import NAMES
from comments.models import Decision, Discussion, Report
from community.actions.ledger.facts import Test, number, one_of, uuid

STOPPED = {"stopped_by": one_of(*NAMES, "reports", "archive")}
TAKEN_BACK = {"decision": uuid, "undone": one_of(*Decision.Kind.values)}
MODE = one_of(*Discussion.Mode.values)

FACTS: dict[str, Mapping[str, Test]] = {
    "approved": STOPPED,
    "kept": {},
    "hidden": {**STOPPED, "rule": one_of(*Report.Reason.values)},
    "restored": {},
    "spam": {**STOPPED, "rule": one_of(*Report.Reason.values)},
    "undone": TAKEN_BACK,
    "overturned": {"appeal": number},
    "picked": {},
    "unpicked": {},
    "set": {"mode": MODE, "mode_before": MODE, "slow_minutes": number, "slow_before": number},
}
