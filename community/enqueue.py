"""Put work into the queue by name, in the transaction that asked for it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult


def enqueue(task: str, *args: str | int | None, after: timedelta = timedelta()) -> None:
    """Queue ``task`` ("comments.tasks.mail_reply") with plain arguments.

    The name is resolved at run time, so that actions need not import tasks, which stand above them.
    The queued row commits and rolls back with the caller's transaction; it runs ``after`` a while.
    """
    found = import_string(task)
    if after:
        found = found.using(run_after=timezone.now() + after)
    found.enqueue(*args)


def forget_ended(task: str, is_about: Callable[..., bool]) -> None:
    """Delete what is kept of ``task``, done or failed, where its arguments say so."""
    kept = DBTaskResult.objects.finished().filter(task_path=task)
    rows = kept.values_list("pk", "args_kwargs")
    keys = [pk for pk, given in rows.iterator() if is_about(*given["args"])]
    for at in range(0, len(keys), 500):
        DBTaskResult.objects.filter(pk__in=keys[at : at + 500]).delete()
