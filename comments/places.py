"""Where a comment stands: the page and the place on it that its permalink leads to."""

from django.db.models import Q
from django.urls import reverse

from comments.models import Comment
from comments.pages import PER_PAGE, Order, address_of_page, at_the_top, load_page
from comments.thread import Reader
from community.permissions import Person


def place_of(comment: Comment, user: Person | None = None) -> str:
    """Where ``user`` finds it (its author, unless somebody else is named); up to five queries.

    On the article's page while the discussion has no other; else on its page in order of writing,
    which does not change; else in its own branch.
    """
    discussion, article = comment.discussion, comment.discussion.article
    reader = Reader.looking(user) if user else Reader(comment.author_id, is_moderator=False)
    page = load_page(discussion, reader)
    if page.has_next:
        page = load_page(discussion, reader, Order.OLDEST, number_of_page(comment, reader))
    if page.holds(comment.pk):
        address = address_of_page(article, page.order, page.number)
    else:
        address = reverse("comments:thread", args=[comment.pk])
    return f"{address}#comment-{comment.pk}"


def number_of_page(comment: Comment, reader: Reader) -> int:
    """The page in order of writing that the thread of ``comment`` begins on."""
    top = comment if comment.root_id is None else Comment.objects.get(pk=comment.root_id)
    at = top.created_at
    before = Q(created_at__lt=at) | Q(created_at=at, pk__lt=top.pk)
    return at_the_top(comment.discussion, reader).filter(before).count() // PER_PAGE + 1
