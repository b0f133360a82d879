"""Objecting to the hiding of an own comment."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.actions import appeal_hiding, hiding_of
from comments.actions.appeals import NOT_HIDDEN
from comments.models import Comment
from community.errors import Refused
from community.models import Appeal
from community.permissions import member
from community.views.appealing import write_appeal


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Also for the banned, and where the piece has gone behind a gate: the words are one's own."""
    user = member(request.user)
    rows = Comment.objects.select_related("author", "discussion__article")
    comment = rows.filter(pk=pk, author=user).first()
    if comment is None:
        raise Http404
    hiding = hiding_of(comment)
    if hiding is None:
        raise Refused(NOT_HIDDEN)
    return write_appeal(
        request,
        lambda statement: appeal_hiding(comment, by=user, statement=statement),
        decided_at=hiding.at,
        earlier=Appeal.objects.filter(decision=hiding.pk).first(),
        template="comments/appeal.html",
        comment=comment,
        article=comment.discussion.article,
    )
