"""Letters about appeals; nothing is sent from here."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from community.emails.composing import compose
from community.models import Appeal, PanelSeat, User


def appeal_letter(appeal: Appeal, name: str) -> EmailMultiAlternatives:
    """What the member reads about the outcome; who decided is told without a name."""
    url = settings.SITE_URL + appeal.get_absolute_url()
    about = f"appeal-{appeal.pk}"
    return compose(name, appeal.member, about=about, appeal=appeal, url=url)


def drawn_letter(seat: PanelSeat, juror: User) -> EmailMultiAlternatives:
    url = settings.SITE_URL + seat.appeal.get_absolute_url()
    return compose("panel_drawn", juror, about=f"seat-{seat.pk}", seat=seat, url=url)
