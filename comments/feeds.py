"""Feeds of the discussion: of the whole site, and under one piece; the newest first.

What stands in them is what a stranger may read: published comments under pieces for everybody.
"""

from html import escape

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds import markup
from articles.feeds.entries import Channel, Entry, Writer
from articles.feeds.formats import RssFeed
from articles.feeds.lists import channel_of, written
from articles.feeds.pieces import STRANGER
from articles.models import Article, OldAddress, Publication
from articles.permissions import can_read, can_see
from articles.request_cache import the_publication
from comments.models import Comment
from comments.models.comment import CommentQuerySet
from comments.permissions import comments_visible_to
from community.html import absolute, absolute_html

LONGEST = 30


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The newest comments under all pieces."""
    channel = channel_of(request, _("Comments"), reverse("articles:home"), "")
    return comments_feed(request, channel, public())


@require_safe
def article_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest comments under one piece, also by an address that the piece had once."""
    article = Article.objects.visible_to(STRANGER).filter(slug=slug).first()
    if article is None:
        return to_new_address(slug)
    if not can_read(STRANGER, article):
        raise Http404
    name = _("Discussion of “%(title)s”") % {"title": article.title}
    channel = channel_of(request, name, article.get_absolute_url(), article.question)
    return comments_feed(request, channel, public().filter(discussion__article=article))


def to_new_address(slug: str) -> HttpResponseBase:
    former = reverse("articles:article", args=[slug])
    old = OldAddress.objects.leading_from(former).first()
    if old is None or old.article is None or not can_see(STRANGER, old.article):
        raise Http404
    return HttpResponsePermanentRedirect(reverse("comments:article_feed", args=[old.article.slug]))


def public() -> CommentQuerySet:
    shown = comments_visible_to(STRANGER).published()
    left_out = ("text", "discussion__article__body", "discussion__article__preview")
    joined = shown.select_related("author", "discussion__article").defer(*left_out)
    return joined.order_by("-published_at", "-pk")


def comments_feed(
    request: HttpRequest, channel: Channel, comments: CommentQuerySet
) -> HttpResponseBase:
    publication = the_publication(request)
    entries = [entry_of(comment, publication) for comment in comments[:LONGEST]]
    return written(request, RssFeed, channel, entries)


def entry_of(comment: Comment, publication: Publication) -> Entry:
    article, published = comment.discussion.article, comment.published_at or comment.created_at
    said = {"name": comment.author_name, "title": article.title}
    address = absolute(comment.get_absolute_url())
    return Entry(
        uuid=comment.uuid,
        title=_("%(name)s on “%(title)s”") % said,
        address=address,
        html=quoted(comment) + absolute_html(markup.told(comment.html, publication), address),
        published=published,
        updated=comment.edited_at or published,
        writers=writers_of(comment),
    )


def quoted(comment: Comment) -> str:
    """The passage of the piece that the comment is about, leading there."""
    if not comment.passage_text:
        return ""
    place = f"{absolute(comment.discussion.article.get_absolute_url())}#{comment.passage_block}"
    words = escape(comment.passage_text, quote=False)
    return f'<blockquote><a href="{escape(place)}">{words}</a></blockquote>'


def writers_of(comment: Comment) -> list[Writer]:
    """Name who wrote it, with their page while their account is open."""
    author = comment.author
    if author is None:
        return [Writer(comment.guest_name)] if comment.guest_name else []
    page = absolute(author.get_absolute_url()) if author.is_active else ""
    return [Writer(author.display_name, page)]
