"""Closing one's account, and keeping it after all."""

import logging
from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.actions.leaving import ask_to_close, is_only_administrator, keep_account
from community.errors import Refused, TooOften
from community.forms.leaving import LeavingForm
from community.limits import retry_after
from community.models import City, Subscriber, User
from community.views.accounts import signed_in

logger = logging.getLogger("civitas.accounts")
TIMES, SECONDS = 5, 3600


def is_sent(request: HttpRequest) -> bool:
    return request.method == "POST"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=is_sent)  # type: ignore[untyped-decorator]  # allauth has none
def leave(request: HttpRequest) -> HttpResponse:
    """Say what becomes of everything, and set the day; SECURITY: with a fresh proof of who it is.

    What was chosen is kept through the proof.
    """
    user = signed_in(request)
    words = "take" if user.takes_words else "keep"
    chosen = {"words": words, "ends_newsletter": user.ends_newsletter}
    form = LeavingForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_valid():
        check_limit(user)
        try:
            ask(user, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("community:leave")
    context = {
        "form": form,
        "is_last": user.closes_at and user.is_staff and is_only_administrator(user),
        "leave_days": City.current().leave_days,
        "gets_newsletter": Subscriber.objects.filter(email__iexact=user.email).exists(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/leave.html", context, status=status)


def ask(user: User, form: LeavingForm) -> None:
    data = form.cleaned_data
    takes_words, ends = data["words"] == "take", data["ends_newsletter"]
    ask_to_close(user, by=user, takes_words=takes_words, ends_newsletter=ends)
    logger.info("account to be closed", extra={"member": user.pk})


def check_limit(user: User) -> None:
    if wait := retry_after(f"leave:{user.pk}", times=TIMES, seconds=SECONDS):
        sentence = _("You have gone and come back often enough for an hour. Take your time.")
        raise TooOften(sentence, retry_after=wait)


@never_cache
@login_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the account; nobody needs to prove anything for this, nor to wait."""
    user = signed_in(request)
    keep_account(user, by=user)
    logger.info("account kept", extra={"member": user.pk})
    messages.success(request, _("Your account stays. Good that you are here."))
    return redirect("community:me")
