"""Put work into the queue by name, in the transaction that asked for it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.module_loading import import_string


def enqueue(task: str, *args: str | int | None, after: timedelta = timedelta()) -> None:
    """Queue ``task`` ("comments.tasks.mail_reply") with plain arguments.

    The name is resolved at run time, so that actions need not import tasks, which stand above them.
    The queued row commits and rolls back with the caller's transaction; it runs ``after`` a while.
    """
    found = import_string(task)
    if after:
        found = found.using(run_after=timezone.now() + after)
    found.enqueue(*args)
