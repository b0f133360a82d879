"""Forget what has served its time."""

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

KEEP_DONE_TASKS = timedelta(days=3)
KEEP_FAILED_TASKS = timedelta(days=30)


def forget_old_tasks() -> None:
    now = timezone.now()
    tasks = DBTaskResult.objects
    tasks.successful().filter(finished_at__lt=now - KEEP_DONE_TASKS).delete()
    tasks.failed().filter(finished_at__lt=now - KEEP_FAILED_TASKS).delete()


def forget_old_sessions() -> None:
    """Sessions that have run out, and the addresses that were kept with them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
