"""Appeals: those that are one's own, those that one judges, and the page of each."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.actions.appeals import (
    decide_appeal,
    decline_seat,
    give_opinion,
    reason_of,
    withdraw_appeal,
)
from community.errors import Refused
from community.forms.appeals import OpinionForm, VerdictForm
from community.models import Appeal, PanelSeat, User
from community.permissions import (
    appeals_visible_to,
    can_decide_appeal,
    can_grant_appeal,
    can_see_matter,
    member,
    seats_waiting_for,
)

CONFLICT, UNPROCESSABLE = 409, 422
SHOWN = 50


@never_cache
@login_required
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """One's own appeals, and those that one was drawn for or that wait for an editor."""
    user = member(request.user)
    seen = appeals_visible_to(user).order_by("-opened_at", "-pk")
    context = {
        "own": seen.filter(member=user)[:SHOWN],
        "to_judge": seats_waiting_for(user).select_related("appeal")[:SHOWN],
        "to_decide": waiting_for(user)[:SHOWN],
        "judged": seen.filter(seats__juror=user, seats__given_at__isnull=False)[:SHOWN],
    }
    return render(request, "community/appeals.html", context)


def waiting_for(user: User) -> QuerySet[Appeal]:
    """Those that an editor may decide, the overdue first."""
    seen = appeals_visible_to(user).with_editors().exclude(member=user)
    due = F("decide_by").asc(nulls_last=True)
    return seen.exclude(seats__juror=user).order_by(due, "opened_at", "pk")


@never_cache
@login_required
@require_safe
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    return appeal_page(request, visible(request, pk))


def visible(request: HttpRequest, pk: int) -> Appeal:
    rows = appeals_visible_to(request.user)
    related = rows.select_related(
        "member", "sanction__revocation", "application__charter", "decided_by"
    )
    return get_object_or_404(related, pk=pk)


def appeal_page(
    request: HttpRequest, appeal: Appeal, *, form: Form | None = None, status: int = 200
) -> HttpResponse:
    """What the reader may know of it, and the form where it is their turn."""
    user = member(request.user)
    sees_matter = can_see_matter(user, appeal)
    seat = appeal.seats.filter(juror=user).first()
    context: dict[str, Any] = {
        "appeal": appeal,
        "is_mine": appeal.member_id == user.pk,
        "seat": seat,
        "sees_matter": sees_matter,
        "decision_reason": reason_of(appeal) if sees_matter else "",
        "panel": panel(appeal) if appeal.state == Appeal.State.PANEL else {},
        **turn(user, appeal, seat),
    }
    if form is not None:
        context["form"] = form
    return render(request, "community/appeal.html", context, status=status)


def panel(appeal: Appeal) -> dict[str, int]:
    """How many were drawn and how many have answered: never what, nor who."""
    given = appeal.seats.exclude(opinion="").count()
    return {"given": given, "waiting": PanelSeat.objects.waiting().filter(appeal=appeal).count()}


def turn(user: User, appeal: Appeal, seat: PanelSeat | None) -> dict[str, Any]:
    """The form of a juror or of an editor, while it is their turn."""
    if appeal.state == Appeal.State.PANEL and seat and not seat.replaced_at and not seat.opinion:
        return {"form": OpinionForm(), "judges": True}
    if appeal.state == Appeal.State.EDITOR:
        if can_decide_appeal(user, appeal):
            return {"form": VerdictForm(), "decides": True}
        if can_grant_appeal(user, appeal):
            return {"form": VerdictForm(may_dismiss=False), "decides": True, "gives_in": True}
    return {}


@login_required
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """A juror's opinion."""
    appeal, by, form = visible(request, pk), member(request.user), OpinionForm(request.POST)
    done = _("Thank you. Your opinion counts; the member learns the outcome, not your name.")
    return settle(request, appeal, form, done, lambda sent: give_opinion(appeal, by=by, **sent))


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor's decision."""
    appeal, by, form = visible(request, pk), member(request.user), VerdictForm(request.POST)

    def decide(sent: dict[str, str]) -> object:
        return decide_appeal(appeal, by=by, outcome=sent["opinion"], reason=sent["reason"])

    return settle(request, appeal, form, _("Decided. The member has been told."), decide)


def settle(
    request: HttpRequest,
    appeal: Appeal,
    form: Form,
    done: str,
    action: Any,  # noqa: ANN401 - of the form's data
) -> HttpResponse:
    """Do it and go back to the page, or show there what is missing, with what was written."""
    if not form.is_valid():
        return appeal_page(request, appeal, form=form, status=UNPROCESSABLE)
    try:
        action(form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        appeal.refresh_from_db()
        return appeal_page(request, appeal, form=form, status=CONFLICT)
    messages.success(request, done)
    return redirect(appeal)


@login_required
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a seat to somebody else."""
    appeal, by = visible(request, pk), member(request.user)
    try:
        decline_seat(appeal, by=by)
    except Refused as error:
        messages.error(request, str(error))
        return redirect(appeal)
    messages.success(request, _("Thank you for saying so. Somebody else sits in your place."))
    return redirect("community:appeals")


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    appeal, by = visible(request, pk), member(request.user)
    try:
        withdraw_appeal(appeal, by=by)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your appeal is withdrawn."))
    return redirect(appeal)
