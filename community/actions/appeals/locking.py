"""One order of locks for everything that touches an appeal, so that nothing deadlocks."""

from django.utils.translation import gettext as _

from community.actions.people import lock_people
from community.errors import Refused
from community.models import Appeal, User


def lock_appeal(appeal: Appeal, *, also: User | None = None) -> Appeal:
    """Return ``appeal`` as stored, locked until the end of the transaction.

    First the people (its member, and ``also`` who acts, by key), then the appeal; seats are touched
    only under this lock, and an application or a sanction after it. Raises ``Refused`` when one of
    the accounts is gone, and the appeal with it.
    """
    lock_people(appeal.member_id, also=also)
    stored = (
        Appeal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("member", "sanction__user", "application__charter")
        .filter(pk=appeal.pk)
        .first()
    )
    if stored is None:
        raise Refused(_("This appeal is gone: its member has closed the account."))
    return stored
