"""Who may see, read, write and publish pieces; each predicate with its twin over many rows."""

from django.db.models import Q
from django.utils import timezone

from articles.models import Access, Article, Picture, Proposal, Suggestion
from articles.models.articles import ArticleQuerySet
from articles.models.proposals import ProposalQuerySet
from articles.models.suggestions import SuggestionQuerySet
from community.models import User
from community.permissions import Person, Right, StaffRight, has_right, staff_may


def can_see(user: Person, article: Article) -> bool:
    """Whether the piece is shown in lists and has a page; twin: ``Article.objects.visible_to``."""
    return article.is_published


def can_read(user: Person, article: Article) -> bool:
    """Whether ``user`` gets the whole text; those who may open it at the desk always do."""
    if article.access == Access.EVERYONE:
        return True
    return meets_gate(user, article.access) or can_preview(user, article)


def meets_gate(user: Person, access: str) -> bool:
    if access == Access.RESIDENTS:
        return has_right(user, Right.READ_RESIDENTS)
    if access == Access.CITIZENS:
        return has_right(user, Right.READ_CITIZENS)
    return isinstance(user, User) and user.is_active


def gates_open_to(user: Person) -> frozenset[str]:
    """Every access but everyone whose pieces ``user`` may read whole, whoever wrote them.

    Twin of ``can_read`` but for a writer's own: those stand open to their writer at the desk too.
    """
    gates = [access.value for access in Access if access != Access.EVERYONE]
    if can_publish(user):
        return frozenset(gates)
    return frozenset(gate for gate in gates if meets_gate(user, gate))


def can_write(user: Person) -> bool:
    """Whether ``user`` may begin a piece."""
    return staff_may(user, StaffRight.WRITE_ARTICLES)


def can_publish(user: Person, article: Article | None = None) -> bool:
    return staff_may(user, StaffRight.PUBLISH_ARTICLES)


def can_edit(user: Person, article: Article) -> bool:
    """Editors edit everything, writers their own drafts; twin: ``articles_editable_by``."""
    if can_publish(user, article):
        return True
    return can_preview(user, article) and article.state == Article.State.DRAFT


def articles_editable_by(user: Person) -> ArticleQuerySet:
    previewed = articles_previewable_by(user)
    return previewed if can_publish(user) else previewed.filter(state=Article.State.DRAFT)


def can_preview(user: Person, article: Article) -> bool:
    """Whether ``user`` may look at it before it is published; twin: ``articles_previewable_by``."""
    if can_publish(user, article):
        return True
    return can_write(user) and article.created_by_id == user.pk


def articles_previewable_by(user: Person) -> ArticleQuerySet:
    if can_publish(user):
        return Article.objects.all()
    return (
        Article.objects.filter(created_by_id=user.pk) if can_write(user) else Article.objects.none()
    )


def articles_openable_by(user: Person) -> ArticleQuerySet:
    """What has a page for ``user``: published pieces, and those they may preview."""
    own = Q(pk__in=articles_previewable_by(user).values("pk")) if can_write(user) else Q()
    published = Q(state=Article.State.PUBLISHED)
    if can_publish(user):
        return Article.objects.all()
    return Article.objects.filter(published | own if own else published)


def can_edit_publication(user: Person) -> bool:
    return staff_may(user, StaffRight.EDIT_PUBLICATION)


def can_add_pictures(user: Person) -> bool:
    return can_write(user)


def can_change_picture(user: Person, picture: Picture) -> bool:
    """Who publishes changes every picture; a writer those that they put into the library."""
    return can_publish(user) or (can_write(user) and picture.uploaded_by_id == user.pk)


# -- What readers do with a piece ------------------------------------------------------------------


def is_open_to(user: Person, article: Article) -> bool:
    """Whether the piece is out and ``user`` has its whole text."""
    return can_see(user, article) and can_read(user, article)


def can_like(user: Person, article: Article) -> bool:
    return has_right(user, Right.LIKE) and is_open_to(user, article)


def can_bookmark(user: Person, article: Article) -> bool:
    return has_right(user, Right.BOOKMARK) and is_open_to(user, article)


def can_suggest(user: Person, article: Article) -> bool:
    return has_right(user, Right.SUGGEST) and is_open_to(user, article)


# -- What editors do with it -----------------------------------------------------------------------


def can_correct(user: Person, article: Article) -> bool:
    """Only what readers have seen is corrected in public."""
    return can_publish(user, article) and article.is_published


def can_decide_suggestion(user: Person, suggestion: Suggestion) -> bool:
    """Nobody decides on their own; twin: ``suggestions_decidable_by``."""
    return can_publish(user) and suggestion.by_id != user.pk and suggestion.is_open


def suggestions_decidable_by(user: Person) -> SuggestionQuerySet:
    if not can_publish(user):
        return Suggestion.objects.none()
    return Suggestion.objects.open().exclude(by=user.pk)


# -- The town hall ---------------------------------------------------------------------------------


def may_take_part(user: Person) -> bool:
    """Whether ``user`` may propose, second and vote at all."""
    return has_right(user, Right.PROPOSE)


def can_see_proposal(user: Person, proposal: Proposal) -> bool:
    """What is out of sight is there for its author and the editors; twin: below."""
    return proposal.is_public or is_authors(user, proposal) or can_publish(user)


def proposals_visible_to(user: Person) -> ProposalQuerySet:
    if can_publish(user):
        return Proposal.objects.all()
    public = Proposal.objects.for_everybody()
    return public | Proposal.objects.filter(by=user.pk) if user.is_authenticated else public


def is_authors(user: Person, proposal: Proposal) -> bool:
    return user.is_authenticated and proposal.by_id == user.pk


def can_edit_proposal(user: Person, proposal: Proposal) -> bool:
    """Until somebody has seconded its words."""
    return (
        is_authors(user, proposal)
        and proposal.is_gathering
        and not proposal.second_count
        and may_take_part(user)
    )


def can_withdraw_proposal(user: Person, proposal: Proposal) -> bool:
    """Nobody loses the right to take back what they said."""
    return is_authors(user, proposal) and proposal.is_undecided


def can_second(user: Person, proposal: Proposal) -> bool:
    """Twin: ``proposals_to_second``."""
    return proposal.is_gathering and not is_authors(user, proposal) and may_take_part(user)


def proposals_to_second(user: Person) -> ProposalQuerySet:
    if not may_take_part(user):
        return Proposal.objects.none()
    still = Proposal.objects.gathering().filter(until__gt=timezone.now())
    return still.exclude(by=user.pk)


def can_vote(user: Person, proposal: Proposal) -> bool:
    """The author has had the word; the others have the vote. Twin: ``proposals_to_vote_on``."""
    return proposal.is_voting and not is_authors(user, proposal) and may_take_part(user)


def proposals_to_vote_on(user: Person) -> ProposalQuerySet:
    if not may_take_part(user):
        return Proposal.objects.none()
    still = Proposal.objects.filter(state=Proposal.State.OPEN, until__gt=timezone.now())
    return still.exclude(by=user.pk)


def can_answer_proposal(user: Person, proposal: Proposal) -> bool:
    """Editors, and nobody their own; twin: ``proposals_answerable_by``."""
    return can_publish(user) and not is_authors(user, proposal) and proposal.is_public


def proposals_answerable_by(user: Person) -> ProposalQuerySet:
    if not can_publish(user):
        return Proposal.objects.none()
    return Proposal.objects.for_everybody().exclude(by=user.pk)
