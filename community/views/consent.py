"""What a member lets others see: chosen on one page, in force at once on every other."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.actions.consent import check_token, choose_consent, revoke_cards
from community.forms.consent import ConsentForm
from community.models import Standing
from community.permissions import consent_of
from community.views.accounts import signed_in

UNPROCESSABLE = 422


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Show one's choices, and keep what was changed; from the certificate back to it."""
    user = signed_in(request)
    mine = consent_of(user)
    form = ConsentForm(request.POST if request.method == "POST" else None, instance=mine)
    if request.method == "POST" and form.is_valid():
        choose_consent(user, by=user, chosen=form.chosen)
        messages.success(request, _("That holds from now on, everywhere."))
        is_back = "certificate" in request.POST and user.standing != Standing.VISITOR
        return redirect("community:certificate" if is_back else "community:consent")
    has_card = mine.pk is not None and not mine._state.adding and user.standing != Standing.VISITOR
    context = {"form": form, "token": check_token(mine) if has_card else ""}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "community/consent.html", context, status=status)


@never_cache
@login_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    revoke_cards(user, by=user)
    messages.success(request, _("Your earlier cards are not known any more. Here are new ones."))
    return redirect("community:consent")
