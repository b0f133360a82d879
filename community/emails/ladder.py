"""Letters of the city, written from templates; nothing is sent from here.

``compose`` is for every app: ``templates/emails/<name>.{subject.txt,txt,html}``.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from community.models import Application, ApplicationMessage, City, Sanction, User


def compose(name: str, user: User, *, about: str, **context: object) -> EmailMultiAlternatives:
    """Write the letter ``name`` to ``user``; ``about`` ("application-12") is the thing told of.

    Name and thing make the Message-ID, so that a letter sent twice by accident is one to a reader.
    """
    context = {"member": user, "site_url": settings.SITE_URL, "city": City.current(), **context}
    # SECURITY: a subject is one line whatever stands in a name.
    subject = " ".join(render_to_string(f"emails/{name}.subject.txt", context).split())
    letter = EmailMultiAlternatives(
        subject,
        render_to_string(f"emails/{name}.txt", context).strip() + "\n",
        to=[user.email],
        headers={"Message-ID": f"<{name}.{about}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    letter.attach_alternative(render_to_string(f"emails/{name}.html", context), "text/html")
    return letter


def application_letter(application: Application, name: str) -> EmailMultiAlternatives:
    """What the applicant reads about ``application``; also shown to editors before they send it."""
    return compose(
        name,
        application.applicant,
        about=f"application-{application.pk}",
        application=application,
        step=application.charter.step_to(application.standing),
        url=settings.SITE_URL + application.get_absolute_url(),
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
        me_url=settings.SITE_URL + reverse("community:me"),
    )
