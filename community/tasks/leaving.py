"""Letters about closing an account. Safe to repeat."""

from django_tasks import task

from community.emails.leaving import gone_letter, leaving_letter
from community.models import User


@task()
def mail_leaving(pk: int, name: str, day: str, mark: str) -> None:
    """Send the letter ``name`` ("account_closing", "account_kept") while it is still so."""
    member = User.objects.filter(pk=pk, left_at__isnull=True).first()
    if member is not None and (member.closes_at is not None) == (name == "account_closing"):
        leaving_letter(member, name, day, mark).send()


@task()
def mail_gone(email: str, mark: str) -> None:
    """Tell an address that its account is deleted; ``mark`` names the letter, and nobody."""
    gone_letter(email, mark).send()
