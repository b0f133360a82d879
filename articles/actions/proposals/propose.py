"""A citizen proposes what to cover next, changes the words while nobody stands behind them, or
takes it back."""

from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.proposals.locking import lock_proposal, settle
from articles.models import Proposal, Section
from articles.models.proposals import GATHERING_DAYS, OPEN_EACH, ProposalQuerySet
from articles.permissions import (
    can_edit_proposal,
    can_withdraw_proposal,
    is_authors,
    may_take_part,
)
from community.actions.people import lock_member
from community.errors import AlreadyDecided, Refused, TooOften
from community.html import comment_html
from community.limits import retry_after
from community.models import User

TIMES, SECONDS = 10, 3600
WORDED = ("title", "why", "html", "digest", "words", "section")


def propose(*, title: str, why: str, section: Section | None = None, by: User) -> Proposal:
    """Put a proposal up; the same one sent twice is one. Three at a time for one citizen."""
    proposal = word(Proposal(by=by), title=title, why=why, section=section)
    with transaction.atomic():
        author = lock_member(by)
        if not may_take_part(author):
            raise PermissionDenied(_("You cannot propose anything at the moment."))
        if (kept := same_as(proposal).first()) is not None:
            return kept
        refuse_when_too_many(author)
        proposal.at = timezone.now()
        proposal.until = proposal.at + timedelta(days=GATHERING_DAYS)
        proposal.save(force_insert=True)
    return proposal


def refuse_when_too_many(author: User) -> None:
    if Proposal.objects.undecided().filter(by=author).count() >= OPEN_EACH:
        message = _(
            "You have %(number)d open proposals. Wait for one to be decided, or withdraw one."
        )
        raise Refused(message % {"number": OPEN_EACH})
    if wait := retry_after(f"propose:{author.pk}", times=TIMES, seconds=SECONDS):
        raise TooOften(_("That is a lot for one hour. Come back a little later."), retry_after=wait)


def edit_proposal(
    proposal: Proposal, *, title: str, why: str, section: Section | None = None, by: User
) -> Proposal:
    """Change its words, until the first second; whoever seconds stands behind what they read."""
    with transaction.atomic():
        lock_member(by)
        locked = lock_proposal(proposal)
        if not is_authors(by, locked):
            raise PermissionDenied(_("Only its author changes a proposal."))
        before = (locked.title, locked.why, locked.section_id)
        word(locked, title=title, why=why, section=section)
        if before == (locked.title, locked.why, locked.section_id):
            return locked
        if not may_take_part(by):
            raise PermissionDenied(_("You cannot change your proposal at the moment."))
        if not can_edit_proposal(by, locked):
            raise Refused(_("Somebody has seconded these words, so they stay as they are."))
        if same_as(locked).exclude(pk=locked.pk).exists():
            raise Refused(_("You have proposed just that already."))
        locked.changed_at = timezone.now()
        locked.save(update_fields=[*WORDED, "changed_at"])
    return locked


def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Take it back before it is decided; silent the second time."""
    with transaction.atomic():
        locked = lock_proposal(proposal)
        if not is_authors(by, locked):
            raise PermissionDenied(_("Only its author withdraws a proposal."))
        if locked.state == Proposal.State.WITHDRAWN:
            return locked
        if not can_withdraw_proposal(by, locked):
            raise AlreadyDecided
        settle(locked, Proposal.State.WITHDRAWN)
    return locked


def word(proposal: Proposal, *, title: str, why: str, section: Section | None) -> Proposal:
    """Put its words in; ValidationError where they are too long."""
    proposal.title, proposal.why = " ".join(title.split()), why.strip()
    proposal.section = section
    if not proposal.title or not proposal.why:
        raise Refused(_("Say what we should cover, and why."))
    proposal.html = comment_html(proposal.why)
    proposal.digest, proposal.words = digest_of(proposal), None
    names = {field.name for field in Proposal._meta.fields}
    proposal.clean_fields(exclude=names - {"title", "why"})
    return proposal


def digest_of(proposal: Proposal) -> str:
    said = (proposal.title.casefold(), " ".join(proposal.why.casefold().split()))
    return sha256(repr(said).encode()).hexdigest()


def same_as(proposal: Proposal) -> ProposalQuerySet:
    mine = Proposal.objects.undecided().filter(by=proposal.by)
    return mine.filter(digest=proposal.digest).defer("words")
