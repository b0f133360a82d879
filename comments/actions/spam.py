"""What moderators decide teaches the spam model: one lesson for each comment; it can be unlearnt.

Called inside the transaction of the decision. The row that counts all lessons is locked first, so
that two decisions change the counts one after the other.
"""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.utils import timezone

from comments.models import Comment, SpamLesson, SpamToken
from comments.spam import Author, tokens_of

ALL = ""  # the row that counts the lessons
MANY = 10


def teach(comment: Comment, *, is_spam: bool) -> None:
    """Learn that ``comment`` is spam, or is not, in place of what it taught before."""
    lesson = SpamLesson.objects.filter(comment=comment).first()
    if lesson is not None and lesson.is_spam == is_spam:
        return
    if lesson is not None:
        unlearn(comment)
    tokens = tokens_of(comment.html, author_then(comment))
    SpamLesson.objects.create(
        comment=comment, is_spam=is_spam, tokens=tokens, learnt_at=timezone.now()
    )
    count(tokens, is_spam=is_spam)


def unlearn(comment: Comment) -> None:
    """Forget what ``comment`` taught; marks that nothing else has are gone."""
    lesson = SpamLesson.objects.filter(comment=comment).first()
    if lesson is None:
        return
    known = lock_counts([ALL, *lesson.tokens])
    column = "spam" if lesson.is_spam else "other"
    known.filter(**{f"{column}__gt": 0}).update(**{column: F(column) - 1})
    known.filter(spam=0, other=0).exclude(token=ALL).delete()
    lesson.delete()


def what_it_taught(comment: Comment) -> bool | None:
    """True for spam, False for not spam, None where it taught nothing."""
    lesson = SpamLesson.objects.filter(comment=comment).values_list("is_spam", flat=True)
    return lesson.first()


def teach_again(comment: Comment, before: bool | None) -> None:  # what it taught
    """Put back what ``comment`` taught before."""
    if before is None:
        unlearn(comment)
    else:
        teach(comment, is_spam=before)


def count(tokens: Sequence[str], *, is_spam: bool) -> None:
    every = [ALL, *tokens]
    known = lock_counts(every)
    SpamToken.objects.bulk_create(
        [SpamToken(token=token) for token in every], batch_size=300, ignore_conflicts=True
    )
    column = "spam" if is_spam else "other"
    known.update(**{column: F(column) + 1})


def lock_counts(tokens: Sequence[str]) -> QuerySet[SpamToken]:
    """Return the rows of ``tokens``; nobody else counts until this transaction ends."""
    SpamToken.objects.bulk_create([SpamToken(token=ALL)], ignore_conflicts=True)
    SpamToken.objects.select_for_update().get(token=ALL)
    return SpamToken.objects.filter(token__in=tokens)


def author_then(comment: Comment) -> Author | None:
    """How the author stood when the comment was written; their standing is today's."""
    author = comment.author
    if author is None:
        return None
    days = (comment.created_at - author.created_at).days
    earlier = Comment.objects.filter(author=author, created_at__lt=comment.created_at).published()
    published = earlier.order_by().values("pk")[:MANY].count()
    return Author(author.effective_standing, max(days, 0), published)
