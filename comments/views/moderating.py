"""Deciding in the page itself. The desk has the queue; both call the same actions."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments.actions import (
    approve_comment,
    hide_comment,
    keep_comment,
    mark_as_spam,
    pick_comment,
    restore_comment,
    undo_decision,
    unpick_comment,
)
from comments.forms import HideForm
from comments.models import Comment, Decision, Undo
from comments.permissions import can_moderate, can_pick
from comments.views.access import place_of, visible_comment
from community.errors import Refused
from community.models import User


def moderated_comment(request: HttpRequest, pk: int) -> tuple[User, Comment]:
    comment = visible_comment(request, pk)
    if not isinstance(request.user, User) or not can_moderate(request.user, comment):
        raise PermissionDenied(_("Moderators decide on comments, but never on their own."))
    return request.user, comment


def decide(
    request: HttpRequest, pk: int, action: Callable[[User, Comment], Comment], done: str
) -> HttpResponse:
    """Do it, say so or why not, and go back to where the comment stands."""
    user, comment = moderated_comment(request, pk)
    try:
        action(user, comment)
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, with_way_back(comment, user, done))
    return redirect(place_of(comment, user))


def with_way_back(comment: Comment, user: User, done: str) -> str:
    """Add a link that takes the decision back, where that can be done."""
    last = Undo.objects.in_time().filter(comment=comment, by=user).order_by("-at").first()
    if last is None:
        return done
    address = reverse("comments:undo", args=[last.decision])
    return format_html('{} <a href="{}">{}</a>', done, address, _("Take it back"))


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return decide(
        request, pk, lambda by, c: approve_comment(c, by=by, seen=seen), _("The comment is shown.")
    )


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return decide(
        request, pk, lambda by, c: restore_comment(c, by=by), _("The comment is shown again.")
    )


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    seen = request.POST.get("seen", request.GET.get("seen", ""))
    return decide(
        request, pk, lambda by, c: keep_comment(c, by=by, seen=seen), _("The comment stays.")
    )


@login_required
@require_POST
def spam(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("Taken for spam; its author is told.")
    return decide(request, pk, lambda by, c: mark_as_spam(c, by=by), done)


@login_required
@require_POST
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    return choose(request, pk, pick_comment, _("Picked: it stands out for readers."))


@login_required
@require_POST
def unpick(request: HttpRequest, pk: int) -> HttpResponse:
    return choose(request, pk, unpick_comment, _("It is no longer picked."))


def choose(
    request: HttpRequest, pk: int, action: Callable[..., Comment], done: str
) -> HttpResponse:
    comment = visible_comment(request, pk)
    if not isinstance(request.user, User) or not can_pick(request.user, comment):
        raise PermissionDenied(_("Editors pick comments, but never their own."))
    try:
        action(comment, by=request.user)
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done)
    return redirect(place_of(comment, request.user))


@login_required
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, decision: UUID) -> HttpResponse:
    """Ask, then take an own decision back; somebody else's is not there."""
    user = request.user
    entry = Decision.objects.filter(pk=decision).first()
    if not isinstance(user, User) or entry is None or entry.by != user.record_id:
        raise Http404
    if entry.comment is None:
        raise Http404
    _user, comment = moderated_comment(request, Comment.objects.get(uuid=entry.comment).pk)
    if request.method == "POST":
        try:
            undo_decision(entry.pk, by=user)
        except Refused as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Taken back: all is as it was before."))
        return redirect(place_of(comment, user))
    context = {"comment": comment, "article": comment.discussion.article, "decision": entry}
    return render(request, "comments/undo.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then hide."""
    user, comment = moderated_comment(request, pk)
    form, status = HideForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            hide_comment(comment, by=user, reason=given["reason"], rule=given["rule"])
        except Refused as error:
            form.add_error(None, str(error))
            status = HTTPStatus.CONFLICT
        else:
            done = _("The comment is hidden; its author is told why.")
            messages.success(request, with_way_back(comment, user, done))
            return redirect(place_of(comment, user))
    context = {"comment": comment, "article": comment.discussion.article, "form": form}
    return render(request, "comments/hide.html", context, status=status)
