"""A member vouches for an applicant."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.actions.ladder.locking import lock_application
from community.actions.ladder.stages import go_on
from community.actions.ladder.telling import tell
from community.errors import Refused
from community.models import Application, CivicRecord, Endorsement, Notice, User
from community.permissions import holds_enough, may_vouch


def endorse_application(application: Application, *, by: User, words: str = "") -> Endorsement:
    """Vouch for the applicant, once; the last endorsement needed sends it to the editors."""
    with transaction.atomic():
        application = lock_application(application, also=by)
        endorsed = Endorsement.objects.filter(application=application, endorser=by).first()
        if endorsed is not None:
            return endorsed
        refuse_unless_vouching(application, by)
        endorsement = Endorsement.objects.create(
            application=application, endorser=by, words=words.strip()
        )
        tell(
            application,
            CivicRecord.Kind.ENDORSED,
            notice=Notice.Kind.APPLICATION_ENDORSED,
            by=by,
        )
        if application.state == Application.State.SUBMITTED and has_enough(application):
            go_on(application)
    return endorsement


def refuse_unless_vouching(application: Application, by: User) -> None:
    if application.applicant_id == by.pk:
        raise PermissionDenied(_("Nobody vouches for themselves."))
    if not may_vouch(by, application.standing):
        raise PermissionDenied(_("You may not endorse for this standing."))
    if not application.is_open:
        raise Refused(_("This application is closed."))
    if not application.takes_endorsements:
        raise Refused(_("The citizens hear and decide now; vouching is over."))
    if holds_enough(by, application.standing):
        message = _("You hold as many open endorsements as one person may. Wait for a decision.")
        raise Refused(message)


def has_enough(application: Application) -> bool:
    return application.endorsements.count() >= application.endorsements_needed
