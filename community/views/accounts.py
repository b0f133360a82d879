"""One's own page, one's notices, and the page of a member that everybody sees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.actions.notices import mark_notices_read
from community.actions.profile import change_profile, set_picture
from community.errors import Refused
from community.forms.profile import ProfileForm
from community.models import User
from community.permissions import (
    is_registered,
    public_record,
)
from community.views.mine import at_a_glance

NOTICES_PER_PAGE = 30


def signed_in(request: HttpRequest) -> User:
    """Return the member behind a request that only members get through to."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own page, and keep what was changed on it."""
    user = signed_in(request)
    shown = User.objects.get(pk=user.pk) if request.method == "POST" else user
    form = ProfileForm(request.POST or None, request.FILES or None, instance=shown)
    if request.method == "POST" and form.is_valid() and keep(form, user):
        messages.success(request, _("Your page is changed."))
        return redirect("community:me")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, **at_a_glance(user)}
    return render(request, "community/me.html", context, status=status)


def keep(form: ProfileForm, user: User) -> bool:
    """Store the form by the actions; put what they refuse beside the field."""
    data = form.cleaned_data
    words = {name: data[name] for name in ("display_name", "handle", "bio")}
    try:
        if data["new_picture"] or data.get("remove_picture"):
            set_picture(user, by=user, file=data["new_picture"])
        change_profile(user, by=user, **words)
    except Refused as refusal:
        field = "handle" if "handle" in type(refusal).__name__.lower() else "new_picture"
        form.add_error(field, str(refusal))
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """List one's notices (GET); mark them all as read (POST)."""
    user = signed_in(request)
    if request.method == "POST":
        mark_notices_read(user)
        return redirect("community:notices")
    page = Paginator(user.notices.all(), NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "community/notices.html", {"page": page})


@require_safe
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """Show what everybody may know of a member; a closed account is not found.

    A handle that somebody had before leads to the one that they have now.
    """
    people = User.objects.select_related("consent").filter(is_active=True)
    person = people.filter(handle=handle).first()
    if person is None:
        return redirect(get_object_or_404(people, former_handles__handle=handle))
    context = {
        "member": person,
        "shows_number": is_registered(person),
        "steps": public_record(person),
    }
    return render(request, "community/member.html", context)
