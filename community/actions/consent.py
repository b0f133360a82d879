"""What a member lets others see, and the link by which others check a card."""

from collections.abc import Iterable

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.models import Consent, User
from community.models.consent import new_check_key

# SECURITY: the key alone opens nothing, so a copy of the database makes no card.
signer = signing.Signer(salt="community.check", sep=".")


def begin_consent(member: User) -> Consent:
    """Give ``member`` the row in which they choose; silent when it is there."""
    return Consent.objects.get_or_create(user=member)[0]


def choose_consent(member: User, *, by: User, chosen: Iterable[str]) -> Consent:
    """Let others see what is ``chosen`` (names of ``Consent.CHOICES``), and nothing else."""
    refuse_unless_own(member, by)
    wanted = set(chosen)
    with transaction.atomic():
        consent = lock_consent(member)
        for name in Consent.CHOICES:
            setattr(consent, name, name in wanted)
        consent.answered_as = by.standing
        consent.save(update_fields=[*Consent.CHOICES, "answered_as"])
    return consent


def note_answered(member: User, standing: str) -> None:
    """Note for which standing the question was answered; after "" it is asked again."""
    Consent.objects.filter(user=member).update(answered_as=standing)


def revoke_cards(member: User, *, by: User) -> Consent:
    """Make every card and certificate of ``member`` unknown to the check page."""
    refuse_unless_own(member, by)
    with transaction.atomic():
        consent = lock_consent(member)
        consent.check_key = new_check_key()
        consent.save(update_fields=["check_key"])
    return consent


def lock_consent(member: User) -> Consent:
    begin_consent(member)
    return Consent.objects.select_for_update().get(user=member)


def refuse_unless_own(member: User, by: User) -> None:
    if member.pk != by.pk:
        raise PermissionDenied(_("Everybody says for themselves what others may see."))


def check_token(consent: Consent) -> str:
    """Return what stands in the address of the check page: the key, signed."""
    return signer.sign(consent.check_key)


def holder_of(token: str) -> User | None:
    """Return who holds the card of ``token``, with their consent; one query, whatever it is.

    SECURITY: a forged token, one of long ago and one of a deleted account look the same.
    """
    try:
        key = signer.unsign(token)
    except signing.BadSignature:
        key = ""
    consent = Consent.objects.select_related("user").filter(check_key=key).first()
    return consent.user if consent else None
