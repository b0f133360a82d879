"""The thread around one comment, for those who judge it."""

from collections.abc import Sequence

from comments.models import Comment


def thread_around(comment: Comment, *, most: int = 20) -> Sequence[Comment]:
    """Return the comments that it answers, outermost first, it, and the answers to it.

    One query for each of at most ``most`` levels above, and one for the answers.
    """
    above, parent = list[Comment](), comment.parent
    while parent is not None and len(above) < most:
        above.insert(0, parent)
        parent = Comment.objects.select_related("author").filter(pk=parent.parent_id or 0).first()
    answers = comment.replies.select_related("author")[:most]
    return [*above, comment, *answers]
