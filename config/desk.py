"""The first page of the desk: what waits for this person, counted, the overdue named."""

from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Article, Proposal
from articles.permissions import (
    articles_editable_by,
    can_publish,
    can_write,
    proposals_answerable_by,
    suggestions_decidable_by,
)
from comments.models import Comment
from community.models import Application, User
from community.permissions import (
    StaffRight,
    appeals_before,
    applications_decidable_by,
    staff_may,
)

DRAFT, IN_REVIEW = Article.State.DRAFT, Article.State.IN_REVIEW


class Waiting(NamedTuple):
    """``number`` things of one kind behind ``url``, ``late`` of them overdue."""

    number: int
    words: str
    url: str
    late: int = 0


def waiting_for(user: User) -> list[Waiting]:
    """Return what ``user`` may do something about; one query for each kind."""
    waiting = []
    if staff_may(user, StaffRight.DECIDE_APPLICATIONS):
        waiting.append(waiting_applications(user))
    if staff_may(user, StaffRight.DECIDE_APPEALS):
        waiting.append(waiting_appeals(user))
    if staff_may(user, StaffRight.MODERATE):
        waiting.append(waiting_comments())
    if can_publish(user):
        waiting.append(waiting_suggestions(user))
        waiting.append(waiting_proposals(user))
    if can_write(user):
        waiting += waiting_articles(user)
    return waiting


def waiting_applications(user: User) -> Waiting:
    decidable = applications_decidable_by(user).filter(state=Application.State.IN_REVIEW)
    number, late = number_and_late(decidable)
    words = ngettext("application to decide", "applications to decide", number)
    return Waiting(number, words, reverse("admin:community_application_changelist"), late)


def waiting_appeals(user: User) -> Waiting:
    """Those that an editor decides, because no panel has."""
    number, late = number_and_late(appeals_before(user))
    words = ngettext("appeal to decide", "appeals to decide", number)
    return Waiting(number, words, reverse("admin:community_appeal_changelist"), late)


def number_and_late(rows: QuerySet[Any]) -> tuple[int, int]:
    """How many there are, and of how many ``decide_by`` is over."""
    overdue = Q(decide_by__lt=timezone.now())
    found = rows.aggregate(number=Count("pk"), late=Count("pk", filter=overdue))
    return found["number"], found["late"]


def waiting_comments() -> Waiting:
    number = Comment.objects.waiting().count()
    words = ngettext("comment to look at", "comments to look at", number)
    return Waiting(number, words, reverse("admin:comments_comment_changelist"))


def waiting_suggestions(user: User) -> Waiting:
    number = suggestions_decidable_by(user).count()
    words = ngettext("suggestion of a reader", "suggestions of readers", number)
    return Waiting(number, words, reverse("admin:articles_suggestion_changelist"))


def waiting_proposals(user: User) -> Waiting:
    """Those whose vote is over; the others may be answered too, but nobody waits for it yet."""
    number = proposals_answerable_by(user).filter(state=Proposal.State.VOTED).count()
    words = ngettext("proposal to answer", "proposals to answer", number)
    address = reverse("admin:articles_proposal_changelist")
    return Waiting(number, words, f"{address}?which={Proposal.State.VOTED}")


def waiting_articles(user: User) -> list[Waiting]:
    """Drafts of one's own (an editor's: of everybody), and what is to be reviewed."""
    rows = articles_editable_by(user).filter(state__in=[DRAFT, IN_REVIEW]).order_by()
    states = list(rows.values_list("state", flat=True))
    drafts, reviews = (states.count(state) for state in (DRAFT, IN_REVIEW))
    address = reverse("admin:articles_article_changelist")
    return [
        Waiting(
            reviews,
            ngettext("piece in review", "pieces in review", reviews),
            f"{address}?state__exact={IN_REVIEW}",
        ),
        Waiting(
            drafts,
            ngettext("draft", "drafts", drafts),
            f"{address}?state__exact={DRAFT}",
        ),
    ]
