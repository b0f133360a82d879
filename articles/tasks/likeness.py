"""The words of pieces, stored so that the likest can be found. Safe to repeat."""

from django_tasks import task

from articles.actions import likeness
from articles.tasks.order import BEHIND_MAIL


@task(priority=BEHIND_MAIL)
def portray(pk: int) -> None:
    """Store the words of a piece."""
    likeness.portray(pk)


@task(priority=BEHIND_MAIL)
def portray_missing() -> None:
    """Store the words of the next of those that wait."""
    likeness.portray_missing()
