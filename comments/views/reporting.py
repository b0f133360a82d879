"""Taking one's own words back, and telling moderators about another's."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.actions import delete_comment, report_comment
from comments.forms import ReportForm
from comments.permissions import can_delete, can_report
from comments.views.access import place_of, visible_comment
from community.errors import Refused
from community.models import User


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    comment = visible_comment(request, pk)
    if not can_delete(request.user, comment):
        raise PermissionDenied(
            _("Only its author may delete a comment, while it is shown or waits.")
        )
    article = comment.discussion.article
    if request.method == "POST" and isinstance(request.user, User):
        delete_comment(comment, by=request.user)
        messages.success(request, _("Your comment is deleted."))
        return redirect(f"{article.get_absolute_url()}#discussion")
    return render(request, "comments/delete.html", {"comment": comment, "article": article})


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    comment = visible_comment(request, pk)
    if not can_report(request.user, comment):
        raise PermissionDenied(_("You cannot report this comment."))
    form, status = ReportForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST" and isinstance(request.user, User) and form.is_valid():
        try:
            report_comment(comment, by=request.user, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            messages.success(request, _("Thank you. A moderator will look at it."))
            return redirect(place_of(comment, request.user))
    context = {"comment": comment, "article": comment.discussion.article, "form": form}
    return render(request, "comments/report.html", context, status=status)
