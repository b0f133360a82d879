"""Ready reasons: kept by editors, and offered wherever a reason is asked for."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from community.actions.desk import remove_reason, save_reason
from community.actions.ladder.review import waiting_time
from community.admin.base import StaffAdmin
from community.models import Application, ReadyReason
from community.permissions import StaffRight, member

Use = ReadyReason.Use
OF_SANCTIONS = [use for use in Use if use not in (Use.GRANT, Use.DECLINE, Use.ASK)]


class Offer(NamedTuple):
    """One press that fills a reason in."""

    key: int
    use: str
    group: str
    name: str
    text: str


@admin.register(ReadyReason)
class ReadyReasonAdmin(StaffAdmin):
    view_right = add_right = change_right = delete_right = StaffRight.EDIT_CITY
    list_display = ["name", "use", "position", "text"]
    list_filter = ["use"]
    fields = ["use", "name", "text", "position"]

    def save_model(self, request: HttpRequest, obj: ReadyReason, *args: Any) -> None:
        save_reason(obj, by=member(request.user))

    def delete_model(self, request: HttpRequest, obj: ReadyReason) -> None:
        remove_reason(obj, by=member(request.user))


def offers(uses: Iterable[str], **places: str) -> list[Offer]:
    """The ready reasons for ``uses`` with what is known filled in; one query."""
    order = list(uses)
    rows = list(ReadyReason.objects.filter(use__in=order))
    return [
        Offer(each.pk, each.use, str(each.get_use_display()), each.name, each.filled(**places))
        for each in sorted(rows, key=lambda each: order.index(each.use))
    ]


def offers_for(application: Application) -> list[Offer]:
    day = date_format(timezone.localtime(waiting_time(application)), "DATE_FORMAT")
    name = application.applicant.display_name
    offered = offers((Use.GRANT, Use.DECLINE, Use.ASK), name=name, day=day)
    if application.ballot_left_open is None:
        return offered
    # The reason will be public, and names nobody.
    return [each for each in offered if each.use == Use.ASK or name not in each.text]


def with_offer(written: str, offered: list[Offer], key: str) -> str:
    """What was written with the chosen reason behind it; never instead of it, never twice."""
    for offer in offered:
        if str(offer.key) == key and offer.text not in written:
            return f"{written.rstrip()}\n\n{offer.text}" if written.strip() else offer.text
    return written
