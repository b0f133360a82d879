"""One order of locks for everything that touches an application, so that nothing deadlocks."""

from django.utils.translation import gettext as _

from community.actions.people import lock_people
from community.errors import Refused
from community.models import Application, User


def lock_application(application: Application, *, also: User | None = None) -> Application:
    """Return ``application`` as stored, locked until the end of the transaction.

    First the people (the applicant, and ``also`` who acts, by key), then the application. A no-op
    on SQLite, whose transactions are one at a time. Raises ``Refused`` when one of the accounts is
    gone, and the application with it.
    """
    lock_people(application.applicant_id, also=also)
    stored = stored_application(application)
    if stored is None:
        raise Refused(_("This application is gone: its member has closed the account."))
    return stored


def find_application(application: Application) -> Application | None:
    """The same for the clock, which goes on where somebody has left."""
    list(User.objects.select_for_update(no_key=True).filter(pk=application.applicant_id))
    return stored_application(application)


def stored_application(application: Application) -> Application | None:
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("applicant", "charter").filter(pk=application.pk).first()
