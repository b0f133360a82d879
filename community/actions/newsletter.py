"""The newsletter: asked for by anybody, confirmed by the owner of the address, left with one press.

Nothing is stored before the address is confirmed, and what is done is the same for an address that
is known and one that is not: one task is queued, which writes a letter.
"""

from collections.abc import Collection

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from community.enqueue import enqueue
from community.errors import Refused, TooOften
from community.limits import retry_after
from community.models import Interest, Subscriber

SALT = "community.newsletter"
LINK_DAYS = 7
ASKED = (5, 3600)  # times, seconds; from one network
LETTERS = (3, 24 * 3600)  # to one address, from wherever it is asked


def ask_for_newsletter(email: str, interests: Collection[str], *, network: str) -> None:
    """Have a letter sent that asks the owner of the address; ``TooOften`` by network alone.

    SECURITY: beyond three letters a day to one address nothing is sent and nothing is said.
    """
    times, seconds = ASKED
    if wait := retry_after(f"newsletter:{network}", times=times, seconds=seconds):
        raise TooOften(
            _("That was asked for too often from here. Try again later."), retry_after=wait
        )
    times, seconds = LETTERS
    if not retry_after(f"newsletter-to:{email.lower()}", times=times, seconds=seconds):
        enqueue("community.tasks.mail_newsletter_link", email, ",".join(sorted(interests)))


def newsletter_token(email: str, interests: Collection[str]) -> str:
    """Return what the link in the letter carries: address and interests, signed."""
    return signing.dumps({"email": email, "interests": sorted(interests)}, salt=SALT)


def read_newsletter_token(token: str) -> tuple[str, list[str]]:
    """Return address and interests. Raises ``Refused`` when the link is old or not ours."""
    try:
        content = signing.loads(token, salt=SALT, max_age=LINK_DAYS * 24 * 3600)
    except signing.BadSignature as error:
        sentence = _("This link has run out or is not complete. Ask for the newsletter once more.")
        raise Refused(sentence) from error
    return content["email"], content["interests"]


def confirm_newsletter(token: str, interests: Collection[str]) -> Subscriber:
    """Store the subscription, or change the one that is there; doing it twice is silent."""
    email, _asked = read_newsletter_token(token)
    with transaction.atomic():
        known = Subscriber.objects.select_for_update().filter(email__iexact=email).first()
        if known is not None:
            return change_interests(known, interests)
        subscriber = Subscriber.objects.create(email=email, **wanted(interests))
        enqueue("community.tasks.mail_newsletter_welcome", subscriber.pk)
    return subscriber


def change_interests(subscriber: Subscriber, interests: Collection[str]) -> Subscriber:
    for name, value in wanted(interests).items():
        setattr(subscriber, name, value)
    subscriber.save(update_fields=list(Interest.values))
    return subscriber


def wanted(interests: Collection[str]) -> dict[str, bool]:
    """Return the fields of a subscriber. Raises ``Refused`` where nothing is wanted."""
    if not set(interests) & set(Interest.values):
        raise Refused(_("Choose at least one thing that you would like to read about."))
    return {name: name in interests for name in Interest.values}


def leave_newsletter(token: str) -> bool:
    """Forget a subscriber altogether; return whether there was one. Doing it twice is silent."""
    return bool(Subscriber.objects.filter(token=token).delete()[0])
