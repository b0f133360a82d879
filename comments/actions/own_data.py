"""What the discussions know of a member, for the member alone."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.actions.own_data import TEXTS, piece
from articles.models import Article
from comments.models import (
    Attention,
    Comment,
    CommentEdit,
    Decision,
    Discussion,
    Mention,
    Reaction,
    Report,
    Telling,
)
from community.models import CivicReason, User
from community.own_data import CHUNK, Room, Row

T = TypeVar("T")
FIELDS = (
    "pk",
    "discussion",
    "parent",
    "passage_text",
    "text",
    "state",
    "hidden_reason",
    "created_at",
    "edited_at",
    "like_count",
    "constructive_count",
)
UNSEEN = tuple(f"discussion__{text}" for text in TEXTS)


def comments(user: User) -> Iterator[Row]:
    """With earlier texts; what others wrote around them is theirs."""
    titles = titles_of(user)
    rows = Comment.objects.filter(author=user).order_by("created_at", "pk").values(*FIELDS)
    for some in in_chunks(rows.iterator(CHUNK)):
        earlier = earlier_texts([row["pk"] for row in some])
        for row in some:
            yield {
                "piece": titles.get(row["discussion"], ""),
                "address": address(row["pk"]),
                "in_answer_to": address(row["parent"]) if row["parent"] else "",
                "quoted": row["passage_text"],
                "text": row["text"],
                "earlier_texts": earlier.get(row["pk"], []),
                "state": str(Comment.State(row["state"]).label),
                "why_it_is_hidden": row["hidden_reason"],
                "at": row["created_at"],
                "changed": row["edited_at"],
                "likes": row["like_count"],
                "marked_constructive": row["constructive_count"],
            }


def in_chunks(rows: Iterator[T]) -> Iterator[list[T]]:
    while some := list(islice(rows, CHUNK)):
        yield some


def earlier_texts(comments: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    edits = CommentEdit.objects.filter(comment__in=comments).order_by("at", "pk")
    for comment, text in edits.values_list("comment", "text"):
        found.setdefault(comment, []).append(text)
    return found


def titles_of(user: User) -> dict[int, str]:
    """By discussion, the pieces that they wrote under, as far as those are out."""
    rows = Discussion.objects.filter(comments__author=user, article__in=Article.objects.published())
    return dict(rows.values_list("pk", "article__title").distinct())


def address(comment: int) -> str:
    return reverse("comments:comment", args=[comment])


def reactions(user: User) -> Iterator[Row]:
    rows = Reaction.objects.filter(user=user).order_by("created_at", "pk")
    for row in rows.iterator(CHUNK):
        yield {
            "what": row.get_kind_display(),
            "address": address(row.comment_id),
            "at": row.created_at,
        }


def reports(user: User) -> Iterator[Row]:
    for row in Report.objects.filter(reporter=user).order_by("created_at"):
        yield {
            "address": address(row.comment_id),
            "reason": row.get_reason_display(),
            "text": row.note,
            "at": row.created_at,
            "closed": row.settled_at,
        }


def discussions(user: User) -> Iterator[Row]:
    rows = Attention.objects.filter(user=user).select_related("discussion__article")
    for row in rows.defer(*UNSEEN).order_by("pk").iterator(CHUNK):
        yield {
            **piece(row.discussion.article, user),
            "what": row.get_mode_display() if row.mode else "",
            "last_seen": row.looked_at,
        }


def names(user: User) -> Iterator[Row]:
    for row in Mention.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {"address": address(row.comment_id), "told": row.told_at}


def tellings(user: User) -> Iterator[Row]:
    for row in Telling.objects.filter(user=user).order_by("at", "pk").iterator(CHUNK):
        yield {
            "what": row.get_kind_display(),
            "address": address(row.comment_id),
            "at": row.at,
            "comes": row.get_pace_display(),
            "mailed": row.mailed_at,
        }


def decisions(user: User) -> Iterator[Row]:
    """What moderators decided about their comments; by whom is told on no page."""
    log = Decision.objects.filter(member=user.record_id).order_by("at")
    reasons = dict(
        CivicReason.objects.filter(entry__in=log.values("pk")).values_list("entry", "text")
    )
    keys = dict(Comment.objects.filter(author=user).values_list("uuid", "pk"))
    for entry in log.iterator(CHUNK):
        key = keys.get(entry.comment) if entry.comment else None
        yield {
            "at": entry.at,
            "what": entry.get_kind_display(),
            "address": address(key) if key else "",
            "reason": reasons.get(entry.pk, ""),
        }


ROOMS = (
    Room(
        "comments",
        _("Comments"),
        ("comments.Comment.author", "comments.CommentEdit.comment"),
        comments,
    ),
    Room("reactions", _("What you liked and marked"), ("comments.Reaction.user",), reactions),
    Room("reports", _("What you reported"), ("comments.Report.reporter",), reports),
    Room("discussions", _("Discussions you follow"), ("comments.Attention.user",), discussions),
    Room("named", _("Where you are named"), ("comments.Mention.user",), names),
    Room("told", _("Comments you were told of"), ("comments.Telling.user",), tellings),
    Room("decisions", _("Decisions on your comments"), ("comments.Decision.member",), decisions),
)
