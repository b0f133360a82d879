"""Accounts: opening one, and rehearsing it for an address that has one already."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from community.errors import Refused
from community.models import User
from community.names import friendly_name, handle_candidates

UNVERIFIED_KEPT = timedelta(days=7)


class AddressTaken(Refused):
    """Somebody opened an account with this e-mail in the same moment. Never shown to a visitor."""


def open_account(*, email: str, display_name: str = "") -> User:
    """Open an account with an e-mail still to be verified; returns the new visitor.

    Without a name a friendly one is made up. The handle comes from the name; where two sign up
    at once the constraint decides and the loser takes the next candidate. Raises ``AddressTaken``.
    """
    display_name = display_name or friendly_name()
    for handle in handle_candidates(display_name):
        try:
            with transaction.atomic():
                return User.objects.create_user(email, handle=handle, display_name=display_name)
        except (IntegrityError, ValidationError) as error:
            if User.objects.filter(email__iexact=email).exists():
                raise AddressTaken(_("There is an account with this e-mail already.")) from error
    raise Refused(_("We found no free handle for this name. Try another name, please."))


def rehearse_account(*, display_name: str = "") -> None:
    """Do the work of opening an account and keep nothing of it.

    SECURITY: a sign-up with an address that is known takes as long as one with a new address.
    """
    email = f"{get_random_string(24).lower()}@rehearsal.invalid"
    with transaction.atomic():
        user = open_account(email=email, display_name=display_name)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
        transaction.set_rollback(True)


def use_demo_link(user: User) -> bool:
    """Take the one use of a demo link; false for whoever comes second."""
    unused = User.objects.filter(pk=user.pk, last_login=user.last_login)
    return unused.update(last_login=timezone.now()) == 1


def forget_unverified_accounts() -> None:
    """Delete accounts whose e-mail nobody confirmed for a week: a stranger's slip or a robot.

    Nobody ever signed in with them, so nothing hangs on them. Safe to repeat.
    """
    verified = EmailAddress.objects.filter(verified=True).values("user")
    started = EmailAddress.objects.filter(verified=False).values("user")
    User.objects.filter(
        pk__in=started,
        last_login=None,
        is_staff=False,
        is_demo=False,
        created_at__lt=timezone.now() - UNVERIFIED_KEPT,
    ).exclude(pk__in=verified).delete()
