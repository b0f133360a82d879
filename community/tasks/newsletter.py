"""Letters about the newsletter. Safe to repeat."""

from django_tasks import task

from community.actions.newsletter import newsletter_token
from community.emails.newsletter import newsletter_link_letter, newsletter_welcome_letter
from community.models import Subscriber


@task()
def mail_newsletter_link(email: str, interests: str) -> None:
    """Send the link; one who gets the newsletter already is told that it changes what they get."""
    token = newsletter_token(email, interests.split(","))
    is_known = Subscriber.objects.filter(email__iexact=email).exists()
    newsletter_link_letter(email, token, is_known=is_known).send()


@task()
def mail_newsletter_welcome(pk: int) -> None:
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if subscriber is not None:
        newsletter_welcome_letter(subscriber).send()
