"""Put work into the queue by name, in the transaction that asked for it."""

from django.utils.module_loading import import_string


def enqueue(task: str, *args: str | int | None) -> None:
    """Queue ``task`` ("comments.tasks.mail_reply") with plain arguments.

    The name is resolved at run time, so that actions need not import tasks, which stand above them.
    The queued row commits and rolls back with the caller's transaction.
    """
    import_string(task).enqueue(*args)
