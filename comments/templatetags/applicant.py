"""What an applicant has written, for those who decide: ``{% load applicant %}``."""

from typing import Any

from django import template
from django.db.models import Count, Q

from comments.models import Comment, Reaction
from community.models import User

register = template.Library()

LAST = 8
State = Comment.State


@register.inclusion_tag("admin/comments/_applicant.html")
def comments_of(applicant: User) -> dict[str, Any]:
    """``{% comments_of applicant %}``: the counts and the last comments; three queries.

    SECURITY: shows what is hidden. Only on pages of those who decide on applications.
    """
    written = Comment.objects.filter(author=applicant).exclude(state=State.DELETED)
    marks = Reaction.objects.filter(comment__author=applicant, comment__state=State.PUBLISHED)
    constructive = marks.filter(kind=Reaction.Kind.CONSTRUCTIVE).exclude(user=applicant)
    return {
        "applicant": applicant,
        "counted": written.order_by().aggregate(
            **{
                state.value: Count("pk", filter=Q(state=state))
                for state in (State.PUBLISHED, State.HELD, State.HIDDEN, State.SPAM)
            }
        ),
        "marked_by": constructive.aggregate(people=Count("user", distinct=True))["people"],
        "comments": written.select_related("discussion__article")
        .defer("discussion__article__body")
        .order_by("-created_at", "-pk")[:LAST],
    }
