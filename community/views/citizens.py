"""The register of citizens, and the page that says whether a card is good."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.actions.consent import holder_of
from community.errors import TooOften
from community.forms.citizens import CitizenSearch
from community.limits import network_address, retry_after
from community.models import User
from community.names import folded
from community.permissions import all_citizens, checked, registered_citizens

PER_PAGE = 60
TIMES, SECONDS = 60, 60
NOT_FOUND = 404


@require_safe
def citizens(request: HttpRequest) -> HttpResponse:
    """Those who let others read their names, by number; or those of a name or number."""
    form = CitizenSearch(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    listed: QuerySet[User] | Sequence[int] = registered_citizens()
    if asked:
        check_limit(request, "citizens")
        listed = found(asked)
    page_obj = asked_page(request, listed)
    total = all_citizens().count()
    shown = registered_citizens().count() if asked else page_obj.paginator.count
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "page_obj": page_obj,
        "people": people_of(page_obj) if asked else page_obj.object_list,
        "total": total,
        "unnamed": total - shown,
    }
    return render(request, "community/citizens.html", context)


def asked_page(request: HttpRequest, listed: QuerySet[User] | Sequence[int]) -> Page[Any]:
    """Return the page asked for; one that is not there is 404, so that no cache fills with them."""
    try:
        return Paginator(listed, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error


def found(asked: str) -> list[int]:
    """Return the keys of those whose name holds every word, or whose number it is; by number.

    All names are read (a hundredth of a second for 5,000), so that letters match without their
    accents on every database.
    """
    words = folded(asked).split()
    number = asked.strip().lstrip("#")
    rows = registered_citizens().values_list("pk", "display_name", "citizen_number")
    return [
        pk
        for pk, name, own in rows
        if number == str(own) or all(word in folded(name) for word in words)
    ]


def people_of(page_obj: Page[int]) -> list[User]:
    people = registered_citizens().in_bulk(list(page_obj))
    return [people[pk] for pk in page_obj if pk in people]


def check_limit(request: HttpRequest, what: str) -> None:
    key = f"{what}:{network_address(request)}"
    if wait := retry_after(key, times=TIMES, seconds=SECONDS):
        sentence = _("Many people look from here just now. Try again in a minute.")
        raise TooOften(sentence, retry_after=wait)


@never_cache
@require_safe
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Say how it is with the holder of a card; SECURITY: forged and revoked cards look the same."""
    check_limit(request, "check")
    holder = holder_of(token)
    context = {"card": checked(holder) if holder else None}
    status = 200 if holder else NOT_FOUND
    response = render(request, "community/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
