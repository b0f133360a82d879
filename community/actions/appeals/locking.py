"""One order of locks for everything that touches an appeal, so that nothing deadlocks."""

from django.utils.translation import gettext as _

from community.errors import Refused
from community.models import Appeal, User


def lock_appeal(appeal: Appeal) -> Appeal:
    """Return ``appeal`` as stored, locked until the end of the transaction.

    First its member, then the appeal; seats are touched only under this lock, and an application
    or a sanction after it. Raises ``Refused`` when the account is gone, and the appeal with it.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk=appeal.member_id))
    stored = (
        Appeal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("member", "sanction__user", "application__charter")
        .filter(pk=appeal.pk)
        .first()
    )
    if stored is None:
        raise Refused(_("This appeal is gone: its member has closed the account."))
    return stored
