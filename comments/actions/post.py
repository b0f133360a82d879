"""Write a comment."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.models import Article
from comments.actions.mentions import find_named, html_with_names, keep_mentions
from comments.actions.publication import count_published, lock_comment
from comments.actions.tell import tell_of
from comments.actions.text import Text, check_text, read_text
from comments.best import best_score
from comments.checks import Outcome
from comments.html import NO_PASSAGE, Passage, stored_passage
from comments.models import Comment, Discussion
from comments.permissions import discussion_of, why_closed, why_not_comment, why_not_reply
from community.actions.people import lock_member
from community.errors import Refused
from community.models import City, User


def post_comment(
    article: Article,
    *,
    by: User,
    text: str,
    parent: Comment | None = None,
    passage: Passage = NO_PASSAGE,
) -> Comment:
    """Publish what ``by`` wrote, or hold it where a check objects (see its ``state``).

    The same text under the same parent is one comment: the existing one is returned. Raises
    ``PermissionDenied`` or ``Refused`` (``TooOften``) with a sentence. Locks the author's row, so
    that one person's comments come one after the other and sanctions bite at once. A ``passage``
    that does not stand in the article is left out.
    """
    words = read_text(text)
    with transaction.atomic():
        author = lock_member(by)
        existing = find_same(article, author, words, parent)
        if existing is not None:
            return existing
        city = City.current()
        discussion = allow(article, author, parent, city)
        outcome = check_text(words, author=author, discussion=discussion, city=city)
        body = article.body if passage else ""  # which ``allow`` found readable for them
        try:
            with transaction.atomic():
                comment = insert(
                    discussion,
                    author,
                    words,
                    parent,
                    outcome=outcome,
                    passage=stored_passage(body, passage),
                )
        except IntegrityError:
            existing = find_same(article, author, words, parent)
            if existing is None:
                raise
            return existing
        if comment.is_published:
            count_published(comment)
            tell_of(comment, is_new=True)
    return comment


def find_same(
    article: Article, author: User, words: Text, parent: Comment | None
) -> Comment | None:
    same = Comment.objects.filter(
        discussion__article=article, author=author, parent=parent, text_hash=words.hash
    )
    return same.exclude(state=Comment.State.DELETED).first()


def allow(article: Article, author: User, parent: Comment | None, city: City) -> Discussion:
    """Return the discussion, made where it is missing, if ``author`` may write there."""
    discussion = discussion_of(article)
    if sentence := why_not_comment(author, article, discussion):
        raise PermissionDenied(sentence)
    if sentence := why_closed(article, discussion, city):
        raise Refused(sentence)
    if parent is not None:
        parent = lock_comment(parent)
        if sentence := why_not_reply(parent):
            raise Refused(sentence)
        if parent.discussion_id != discussion.pk:
            raise PermissionDenied
    if discussion._state.adding:
        discussion = Discussion.objects.get_or_create(article=article)[0]
    discussion.article = article
    return discussion


def insert(
    discussion: Discussion,
    author: User,
    words: Text,
    parent: Comment | None,
    *,
    outcome: Outcome,
    passage: Passage,
) -> Comment:
    named = find_named(words.text)
    comment = Comment(
        discussion=discussion,
        author=author,
        parent=parent,
        root_id=parent.top_pk if parent else None,
        depth=parent.depth + 1 if parent else 1,
        text=words.text,
        html=html_with_names(words.text, named),
        text_hash=words.hash,
        passage_block=passage.block,
        passage_text=passage.text,
    )
    comment.score = best_score(0, comment.created_at)
    outcome.mark(comment)
    if comment.is_published:
        comment.published_at = comment.created_at
    comment.save(force_insert=True)
    if named:
        keep_mentions(comment, named)
    return comment
