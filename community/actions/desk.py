"""What editors keep for one another at the desk: ready reasons, and who is looking at what."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.default_reasons import default_reasons
from community.actions.ladder.locking import lock_application
from community.models import Application, Look, ReadyReason, User
from community.permissions import StaffRight, staff_may
from community.permissions.ladder import DECIDE


def save_reason(reason: ReadyReason, *, by: User) -> None:
    """Store a ready reason; ValidationError for one out of shape."""
    refuse_unless_editor(by)
    reason.full_clean()
    reason.save()


def remove_reason(reason: ReadyReason, *, by: User) -> None:
    """Remove one; what was decided with its words stays as it was. Silent the second time."""
    refuse_unless_editor(by)
    ReadyReason.objects.filter(pk=reason.pk).delete()


def refuse_unless_editor(by: User) -> None:
    if not staff_may(by, StaffRight.EDIT_CITY):
        raise PermissionDenied(_("Only editors write the ready reasons."))


def lay_out_reasons() -> None:
    """Give a fresh site reasons to begin with, in its own language."""
    rows = enumerate(default_reasons())
    ReadyReason.objects.bulk_create(
        ReadyReason(use=use, name=name, text=text, position=at) for at, (use, name, text) in rows
    )


def look_at_application(application: Application, *, by: User) -> Look:
    """Return who is looking at it: ``by`` from now on, unless somebody else is already.

    It keeps nobody from deciding. What ``by`` looked at before is free again.
    """
    if not staff_may(by, DECIDE):
        raise PermissionDenied(_("Only editors decide on applications."))
    with transaction.atomic():
        application = lock_application(application)
        look = Look.objects.select_related("by").filter(application=application).first()
        if look is not None and look.by_id != by.pk and look.is_fresh:
            return look
        Look.objects.filter(by=by).exclude(application=application).delete()
        now = {"by": by, "at": timezone.now()}
        return Look.objects.update_or_create(application=application, defaults=now)[0]
