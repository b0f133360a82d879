"""Applications that end without an editor's decision, and those that wait too long for one."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.ladder.ballots import stop_ballot
from community.actions.ladder.locking import find_application, lock_application
from community.actions.ladder.review import tell_declined, waiting_time
from community.actions.ladder.telling import enter, tell
from community.actions.notices import notify_member
from community.actions.one_by_one import one_by_one
from community.errors import AlreadyDecided
from community.models import Application, CivicRecord, Notice, Sanction, User
from community.permissions import can_withdraw

State = Application.State


def withdraw_application(application: Application, *, by: User) -> Application:
    """Take an open application back; silent the second time. There is no waiting time."""
    with transaction.atomic():
        application = lock_application(application)
        if not can_withdraw(by, application):
            raise PermissionDenied(_("Only the applicant withdraws an application."))
        if application.state == State.WITHDRAWN:
            return application
        if not application.is_open:
            raise AlreadyDecided
        end_as_withdrawn(application, by=by)
    return application


def end_as_withdrawn(application: Application, *, by: User | None) -> None:
    """End an open application whose applicant is locked; ``by`` None: it has become needless."""
    stop_ballot(application)
    application.state, application.closed_at = State.WITHDRAWN, timezone.now()
    application.save(update_fields=["state", "closed_at"])
    enter(application, CivicRecord.Kind.WITHDREW, by=by)


def decline_for_sanction(sanction: Sanction, *, by: User) -> None:
    """End the member's open application, whose rows the caller has locked."""
    opened = Application.objects.open().filter(applicant=sanction.user)
    for application in opened.select_related("applicant", "charter"):
        stop_ballot(application)
        application.state, application.closed_at = State.DECLINED, timezone.now()
        application.again_after = waiting_time(application)
        application.reason = _("A sanction came between: %(reason)s") % {"reason": sanction.reason}
        application.reason = application.reason[:2000]
        application.save(update_fields=["state", "closed_at", "again_after", "reason"])
        tell_declined(application, by=by)


def expire_applications() -> int:
    """End those that did not find their endorsements in time; return how many."""
    due = Application.objects.filter(state=State.SUBMITTED, expires_at__lte=timezone.now())
    return one_by_one(expire_application, due)


def expire_application(application: Application) -> bool:
    """End one, without a waiting time, unless something else happened to it meanwhile."""
    with transaction.atomic():
        stored = find_application(application)
        if stored is None or stored.state != State.SUBMITTED:
            return False
        if stored.expires_at > timezone.now():
            return False
        stored.state, stored.closed_at = State.EXPIRED, timezone.now()
        stored.save(update_fields=["state", "closed_at"])
        tell(
            stored,
            CivicRecord.Kind.EXPIRED,
            notice=Notice.Kind.APPLICATION_EXPIRED,
            mail="application_expired",
        )
    return True


def tell_overdue() -> int:
    """Tell each applicant once that the editors are late; return how many were told."""
    late = Application.objects.overdue().filter(overdue_told_at__isnull=True)
    return one_by_one(tell_one_overdue, late.select_related("applicant"))


def tell_one_overdue(application: Application) -> bool:
    now = timezone.now()
    untold = Application.objects.overdue().filter(pk=application.pk, overdue_told_at__isnull=True)
    with transaction.atomic():
        if not untold.update(overdue_told_at=now):
            return False
        url = application.get_absolute_url()
        notify_member(application.applicant, Notice.Kind.APPLICATION_OVERDUE, url)
    return True
