"""A member gives the standing back, or takes back what was given back."""

from datetime import timedelta
from itertools import pairwise

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.actions import standing
from community.actions.ladder import open_application
from community.errors import Refused, TooOften
from community.forms.standing import RenounceForm
from community.limits import retry_after
from community.models import City, Standing, User
from community.permissions import is_held_against, rights_lost
from community.views.accounts import signed_in

UNPROCESSABLE = 422
TIMES, SECONDS = 3, 86_400


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renounce(request: HttpRequest) -> HttpResponse:
    """Say what is lost, what stays and how one comes back (GET); give it back (POST)."""
    user, status = signed_in(request), 200
    form = RenounceForm(request.POST or None, standing=user.standing)
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            check_limit(user)
            try:
                standing.renounce_standing(user, by=user, **form.steps)
            except Refused as error:
                messages.error(request, str(error))
                return redirect("community:renounce")
            messages.success(request, _("Done. Your page says what you may do now."))
            return redirect("community:me")
    if user.standing == Standing.VISITOR:
        raise PermissionDenied(_("There is nothing to give back: you are a visitor."))
    city = City.current()
    context = {
        "form": form,
        "our_city": city,
        "lost": lost(user.standing, [to for to, _name in form.below]),
        "is_citizen": user.standing == Standing.CITIZEN,
        "application": open_application(user),
        "is_held": is_held_against(user, user.standing),
        "returns_by": timezone.now() + timedelta(days=city.return_days),
    }
    return render(request, "community/renounce.html", context, status=status)


def check_limit(user: User) -> None:
    """Each time stands in the record for good, so not without end."""
    if wait := retry_after(f"renounce:{user.pk}", times=TIMES, seconds=SECONDS):
        sentence = _("You have given back often enough for a day. Take your time.")
        raise TooOften(sentence, retry_after=wait)


def lost(standing: str, below: list[str]) -> list[tuple[str, list[str]]]:
    """What goes with each rung down, besides what went before."""
    rungs = pairwise([standing, *below])
    return [(to, rights_lost(above, to)) for above, to in rungs]


@never_cache
@login_required
@require_POST
def return_standing(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    try:
        standing.return_standing(user, by=user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Welcome back. All is as it was."))
    return redirect("community:me")
