"""The clock does what is due, and one failure keeps nobody waiting."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from config.due import DUE, Due, run_due
from config.task_care import ABANDONED_AFTER, MOST_TRIES, free_abandoned_tasks, retry_failed_tasks
from config.tidying import forget_old_sessions, forget_old_tasks

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
done: list[str] = []


def water() -> None:
    done.append("watered")


def stumble() -> None:
    raise ValueError("the can is empty")


def lose_the_database() -> None:
    raise OperationalError("gone")


@task
def greet(name: str) -> str:
    return f"Hello {name}"


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def named(name: str, every: timedelta = timedelta()) -> Due:
    return Due(f"{__name__}.{name}", every)


@pytest.mark.parametrize("item", DUE, ids=lambda item: item.action)
def test_every_item_can_be_loaded(item: Due) -> None:
    assert callable(import_string(item.action))


@pytest.mark.parametrize("failing", ["stumble", "lose_the_database", "does_not_exist"])
@pytest.mark.django_db(transaction=True)
def test_a_failing_item_does_not_stop_the_next(
    failing: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        run_due((named(failing), named("water")))

    assert done == ["watered"]
    assert failing in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_daily_item_runs_once_a_day() -> None:
    daily = named("water", timedelta(days=1))
    with time_machine.travel(NOW) as clock:
        run_due((daily,))
        run_due((daily,))
        assert done == ["watered"]
        clock.shift(timedelta(days=1, seconds=1))
        run_due((daily,))

    assert done == ["watered", "watered"]


@pytest.mark.django_db(transaction=True)
def test_a_daily_item_that_failed_is_tried_again() -> None:
    run_due((named("stumble", timedelta(days=1)),))
    run_due((Due(f"{__name__}.stumble", timedelta(days=1)), named("water")))

    assert done == ["watered"]


@pytest.mark.django_db(transaction=True)
def test_the_command_runs_once_without_every() -> None:
    call_command("run_due")


def queued(status: TaskResultStatus, *, tries: int = 1, at: datetime = NOW) -> DBTaskResult:  # type: ignore[type-arg]
    """A task that has been tried ``tries`` times, the last time ``at``."""
    with time_machine.travel(at, tick=False):
        found = DBTaskResult.objects.get(pk=greet.enqueue("Ada").id)
    found.status, found.worker_ids = status, ["w"] * tries
    found.started_at = found.finished_at = at
    found.save()
    return found


@pytest.mark.django_db
def test_a_failed_task_waits_longer_for_each_try() -> None:
    with time_machine.travel(NOW, tick=False):
        early, late = queued(TaskResultStatus.FAILED), queued(TaskResultStatus.FAILED, tries=4)
        assert retry_failed_tasks() == 2
    early.refresh_from_db()
    late.refresh_from_db()

    assert early.status == TaskResultStatus.READY
    assert early.run_after == NOW + timedelta(seconds=30)
    assert late.run_after == NOW + timedelta(minutes=4)


@pytest.mark.django_db
def test_a_task_is_given_up_after_its_last_try() -> None:
    given_up = queued(TaskResultStatus.FAILED, tries=MOST_TRIES)

    assert retry_failed_tasks() == 0

    given_up.refresh_from_db()
    assert given_up.status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_queued_again_and_what_still_runs_is_not() -> None:
    with time_machine.travel(NOW, tick=False):
        abandoned = queued(TaskResultStatus.RUNNING, at=NOW - ABANDONED_AFTER * 2)
        running = queued(TaskResultStatus.RUNNING, at=NOW - ABANDONED_AFTER / 2)
        assert free_abandoned_tasks() == 1
    abandoned.refresh_from_db()
    running.refresh_from_db()

    assert abandoned.status == TaskResultStatus.READY
    assert running.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_is_given_up() -> None:
    with time_machine.travel(NOW, tick=False):
        deadly = queued(TaskResultStatus.RUNNING, tries=MOST_TRIES, at=NOW - ABANDONED_AFTER * 2)
        assert free_abandoned_tasks() == 0
    deadly.refresh_from_db()

    assert deadly.status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_done_tasks_are_forgotten_after_their_time() -> None:
    with time_machine.travel(NOW, tick=False):
        queued(TaskResultStatus.SUCCESSFUL, at=NOW - timedelta(days=4))
        kept = queued(TaskResultStatus.FAILED, at=NOW - timedelta(days=4))
        queued(TaskResultStatus.FAILED, at=NOW - timedelta(days=40))
        forget_old_tasks()

    assert list(DBTaskResult.objects.all()) == [kept]


@pytest.mark.django_db
def test_sessions_that_have_run_out_are_forgotten() -> None:
    old, open_ = SessionStore(), SessionStore()
    for session, day in ((old, -1), (open_, 1)):
        session.set_expiry(timezone.now() + timedelta(days=day))
        session.create()

    forget_old_sessions()

    assert [row.session_key for row in Session.objects.all()] == [open_.session_key]
