"""Letters of the city, written from templates; nothing is sent from here."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from community.emails.composing import compose, one_click, ways_out
from community.models import (
    Application,
    ApplicationMessage,
    Ballot,
    City,
    FormerStanding,
    Sanction,
    User,
)
from community.permissions import clean_time, counts_until, is_still_held


def application_letter(application: Application, name: str) -> EmailMultiAlternatives:
    """What the applicant reads about ``application``; also shown to editors before they send it."""
    return compose(
        name,
        application.applicant,
        about=f"application-{application.pk}",
        application=application,
        step=application.charter.step_to(application.standing),
        url=settings.SITE_URL + application.get_absolute_url(),
        appeal_url=settings.SITE_URL
        + reverse("community:appeal_application", args=[application.pk]),
    )


def question_letter(message: ApplicationMessage) -> EmailMultiAlternatives:
    application = message.application
    return compose(
        "application_question",
        application.applicant,
        about=f"message-{message.pk}",
        application=application,
        message=message,
        url=settings.SITE_URL + application.get_absolute_url(),
    )


def ballots_letter(voter: User, ballots: Sequence[Ballot], token: str) -> EmailMultiAlternatives:
    """Call ``voter`` to vote; ``token`` ends letters of this kind."""
    # A ballot that is opened once more is another call, with a Message-ID of its own; of however
    # many ballots, the line must not grow past what mail servers take.
    opened = ",".join(sorted(f"{one.pk}{'x' if one.extended_at else ''}" for one in ballots))
    which = sha256(opened.encode()).hexdigest()[:24]
    called = [(one, settings.SITE_URL + one.get_absolute_url()) for one in ballots]
    ways = ways_out(token)
    about = f"{which}.{voter.pk}"
    letter = compose("ballots_open", voter, about=about, ballots=called, first=ballots[0], **ways)
    letter.extra_headers |= one_click(token)
    return letter


def sanction_letter(sanction: Sanction, name: str) -> EmailMultiAlternatives:
    return compose(
        name,
        sanction.user,
        about=f"sanction-{sanction.pk}",
        sanction=sanction,
        appeal_url=settings.SITE_URL + reverse("community:appeal_sanction", args=[sanction.pk]),
        me_url=settings.SITE_URL + reverse("community:me"),
        taken=sanction.revoked,
        still_held=is_still_held(sanction),
        counts_until=counts_until(sanction, clean_time(sanction.user.next_standing)),
    )


def standing_letter(former: FormerStanding, name: str) -> EmailMultiAlternatives:
    """Tell of a standing that was taken with a ban, or given back, and of the way to it again."""
    appeal = reverse("community:appeal_sanction", args=[former.sanction_id or 0])
    return compose(
        name,
        former.member,
        about=f"standing-{former.pk}",
        former=former,
        until=former.left_at + timedelta(days=City.current().return_days),
        appeal_url=settings.SITE_URL + appeal,
        me_url=settings.SITE_URL + reverse("community:me"),
    )


def dormancy_letter(member: User, name: str, day: str) -> EmailMultiAlternatives:
    """Tell a citizen who stays away on which day they go dormant."""
    return compose(
        name,
        member,
        about=f"{member.pk}-{day}".replace(" ", "-"),
        day=day,
        url=settings.SITE_URL + "/",
    )
