"""The ballots: those that are open, and the page of one.

SECURITY: a vote comes by POST, is answered by a redirect that does not carry it, and is logged
nowhere; forms of this page are never shown again with the choice in them.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.actions.ladder import cast_vote
from community.errors import Refused
from community.forms.ladder import VoteForm
from community.models import (
    Ballot,
    BallotVoter,
    User,
)
from community.permissions import ballots_visible_to, member, settlement_of

PER_PAGE = 30


@never_cache
@login_required
@require_safe
def ballots(request: HttpRequest) -> HttpResponse:
    """The open ones first, then the counted, newest first."""
    user = member(request.user)
    rows = ballots_visible_to(user)
    closed = rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
    mine = BallotVoter.objects.filter(voter=user, ballot__closed_at__isnull=True)
    context = {
        "open": list(rows.open().order_by("closes_at", "pk")),
        "waiting": set(mine.filter(has_voted=False).values_list("ballot", flat=True)),
        "voted": set(mine.filter(has_voted=True).values_list("ballot", flat=True)),
        "page_obj": Paginator(closed, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "community/ballots.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    user = member(request.user)
    found = visible(user, pk)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return vote(request, found, user, form.cleaned_data["vote"])
    return ballot_page(request, found, user, form, status=422 if form.errors else 200)


def visible(user: User, pk: int) -> Ballot:
    """The ballot, or 404; a dormant citizen, who may have been on its roll, reads why not."""
    found = ballots_visible_to(user).filter(pk=pk).first()
    if found is None and user.is_dormant:
        words = _("You are dormant, and the dormant do not vote.")
        raise PermissionDenied(words + " " + _("Open a piece, and in a few minutes you may again."))
    if found is None:
        raise Http404
    return found


def vote(request: HttpRequest, found: Ballot, user: User, choice: str) -> HttpResponse:
    try:
        cast_vote(found, by=user, vote=choice)
    except (Refused, PermissionDenied) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your vote is counted. Nobody can see which way."))
    return redirect(found)


def ballot_page(
    request: HttpRequest, found: Ballot, user: User, form: VoteForm, *, status: int
) -> HttpResponse:
    application = found.application
    on_roll = BallotVoter.objects.filter(ballot=found, voter=user).first()
    context = {
        "ballot": found,
        "application": application,
        "step": application.charter.step_to(application.standing),
        "is_mine": application.applicant_id == user.pk,
        "on_roll": on_roll,
        "settled": settlement_of(found),
        "may_vote": on_roll is not None and not on_roll.has_voted and found.is_open,
        "endorsements": application.endorsements.select_related("endorser"),
        "letters": application.messages.select_related("author"),
        "form": form,
    }
    return render(request, "community/ballot.html", context, status=status)
