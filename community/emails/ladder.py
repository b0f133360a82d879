"""Letters of the city, written from templates; nothing is sent from here."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from community.emails.composing import compose
from community.models import Application, ApplicationMessage, Sanction, User


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


def sanction_letter(sanction: Sanction, name: str) -> EmailMultiAlternatives:
    return compose(
        name,
        sanction.user,
        about=f"sanction-{sanction.pk}",
        sanction=sanction,
        appeal_url=settings.SITE_URL + reverse("community:appeal_sanction", args=[sanction.pk]),
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
