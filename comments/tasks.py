"""Mail about comments, sent by the worker. Each may run twice: the letter keeps its Message-ID."""

from django_tasks import task

from comments.emails import answer_letter, decision_letter
from comments.models import Comment, Decision

COMMENTS = Comment.objects.select_related("author", "parent__author", "discussion__article")


@task()
def mail_answer(comment_pk: int) -> None:
    """Tell the author of the parent, if the answer is still there."""
    comment = COMMENTS.filter(pk=comment_pk).first()
    if comment is None or not comment.is_published or comment.parent is None:
        return
    reader = comment.parent.author
    if reader is not None and reader.is_active:
        answer_letter(comment, reader).send()


@task()
def mail_decision(decision_id: str) -> None:
    """Tell the author that the comment is shown now, or hidden and why, if that still holds."""
    decision = Decision.objects.get(pk=decision_id)
    comment = COMMENTS.filter(uuid=decision.comment).first() if decision.comment else None
    if comment is None or comment.author is None:
        return
    is_hidden = decision.kind == Decision.Kind.HIDDEN
    if comment.state == (Comment.State.HIDDEN if is_hidden else Comment.State.PUBLISHED):
        decision_letter(comment, comment.author, decision).send()
