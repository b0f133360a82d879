"""What the clock does, and how often.

Apps are named by dotted path and resolved when the time comes, so that one that cannot be loaded
does not stop the others. Every callable must be safe to repeat and to run on two machines at once.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import close_old_connections, connections
from django.db.utils import InterfaceError, OperationalError
from django.utils.module_loading import import_string

logger = logging.getLogger("civitas.due")


@dataclass(frozen=True)
class Due:
    """``action`` is the dotted path of a callable without arguments."""

    action: str
    every: timedelta = timedelta()


DUE = (
    Due("articles.actions.publish_due_articles"),
    Due("articles.actions.ask_for_missing_sizes"),
    Due("articles.actions.ask_for_share_images"),
    Due("articles.actions.ask_for_missing_portraits"),
    Due("articles.actions.renew_texts"),
    Due("articles.actions.move_proposals_on"),
    Due("articles.actions.weigh_new_proposals"),
    Due("community.actions.ladder.expire_applications"),
    Due("community.actions.ladder.open_ballots"),
    Due("community.actions.ladder.close_ballots"),
    Due("community.actions.ladder.call_voters"),
    Due("community.actions.ladder.call_voters_daily"),
    Due("community.actions.ladder.tell_overdue"),
    Due("community.actions.ladder.count_ladder", every=timedelta(minutes=15)),
    Due("community.actions.dormancy.tell_of_dormancy", every=timedelta(hours=6)),
    Due("community.actions.dormancy.put_to_sleep", every=timedelta(hours=6)),
    Due("community.actions.dormancy.wake_returned"),
    Due("community.actions.served.tell_served"),
    Due("comments.actions.put_into_daily_letters"),
    Due("comments.actions.end_settled_appeals"),
    Due("config.leaving.close_due_accounts"),  # before panels move on: it leaves empty seats
    Due("community.actions.appeals.move_appeals_on"),
    Due("community.actions.appeals.tell_overdue_appeals"),
    Due("comments.actions.count_months", every=timedelta(hours=1)),
    Due("articles.actions.recount_likes", every=timedelta(days=1)),
    Due("comments.actions.recount_reactions", every=timedelta(days=1)),
    Due("community.actions.accounts.forget_unverified_accounts", every=timedelta(days=1)),
    Due("comments.actions.forget_old_undos", every=timedelta(hours=1)),
    Due("config.task_care.free_abandoned_tasks"),
    Due("config.task_care.retry_failed_tasks"),
    Due("config.tidying.forget_old_tasks", every=timedelta(days=1)),
    Due("config.tidying.forget_old_sessions", every=timedelta(days=1)),
)


def run_due(items: tuple[Due, ...] = DUE) -> None:
    """Run every item whose time has come; a failing one is logged and keeps nobody waiting."""
    for item in items:
        try:
            run_in_time(item)
        except (OperationalError, InterfaceError) as error:
            logger.warning("%s: the database does not answer (%s)", item.action, error)
            connections.close_all()
        except Exception:
            logger.exception("%s failed", item.action)


def run_in_time(item: Due) -> None:
    """The shared cache remembers the last time, for all machines; without it the time is now."""
    close_old_connections()
    key = f"due:{item.action}"
    if item.every and not cache.add(key, 1, timeout=item.every.total_seconds()):
        return
    try:
        import_string(item.action)()
    except Exception:
        if item.every:
            cache.delete(key)
        raise
