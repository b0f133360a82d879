"""Who may write in a discussion and how often, set from the page itself."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.actions import set_discussion_mode
from comments.forms import SettingsForm
from comments.permissions import discussion_of
from comments.views.access import visible_article
from community.models import User
from community.permissions import StaffRight, staff_may


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, article: UUID) -> HttpResponse:
    piece = visible_article(request, article)
    user = request.user
    if not isinstance(user, User) or not staff_may(user, StaffRight.MODERATE):
        raise PermissionDenied(_("Only moderators open and close discussions."))
    form = SettingsForm(request.POST or None, instance=discussion_of(piece))
    if request.method == "POST" and form.is_valid():
        set_discussion_mode(piece, by=user, **form.cleaned_data)
        messages.success(request, _("Set. It stands in the moderation log."))
        return redirect(f"{piece.get_absolute_url()}#discussion")
    return render(request, "comments/settings.html", {"article": piece, "form": form})
