"""What happens from day to day: notices, what one wants to hear of, what counted."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from community.models import MailSetting, Notice, Participation, User
from community.own_data import CHUNK, Room, Row


def notices(user: User) -> Iterator[Row]:
    for row in Notice.objects.filter(user=user).order_by("created_at").iterator(CHUNK):
        yield {
            "what": row.sentence,
            "address": row.url,
            "at": row.created_at,
            "read": row.read_at,
        }


def mail(user: User) -> Iterator[Row]:
    for row in MailSetting.objects.filter(user=user):
        yield {"what": row.get_kind_display(), "comes": row.get_pace_display()}


def participation(user: User) -> Iterator[Row]:
    """What counts towards a standing; who marked something stays with them."""
    rows = Participation.objects.filter(user=user).order_by("day", "pk")
    for row in rows.iterator(CHUNK):
        yield {"day": row.day, "what": row.get_kind_display(), "piece": str(row.article)}


ROOMS = (
    Room("notices", _("Notices"), ("community.Notice.user",), notices),
    Room("mail", _("What you hear of by mail"), ("community.MailSetting.user",), mail),
    Room("participation", _("What counted"), ("community.Participation.user",), participation),
)
