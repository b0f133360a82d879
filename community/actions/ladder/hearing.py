"""Before a ballot the citizens may ask, and everybody who votes reads the answers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.actions.ladder.locking import lock_application
from community.actions.ladder.telling import enter
from community.actions.notices import notify_naming
from community.enqueue import enqueue
from community.errors import Refused
from community.models import Application, ApplicationMessage, CivicRecord, Notice, User
from community.permissions import can_ask_in_hearing

MOST_QUESTIONS = 3  # of one person to one applicant


def ask_in_hearing(application: Application, *, by: User, text: str) -> ApplicationMessage:
    """Ask the applicant in front of all who may vote; the same question sent twice is one."""
    text = text.strip()
    with transaction.atomic():
        application = lock_application(application, also=by)
        if not can_ask_in_hearing(by, application):
            raise PermissionDenied(_("Those who may vote ask in a hearing, but not themselves."))
        own = application.messages.filter(author=by)
        same = own.filter(text=text).first()
        if same is not None:
            return same
        if application.state != Application.State.HEARING:
            raise Refused(_("The hearing is over."))
        if not text:
            raise Refused(_("Write the question first."))
        if own.count() >= MOST_QUESTIONS:
            raise Refused(_("You have asked three times. Leave the floor to the others."))
        return put_question(application, by, text)


def put_question(application: Application, by: User, text: str) -> ApplicationMessage:
    message = ApplicationMessage.objects.create(application=application, author=by, text=text)
    enter(application, CivicRecord.Kind.QUESTIONED, by=by)
    url = application.get_absolute_url()
    notify_naming(by, application.applicant, Notice.Kind.APPLICATION_ASKED, url)
    enqueue("community.tasks.ladder.mail_question", message.pk)
    return message
