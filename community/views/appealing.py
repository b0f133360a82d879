"""Writing an appeal: one form for whatever it is against."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.actions.appeals import (
    appeal_application,
    appeal_sanction,
    appeal_until,
    refuse_if_late,
)
from community.errors import Refused
from community.forms.appeals import AppealForm
from community.models import Appeal, Application, Sanction
from community.permissions import member

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def against_sanction(request: HttpRequest, pk: int) -> HttpResponse:
    user = member(request.user)
    sanctions = Sanction.objects.select_related("revocation")
    sanction = get_object_or_404(sanctions, pk=pk, user=user)
    return write_appeal(
        request,
        lambda statement: appeal_sanction(sanction, by=user, statement=statement),
        decided_at=sanction.decided_at,
        earlier=sanction.covering_appeal,
        template="community/appeal_sanction.html",
        sanction=sanction,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def against_application(request: HttpRequest, pk: int) -> HttpResponse:
    user, declined = member(request.user), Application.State.DECLINED
    application = get_object_or_404(Application, pk=pk, applicant=user, state=declined)
    decided_at = application.closed_at or application.submitted_at
    return write_appeal(
        request,
        lambda statement: appeal_application(application, by=user, statement=statement),
        decided_at=decided_at,
        earlier=application.appeals.filter(decision_at__gte=decided_at).first(),
        template="community/appeal_application.html",
        application=application,
    )


def write_appeal(
    request: HttpRequest,
    action: Callable[[str], Appeal],
    *,
    decided_at: datetime,
    earlier: Appeal | None,
    template: str,
    **about: object,
) -> HttpResponse:
    """Ask for the statement, send it, or say on the same page why not; the words stay."""
    if earlier is not None:
        return redirect(earlier)
    refuse_if_late(decided_at)
    form, status = AppealForm(request.POST or None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                appeal = action(form.cleaned_data["statement"])
            except Refused as error:
                form.add_error(None, str(error))
                status = CONFLICT
            else:
                messages.success(request, _("Your appeal has arrived. Somebody else looks at it."))
                return redirect(appeal)
    context = {"form": form, "until": appeal_until(decided_at), **about}
    return render(request, template, context, status=status)
