"""An editor decides what no panel did; a member takes an appeal back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.actions.appeals.locking import lock_appeal
from community.actions.appeals.outcome import close, conclude, refuse_unless_open
from community.actions.appeals.telling import enter, tell_member
from community.errors import AlreadyDecided, Refused
from community.models import Appeal, CivicRecord, Notice, User
from community.models.appeals import LONGEST_STATEMENT
from community.permissions import can_decide_appeal, can_grant_appeal

State = Appeal.State


def decide_appeal(appeal: Appeal, *, by: User, outcome: str, reason: str) -> Appeal:
    """Uphold or dismiss, with a reason that the member reads; who decided first may only uphold."""
    reason, outcome = reason.strip(), State(outcome)
    with transaction.atomic():
        appeal = lock_appeal(appeal, also=by)
        if appeal.state == outcome and appeal.decided_by_id == by.pk:
            return appeal
        refuse_unless_deciding(appeal, by, outcome)
        refuse_unless_open(appeal)
        if appeal.state == State.PANEL:
            day = date_format(localtime(appeal.panel_until), "DATE_FORMAT")
            raise Refused(_("A panel of citizens has until %(day)s to decide.") % {"day": day})
        if not reason:
            raise Refused(_("Give a reason. The member reads it."))
        if len(reason) > LONGEST_STATEMENT:
            raise Refused(_("Keep it under %(count)d characters.") % {"count": LONGEST_STATEMENT})
        conclude(appeal, outcome, reason=reason, by=by)
    return appeal


def refuse_unless_deciding(appeal: Appeal, by: User, outcome: State) -> None:
    if outcome not in (State.UPHELD, State.DISMISSED):
        raise Refused(_("An appeal is upheld or dismissed."))
    if can_decide_appeal(by, appeal):
        return
    if can_grant_appeal(by, appeal):
        if outcome == State.UPHELD:
            return
        raise PermissionDenied(_("It was your decision: you may take it back, and nothing else."))
    raise PermissionDenied(_("An editor without a part in the matter decides."))


def withdraw_appeal(appeal: Appeal, *, by: User) -> Appeal:
    """Take an open appeal back; silent the second time."""
    with transaction.atomic():
        appeal = lock_appeal(appeal)
        if appeal.member_id != by.pk:
            raise PermissionDenied(_("Only the member withdraws an appeal."))
        if appeal.state == State.WITHDRAWN:
            return appeal
        if not appeal.is_open:
            raise AlreadyDecided
        close(appeal, State.WITHDRAWN)
        enter(appeal, CivicRecord.Kind.ABANDONED, by=by)
    return appeal


def end_appeal(appeal: Appeal) -> bool:
    """End an open appeal whose matter is gone: a comment that is shown again, or deleted."""
    with transaction.atomic():
        appeal = lock_appeal(appeal)
        if not appeal.is_open:
            return False
        close(appeal, State.WITHDRAWN)
        enter(appeal, CivicRecord.Kind.ABANDONED, facts={"settled": True})
        tell_member(appeal, Notice.Kind.APPEAL_ENDED)
    return True
