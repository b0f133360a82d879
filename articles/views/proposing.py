"""A citizen puts a proposal up, changes its words, and takes it back."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.forms.town_hall import ProposalForm
from articles.models import Proposal
from articles.permissions import can_edit_proposal, can_withdraw_proposal, is_authors, may_take_part
from articles.views.proposals import visible
from articles.views.town_hall import NUMBERS
from community.errors import Refused, TooOften
from community.models import Standing, User
from community.permissions import RIGHTS, Grant, Right, member


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form; what does not go through comes back with its words."""
    user = member(request.user)
    if not may_take_part(user):
        return not_yet(request, user)
    form = ProposalForm(request.POST or None)
    if request.method != "POST":
        return propose_page(request, form)
    if not form.is_valid():
        return propose_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        made = actions.propose(**form.cleaned_data, by=user)
    except Refused as error:
        return refused_page(request, form, error)
    messages.success(request, _("Your proposal is up. Now it looks for support."))
    return redirect(made)


def propose_page(
    request: HttpRequest,
    form: ProposalForm,
    status: int = HTTPStatus.OK,
    proposal: Proposal | None = None,
) -> HttpResponse:
    name = "edit_proposal" if proposal else "propose"
    context = {"form": form, "proposal": proposal, **NUMBERS}
    return render(request, f"articles/{name}.html", context, status=status)


def refused_page(
    request: HttpRequest, form: ProposalForm, error: Refused, proposal: Proposal | None = None
) -> HttpResponse:
    form.add_error(None, str(error))
    if not isinstance(error, TooOften):
        return propose_page(request, form, HTTPStatus.CONFLICT, proposal)
    response = propose_page(request, form, HTTPStatus.TOO_MANY_REQUESTS, proposal)
    response["Retry-After"] = str(error.retry_after)
    return response


def not_yet(request: HttpRequest, user: User) -> HttpResponse:
    """Say how one comes to it, to those who lack only the standing."""
    if RIGHTS[Right.PROPOSE][Standing(user.effective_standing)] is not Grant.NO:
        raise PermissionDenied(_("You cannot propose anything at the moment."))
    return render(request, "articles/propose_not_yet.html", status=HTTPStatus.FORBIDDEN)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = visible(request, pk), member(request.user)
    if not is_authors(user, found):
        raise PermissionDenied(_("Only its author changes a proposal."))
    if request.method != "POST" and not can_edit_proposal(user, found):
        messages.error(request, _("These words stay as they are now."))
        return redirect(found)
    before = {"title": found.title, "why": found.why, "section": found.section_id}
    form = ProposalForm(request.POST or None, initial=before)
    if request.method != "POST":
        return propose_page(request, form, proposal=found)
    if not form.is_valid():
        return propose_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY, found)
    try:
        actions.edit_proposal(found, **form.cleaned_data, by=user)
    except Refused as error:
        return refused_page(request, form, error, found)
    messages.success(request, _("Your proposal is changed."))
    return redirect(found)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first (GET), then take it back."""
    found, user = visible(request, pk), member(request.user)
    if not is_authors(user, found):
        raise PermissionDenied(_("Only its author withdraws a proposal."))
    if request.method != "POST" and can_withdraw_proposal(user, found):
        return render(request, "articles/withdraw_proposal.html", {"proposal": found})
    if request.method == "POST":
        try:
            actions.withdraw_proposal(found, by=user)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your proposal is withdrawn."))
    return redirect(found)
