"""What the publication knows of a member, for the member alone."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    Author,
    Bookmark,
    Correction,
    Like,
    Proposal,
    ProposalSecond,
    ProposalVote,
    Suggestion,
)
from articles.permissions import can_see, can_see_proposal
from community.models import User
from community.own_data import CHUNK, Room, Row

TEXTS = ("article__body", "article__preview")


def piece(article: Article, user: User) -> Row:
    """Title and address; a piece that was withdrawn has neither any more."""
    if not can_see(user, article):
        return {"piece": "", "address": ""}
    return {"piece": article.title, "address": article.get_absolute_url()}


def likes(user: User) -> Iterator[Row]:
    rows = Like.objects.filter(user=user).select_related("article").defer(*TEXTS)
    for row in rows.order_by("at").iterator(CHUNK):
        yield {**piece(row.article, user), "at": row.at}


def shelf(user: User) -> Iterator[Row]:
    rows = Bookmark.objects.filter(user=user).select_related("article").defer(*TEXTS)
    for row in rows.order_by("at").iterator(CHUNK):
        yield {**piece(row.article, user), "at": row.at}


def suggestions(user: User) -> Iterator[Row]:
    for row in Suggestion.objects.of(user):
        yield {
            **piece(row.article, user),
            "kind": row.get_kind_display(),
            "other_piece": row.target.title if row.target and can_see(user, row.target) else "",
            "why": row.why,
            "wrong": row.wrong,
            "right": row.right,
            "source": row.source,
            "at": row.at,
            "state": row.get_state_display(),
            "answer": row.answer,
        }


def proposals(user: User) -> Iterator[Row]:
    for row in Proposal.objects.filter(by=user).defer("words").order_by("at"):
        yield {
            "what": row.title,
            "why": row.why,
            "address": row.get_absolute_url(),
            "at": row.at,
            "state": row.get_state_display(),
            "seconds": row.second_count,
            "votes_for": row.support_count,
            "votes_against": row.against_count,
        }


def proposal(proposed: Proposal, user: User) -> Row:
    if not can_see_proposal(user, proposed):
        return {"what": "", "address": ""}
    return {"what": proposed.title, "address": proposed.get_absolute_url()}


def seconds(user: User) -> Iterator[Row]:
    rows = ProposalSecond.objects.filter(user=user).select_related("proposal")
    for row in rows.order_by("at"):
        yield {**proposal(row.proposal, user), "at": row.at}


def votes(user: User) -> Iterator[Row]:
    """While they run; at the end the site forgets whose each was."""
    for row in ProposalVote.objects.filter(user=user).select_related("proposal"):
        yield {**proposal(row.proposal, user), "is_for_it": row.supports}


def bylines(user: User) -> Iterator[Row]:
    for row in Author.objects.filter(user=user):
        yield {"name": row.name, "address": row.get_absolute_url()}


def thanks(user: User) -> Iterator[Row]:
    rows = Correction.objects.filter(thanks_to=user).select_related("article").defer(*TEXTS)
    for row in rows.order_by("at"):
        yield {**piece(row.article, user), "text": row.text, "at": row.at}


ROOMS = (
    Room("likes", _("Pieces you like"), ("articles.Like.user",), likes),
    Room("shelf", _("Your shelf"), ("articles.Bookmark.user",), shelf),
    Room("suggestions", _("What you suggested"), ("articles.Suggestion.by",), suggestions),
    Room("proposals", _("What you proposed"), ("articles.Proposal.by",), proposals),
    Room("seconds", _("What you seconded"), ("articles.ProposalSecond.user",), seconds),
    Room("votes", _("Votes in the town hall"), ("articles.ProposalVote.user",), votes),
    Room("bylines", _("Bylines"), ("articles.Author.user",), bylines),
    Room("thanks", _("Corrections that thank you"), ("articles.Correction.thanks_to",), thanks),
)
