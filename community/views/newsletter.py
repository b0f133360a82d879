"""Subscribe to the newsletter, confirm it, change what one gets, leave.

The box stands on shared pages and carries no token; who confirms, changes or leaves holds a link
that was mailed to them. None of these does anything in the name of who is signed in.
"""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.actions.newsletter import (
    ask_for_newsletter,
    change_interests,
    confirm_newsletter,
    leave_newsletter,
    read_newsletter_token,
)
from community.errors import Refused
from community.forms.newsletter import InterestsForm, SubscribeForm
from community.limits import network_address
from community.models import Interest, Subscriber
from community.origin import is_same_origin

CHOSEN_FIRST = [interest for interest in Interest if interest != Interest.OFFERS]
READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


def check_origin(request: HttpRequest) -> None:
    if not is_same_origin(request):
        raise PermissionDenied(_("This form was sent from another site. Send it from here."))


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing at all: no box was ticked."""
    return request.POST if request.method == "POST" else None


@never_cache
@csrf_exempt
@READ_AND_SEND
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter. The answer is the same whoever has the address."""
    if request.method != "POST":
        form = SubscribeForm(initial={"interests": CHOSEN_FIRST})
        return render(request, "newsletter/subscribe.html", {"form": form})
    check_origin(request)
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "newsletter/subscribe.html", {"form": form}, status=status)
    email, interests = form.cleaned_data["email"], form.cleaned_data["interests"]
    ask_for_newsletter(email, interests, network=network_address(request))
    return redirect("newsletter:asked")


@never_cache
@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/asked.html")


@never_cache
@csrf_exempt
@READ_AND_SEND
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter opens a page; only its button confirms, for scanners follow links."""
    try:
        email, interests = read_newsletter_token(token)
    except Refused as refusal:
        context = {"sentence": str(refusal), "form": SubscribeForm()}
        return render(request, "newsletter/subscribe.html", context, status=HTTPStatus.GONE)
    form = InterestsForm(sent(request), initial={"interests": interests})
    if request.method == "POST":
        check_origin(request)
        if form.is_valid():
            subscriber = confirm_newsletter(token, form.cleaned_data["interests"])
            return redirect("newsletter:subscription", subscriber.token)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "newsletter/confirm.html", {"form": form, "email": email}, status=status)


@never_cache
@csrf_exempt
@READ_AND_SEND
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Show what one gets; change it."""
    subscriber = get_object_or_404(Subscriber, token=token)
    form = InterestsForm(sent(request), initial={"interests": subscriber.interests})
    is_changed = False
    if request.method == "POST":
        check_origin(request)
        if is_changed := form.is_valid():
            change_interests(subscriber, form.cleaned_data["interests"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "subscriber": subscriber, "is_changed": is_changed}
    return render(request, "newsletter/subscription.html", context, status=status)


@never_cache
@csrf_exempt
@READ_AND_SEND
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Leave with one press, also from a mail program, which sends no origin (RFC 8058)."""
    subscriber = Subscriber.objects.filter(token=token).first()
    if request.method != "POST" and subscriber is not None:
        return render(request, "newsletter/leave.html", {"subscriber": subscriber})
    leave_newsletter(token)
    return render(request, "newsletter/left.html", {"subscriber": subscriber})
