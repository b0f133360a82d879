"""Like and keep a piece, and take it back; the counter stays equal to the rows."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.models import Article, Bookmark, Like
from articles.models.articles import ArticleQuerySet
from articles.permissions import can_bookmark, can_like
from community.errors import Refused
from community.models import User


def like_article(article: Article, *, by: User) -> Article:
    """Count ``by`` among those who like the piece; silent when they are already."""
    if not can_like(by, article):
        raise PermissionDenied(_("You cannot like this piece at the moment."))
    with transaction.atomic():
        _like, is_new = Like.objects.get_or_create(article=article, user=by)
        if is_new and not add_one(article):
            raise Refused(_("This piece is not out any more."))
    return with_count(article)


def unlike_article(article: Article, *, by: User) -> Article:
    """Take a like back; silent when there is none. Nobody loses the right to this."""
    with transaction.atomic():
        if Like.objects.filter(article=article, user=by).delete()[0]:
            take_one_off(Article.objects.filter(pk=article.pk))
    return with_count(article)


def add_one(article: Article) -> bool:
    """Only while the piece is out: it may have been withdrawn since it was loaded."""
    shown = Article.objects.published().filter(pk=article.pk)
    return bool(shown.update(like_count=F("like_count") + 1))


def take_one_off(articles: ArticleQuerySet) -> None:
    """Not below nought, where a counter had been left behind."""
    articles.filter(like_count__gt=0).update(like_count=F("like_count") - 1)


def with_count(article: Article) -> Article:
    article.refresh_from_db(fields=["like_count"])
    return article


def bookmark_article(article: Article, *, by: User) -> None:
    """Put the piece on the shelf of ``by``; silent when it stands there."""
    if not can_bookmark(by, article):
        raise PermissionDenied(_("You cannot keep this piece at the moment."))
    Bookmark.objects.bulk_create([Bookmark(article=article, user=by)], ignore_conflicts=True)


def remove_bookmark(article: Article, *, by: User) -> None:
    Bookmark.objects.filter(article=article, user=by).delete()


def forget_reader(user: User) -> None:
    """Take back all likes and bookmarks of ``user``: before the account goes."""
    with transaction.atomic():
        likes = dict(
            Like.objects.select_for_update().filter(user=user).values_list("pk", "article")
        )
        liked = Article.objects.filter(pk__in=likes.values())
        for _article in liked.order_by("pk").select_for_update(no_key=True).values_list("pk"):
            pass  # one order of locks, whoever else leaves
        Like.objects.filter(pk__in=likes).delete()
        Bookmark.objects.filter(user=user).delete()
        take_one_off(liked)


def recount_likes() -> int:
    """Put counters right that rows have left behind; return how many. Safe to repeat.

    Accounts may go without asking us.
    """
    likes = Like.objects.filter(article=OuterRef("pk")).order_by().values("article")
    rows = Coalesce(Subquery(likes.annotate(number=Count("pk")).values("number")), 0)
    wrong = Article.objects.order_by("pk").exclude(like_count=rows).values_list("pk", flat=True)
    return sum(recount(pk) for pk in list(wrong))


def recount(pk: int) -> bool:
    """Lock first, count then: who likes meanwhile waits, and adds one to the true number."""
    with transaction.atomic():
        rows = Article.objects.only("like_count").select_for_update(no_key=True)
        article = rows.filter(pk=pk).first()
        number = Like.objects.filter(article=pk).count()
        if article is None or article.like_count == number:
            return False
        article.like_count = number
        article.save(update_fields=["like_count"])
    return True
