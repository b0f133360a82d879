"""Every counter that is kept beside rows, compared with them."""

from django.db.models import Count, F, Q

from articles.models import Article, Proposal
from comments.models import Comment, Discussion


def wrong_counters() -> list[object]:
    """What is counted otherwise than the rows say; nothing, that is."""
    published = Count("comments", filter=Q(comments__state="published"))
    likes = Count("reactions", filter=Q(reactions__kind="like"))
    marks = Count("reactions", filter=Q(reactions__kind="constructive"))
    below = Count("branch", filter=Q(branch__state="published"))
    tops, voting = Comment.objects.filter(parent=None), Proposal.objects
    support = Count("votes", filter=Q(votes__supports=True))
    found = [
        Discussion.objects.annotate(n=published).exclude(published_count=F("n")),
        Comment.objects.annotate(n=likes).exclude(like_count=F("n")),
        Comment.objects.annotate(n=marks).exclude(constructive_count=F("n")),
        tops.annotate(n=below).exclude(answer_count=F("n")),
        Article.objects.annotate(n=Count("likes")).exclude(like_count=F("n")),
        voting.annotate(n=Count("seconds")).exclude(second_count=F("n")),
        voting.annotate(n=support).exclude(support_count=F("n")),
    ]
    return [row for rows in found for row in rows.values()]
