"""Say that one is looking at a comment, so that nobody else does the same work."""

from django.db import transaction
from django.utils import timezone

from comments.actions.deciding import lock_for
from comments.models import Claim, Comment
from community.models import User


def claim_comment(comment: Comment, *, by: User) -> Claim:
    """Return who is looking at it: ``by`` from now on, unless somebody else is already.

    It keeps nobody from deciding. What ``by`` looked at before is free again.
    """
    with transaction.atomic():
        comment = lock_for(comment, by)
        claim = Claim.objects.select_related("by").filter(comment=comment).first()
        if claim is not None and claim.by_id != by.pk and claim.is_fresh:
            return claim
        Claim.objects.filter(by=by).exclude(comment=comment).delete()
        return Claim.objects.update_or_create(
            comment=comment, defaults={"by": by, "at": timezone.now()}
        )[0]
