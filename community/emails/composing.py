"""Write a letter from its templates, ``templates/emails/<name>.{subject.txt,txt,html}``."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from community.emails.delivery import sender
from community.html import absolute
from community.models import City, User


def compose(name: str, user: User, *, about: str, **context: object) -> EmailMultiAlternatives:
    """Write the letter ``name`` to ``user``; ``about`` ("application-12") is the thing told of.

    Name and thing make the Message-ID, so that a letter sent twice by accident is one to a reader.
    """
    message_id = f"<{name}.{about}@{urlsplit(settings.SITE_URL).hostname}>"
    return compose_to(user.email, name, message_id=message_id, member=user, **context)


def compose_to(
    email: str, name: str, *, message_id: str, **context: object
) -> EmailMultiAlternatives:
    """Write the letter ``name`` to an address; somebody without an account has no ``member``."""
    context = {"site_url": settings.SITE_URL, "city": City.current(), **context}
    # SECURITY: a subject is one line whatever stands in a name.
    subject = " ".join(render_to_string(f"emails/{name}.subject.txt", context).split())
    letter = EmailMultiAlternatives(
        subject,
        render_to_string(f"emails/{name}.txt", context).strip() + "\n",
        from_email=sender(),
        to=[email],
        headers={"Message-ID": message_id},
    )
    letter.attach_alternative(render_to_string(f"emails/{name}.html", context), "text/html")
    return letter


def ways_out(token: str) -> dict[str, object]:
    """Return what ``emails/_end`` links to; ````token```` ends letters of its kind."""
    return {
        "end_url": absolute(reverse("community:end_mail", args=[token])),
        "mail_url": absolute(reverse("community:mail")),
    }


def one_click(token: str) -> dict[str, str]:
    """Return the headers by which a mail program shows a way out of its own (RFC 8058)."""
    url = absolute(reverse("community:end_mail", args=[token]))
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
