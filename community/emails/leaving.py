"""Letters about closing an account; nothing is sent from here."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from community.emails.composing import compose, compose_to
from community.models import User


def leaving_letter(member: User, name: str, day: str, mark: str) -> EmailMultiAlternatives:
    """The account closes on ``day``, or it stays; with the way to the page that says so."""
    url = settings.SITE_URL + reverse("community:leave")
    return compose(name, member, about=mark, day=day, url=url)


def gone_letter(email: str, mark: str) -> EmailMultiAlternatives:
    host = urlsplit(settings.SITE_URL).hostname
    return compose_to(email, "account_gone", message_id=f"<account_gone.{mark}@{host}>")
