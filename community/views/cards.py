"""The certificate, worth printing, and the passport card; each for its owner alone."""

import logging
from contextlib import ExitStack

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from PIL import Image

from community.actions.consent import check_token
from community.errors import TooOften
from community.forms.consent import ConsentForm
from community.images.passport import Passport, draw_passport
from community.limits import retry_after
from community.models import Application, Charter, City, Standing, User
from community.permissions import consent_of
from community.views.accounts import signed_in

logger = logging.getLogger("civitas.pictures")
DRAWN = (20, 60)  # times, seconds


@never_cache
@login_required
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """A certificate for a citizen, a letter for a resident. It congratulates until one has said,
    in this standing, what others may see."""
    user = signed_in(request)
    if user.standing == Standing.VISITOR:
        raise PermissionDenied(_("There is a letter for those who live here. Apply first."))
    mine, granted = consent_of(user), granted_application(user)
    context = {
        "consent_form": ConsentForm(instance=mine),
        "is_new": mine.answered_as != user.standing,
        "is_citizen": user.standing == Standing.CITIZEN,
        "granted": granted,
        "charter_version": granted.charter.version if granted else charter_then(user),
        "check": check_address(user),
        "host": settings.SITE_URL.partition("://")[2],
    }
    return render(request, "community/certificate.html", context)


def granted_application(user: User) -> Application | None:
    """Return the application that brought the standing; none for a founder."""
    granted = user.applications.filter(standing=user.standing, state=Application.State.GRANTED)
    return granted.select_related("charter").order_by("-closed_at").first()


def charter_then(user: User) -> int | None:
    """Return the version in force when the standing was reached, or the first of all."""
    adopted = Charter.objects.adopted().order_by("adopted_at")
    then = adopted.filter(adopted_at__lte=user.standing_since).last() or adopted.first()
    return then.version if then else None


def check_address(user: User) -> str:
    """Return the address that the code leads to; "" for who has no key yet."""
    mine = consent_of(user)
    if mine._state.adding:
        return ""
    return f"{settings.SITE_URL}{reverse('community:check', args=[check_token(mine)])}"


@never_cache
@login_required
@require_safe
def passport(request: HttpRequest) -> HttpResponse:
    """The card as a picture to keep."""
    user = signed_in(request)
    if user.standing != Standing.CITIZEN:
        raise PermissionDenied(
            _("A passport is for citizens. Your way there is on the city’s page.")
        )
    times, seconds = DRAWN
    if wait := retry_after(f"passport:{user.pk}", times=times, seconds=seconds):
        sentence = _("Your passport was drawn often just now. Try again in a minute.")
        raise TooOften(sentence, retry_after=wait)
    response = HttpResponse(drawn(user), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="passport-{user.handle}.png"'
    return response


def drawn(user: User) -> bytes:
    city = City.current()
    standing = city.standing_name(user.standing)
    named = {"standing": f"{standing[:1].upper()}{standing[1:]}"}
    since = {_("%(standing)s since") % named: user.standing_since, _("Here since"): user.created_at}
    with ExitStack() as opened:
        return draw_passport(
            Passport(
                city=city.name,
                title=_("Passport"),
                name=user.display_name,
                handle=user.handle,
                number=_("No. %(number)s") % {"number": user.citizen_number},
                facts=tuple(
                    (label, date_format(timezone.localtime(day))) for label, day in since.items()
                ),
                check=check_address(user),
                picture=portrait(user, opened),
            )
        )


def portrait(user: User, opened: ExitStack) -> Image.Image | None:
    """Return the member's picture; none where there is none or it cannot be opened."""
    if not user.picture:
        return None
    try:
        picture = Image.open(opened.enter_context(user.picture.open()))
        picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        logger.warning("no portrait", extra={"member": user.pk, "reason": type(error).__name__})
        return None
    return picture
