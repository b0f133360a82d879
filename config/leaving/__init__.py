"""Closing an account for good: the one place that knows every app's part of it."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from articles.actions import part_from_publication
from comments.actions import part_from_discussions
from community.actions.leaving import (
    accounts_due,
    delete_account,
    lock_to_leave,
    part_from_city,
    refuse_if_only_administrator,
    rows_left,
)
from community.errors import Refused
from community.models import User
from config.leaving.traces import forget_traces

logger = logging.getLogger("civitas.accounts")


def close_due_accounts() -> int:
    """Delete the accounts whose day has come, each by itself; return how many went.

    Safe to repeat and on two machines. One that fails is logged and tried again the next time.
    """
    for row in rows_left():
        tried(take_row_away, row)
    return sum(tried(close_if_due, user) for user in accounts_due())


def tried(step: Callable[[User], bool], user: User) -> bool:
    try:
        return step(user)
    except Exception:
        logger.exception("account not closed", extra={"member": user.pk})
        return False


def close_if_due(user: User) -> bool:
    """Unless it is kept in this very moment, or nobody would be left to appoint others."""
    with transaction.atomic():
        member = lock_to_leave(user)
        if member is None or member.closes_at is None or member.closes_at > timezone.now():
            return False
        try:
            refuse_if_only_administrator(member)
        except Refused:
            return False  # their page says so
        leave(member)
    return True


def close_now(user: User) -> bool:
    """Delete the account of somebody who asked the operator; false when it is gone already."""
    with transaction.atomic():
        member = lock_to_leave(user)
        if member is None:
            return False
        refuse_if_only_administrator(member)
        leave(member)
    return True


def leave(member: User) -> None:
    """Everything, in the transaction of the caller, who has locked ``member``."""
    forget_traces(member)
    part(member)
    delete_account(member)
    logger.info("account closed", extra={"member": member.pk})


def part(member: User) -> None:
    part_from_city(member)
    part_from_publication(member)
    part_from_discussions(member)


def take_row_away(row: User) -> bool:
    """With what somebody wrote to it in the moment in which it was emptied."""
    with transaction.atomic():
        part(row)
        row.delete()
    return True
