"""Deciding in the page itself. The desk has the queue; both call the same actions."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments.actions import approve_comment, hide_comment, keep_comment, restore_comment
from comments.forms import HideForm
from comments.models import Comment
from comments.permissions import can_moderate
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
        messages.success(request, done)
    return redirect(place_of(comment))


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
    return decide(request, pk, lambda by, c: keep_comment(c, by=by), _("The comment stays."))


@login_required
@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then hide."""
    user, comment = moderated_comment(request, pk)
    form, status = HideForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            hide_comment(comment, by=user, reason=form.cleaned_data["reason"])
        except Refused as error:
            form.add_error(None, str(error))
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("The comment is hidden; its author is told why."))
            return redirect(place_of(comment))
    context = {"comment": comment, "article": comment.discussion.article, "form": form}
    return render(request, "comments/hide.html", context, status=status)
