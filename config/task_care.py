"""Second chances for tasks: the queue itself neither retries nor notices a killed worker.

A task may therefore run more than once and has to be safe to repeat. Every claim by a worker adds
to ``worker_ids``, so their number is the number of tries.
"""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("civitas.tasks")

MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=30)  # doubled each time: the eighth try comes after about an hour
ABANDONED_AFTER = timedelta(minutes=10)  # far longer than any task takes
AT_ONCE = 500


def retry_failed_tasks() -> int:
    """Queue failed tasks again, each after a longer pause; returns how many."""
    failed = DBTaskResult.objects.failed().filter(**{tries_left(): True})
    tasks = failed.order_by("finished_at")[:AT_ONCE]
    return sum(queue_again(task, status=TaskResultStatus.FAILED) for task in tasks)


def free_abandoned_tasks() -> int:
    """Queue again what a killed worker left running, and fail what has killed too many."""
    running = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - ABANDONED_AFTER)
    running.exclude(**{tries_left(): True}).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        traceback="The worker ended while it ran this task, each time.",
    )
    tasks = running.filter(**{tries_left(): True})[:AT_ONCE]
    return sum(queue_again(task, status=TaskResultStatus.RUNNING) for task in tasks)


def tries_left() -> str:
    """The lookup that is true of tasks with fewer than MOST_TRIES tries behind them."""
    return f"worker_ids__{MOST_TRIES - 1}__isnull"


def queue_again(task: "DBTaskResult[..., Any]", *, status: TaskResultStatus) -> int:
    """Only one caller succeeds: the condition names the state and the try that it saw."""
    tries = len(task.worker_ids)
    again = timezone.now() + FIRST_PAUSE * 2 ** max(tries - 1, 0)
    logger.info("task %s (%s) waits for try %d", task.id, task.task_path, tries + 1)
    return DBTaskResult.objects.filter(
        pk=task.pk, status=status, started_at=task.started_at
    ).update(status=TaskResultStatus.READY, run_after=again)
