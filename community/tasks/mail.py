"""Letters that leave from the queue."""

from django.core.cache import cache
from django_tasks import task

from community.emails.delivery import write


@task()
def send_mail(to: str, subject: str, text: str, message_id: str) -> None:
    """Send one letter; raises when the mail server is away, and is run again later."""
    write(to, subject, text, message_id).send()


@task()
def send_waiting_mail(name: str) -> None:
    """Send the letter that waits in the cache under ``name``, unless its code has run out."""
    waiting = cache.get(name)
    if waiting is None:
        return
    write(*waiting).send()
    cache.delete(name)
