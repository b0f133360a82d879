"""A member asks for the account to be closed, and has some days to keep it."""

from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.actions.notices import notify_member
from community.actions.people import (
    has_other_administrators,
    lock_administrators,
    lock_member,
)
from community.enqueue import enqueue
from community.errors import Refused
from community.models import City, Notice, Role, User

CHOICES = ["takes_words", "ends_newsletter"]


def ask_to_close(
    user: User, *, by: User | None, takes_words: bool = False, ends_newsletter: bool = False
) -> User:
    """Set the day on which the account is deleted; asked again, the day stays and nobody is told.

    ``takes_words``: what was written goes too, and does not stay without the name. ``by`` None is
    the operator's command line. Raises ``Refused`` for the only administrator.
    """
    refuse_unless_own(user, by)
    with transaction.atomic():
        member = lock_member(user)
        refuse_if_only_administrator(member)
        member.takes_words, member.ends_newsletter = takes_words, ends_newsletter
        is_new = member.closes_at is None
        if is_new:
            member.closes_at = timezone.now() + timedelta(days=City.current().leave_days)
        member.save(update_fields=["closes_at", *CHOICES])
        if is_new:
            tell(member, Notice.Kind.CLOSING, "account_closing", day=day_of(member))
    return member


def keep_account(user: User, *, by: User) -> User:
    """Let everything go on as before; silent when nothing was to be closed."""
    refuse_unless_own(user, by)
    with transaction.atomic():
        member = lock_member(user)
        if member.closes_at is None:
            return member
        member.closes_at = None
        member.takes_words = member.ends_newsletter = False
        member.save(update_fields=["closes_at", *CHOICES])
        tell(member, Notice.Kind.KEPT, "account_kept")
    return member


def tell(member: User, kind: str, letter: str, **facts: str) -> None:
    notify_member(member, kind, reverse("community:me"), **facts)
    mark = uuid4().hex  # of this letter, however often it is tried
    enqueue("community.tasks.leaving.mail_leaving", member.pk, letter, facts.get("day", ""), mark)


def day_of(member: User) -> str:
    return date_format(timezone.localtime(member.closes_at), "DATE_FORMAT")


def refuse_unless_own(user: User, by: User | None) -> None:
    if by is not None and by.pk != user.pk:
        raise PermissionDenied(_("Everybody closes their own account."))


def is_only_administrator(member: User) -> bool:
    """Whether nobody could appoint others without ``member``."""
    is_one = member.is_active and member.groups.filter(name=Role.ADMINISTRATOR).exists()
    return is_one and not has_other_administrators(member)


def refuse_if_only_administrator(member: User) -> None:
    """Inside a transaction."""
    lock_administrators()
    if is_only_administrator(member):
        raise Refused(
            _("You are the only administrator. Appoint another one at the desk first, then leave.")
        )


def accounts_due() -> list[User]:
    """Those whose day has come, the first first."""
    return list(User.objects.filter(closes_at__lte=timezone.now()).order_by("closes_at", "pk"))
