"""The liveliest discussions of the last weeks, each with one good sentence of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from articles.models import Access, Article
from comments.models import Comment
from community.html import plain_text

SHOWN = 3
RECENT = timedelta(days=30)
LOOKED_AT = 90  # newest comments of those discussions
SHORTEST, BEST, LONGEST = 40, 110, 190  # characters of a sentence
_BETWEEN = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])")
_WHOLE = re.compile(r"[.!?…؟。！？][”’\"»)]*$")


@dataclass(frozen=True, slots=True)
class Lively:
    """A piece that is talked about, and what one reader said under it."""

    article: Article
    people: int
    sentence: str
    comment: Comment


def liveliest_discussions() -> list[Lively]:
    """Return at most three, by how many people wrote lately: two queries, none for a reader.

    Only pieces open to everybody, and only comments that everybody sees: the front page is shared.
    """
    recent = Comment.objects.published().filter(
        published_at__gte=timezone.now() - RECENT,
        discussion__article__state=Article.State.PUBLISHED,
        discussion__article__access=Access.EVERYONE,
    )
    counted = recent.values_list("discussion").annotate(
        people=Count("author", distinct=True), comments=Count("pk")
    )
    ranked = counted.order_by("-people", "-comments", "-discussion")[: SHOWN * 2]
    people = {discussion: number for discussion, number, _comments in ranked}
    rows = recent.filter(discussion__in=people, author__isnull=False)
    rows = rows.select_related("author", "discussion__article").defer(
        "discussion__article__body", "discussion__article__preview"
    )
    best = best_of(rows.order_by("-published_at")[:LOOKED_AT])
    found = [
        Lively(best[pk][1].discussion.article, number, *best[pk])
        for pk, number in people.items()
        if pk in best
    ]
    return found[:SHOWN]


def best_of(comments: Iterable[Comment]) -> dict[int, tuple[str, Comment]]:
    """Return the best sentence of each discussion, with the comment that it stands in."""
    best = dict[int, tuple[str, Comment]]()
    for comment in comments:
        sentence = good_sentence(comment.html)
        before = best.get(comment.discussion_id, ("", comment))[0]
        if sentence and (not before or distance(sentence) < distance(before)):
            best[comment.discussion_id] = (sentence, comment)
    return best


def good_sentence(html: str) -> str:
    """Return the sentence of a comment that is best to quote, or nothing.

    Whole, neither short nor long, no quotation of somebody else, no address.
    """
    own = re.sub(r"<(blockquote|pre)>.*?</\1>", "", html, flags=re.DOTALL)
    lines = plain_text(own).split("\n")
    sentences = [each.strip() for line in lines for each in _BETWEEN.split(line)]
    fit = [sentence for sentence in sentences if is_fit(sentence)]
    return min(fit, key=distance, default="")


def is_fit(sentence: str) -> bool:
    has_address = "://" in sentence or "www." in sentence
    fits = SHORTEST <= len(sentence) <= LONGEST and not has_address
    return fits and _WHOLE.search(sentence) is not None


def distance(sentence: str) -> int:
    return abs(len(sentence) - BEST)
