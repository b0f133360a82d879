"""The letters about the newsletter itself."""

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from community.emails.composing import compose_to
from community.emails.delivery import new_message_id
from community.html import absolute
from community.models import Subscriber


def newsletter_link_letter(email: str, token: str, *, is_known: bool) -> EmailMultiAlternatives:
    """Ask the owner of an address whether they want the newsletter, or other parts of it."""
    name = "newsletter_known" if is_known else "newsletter_confirm"
    url = absolute(reverse("newsletter:confirm", args=[token]))
    return compose_to(email, name, message_id=new_message_id(), url=url)


def newsletter_welcome_letter(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Welcome a new subscriber; mail programs show a way out of their own (RFC 8058)."""
    url = absolute(reverse("newsletter:subscription", args=[subscriber.token]))
    letter = compose_to(
        subscriber.email,
        "newsletter_welcome",
        message_id=new_message_id(),
        url=url,
        interests=[interest.label for interest in subscriber.interests],
    )
    letter.extra_headers |= way_out(subscriber)
    return letter


def way_out(subscriber: Subscriber) -> dict[str, str]:
    """Return the headers with which every letter can be left in one press."""
    url = absolute(reverse("newsletter:leave", args=[subscriber.token]))
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
