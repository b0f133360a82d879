"""The page from which a member loads all that is known of them."""

import logging
import tempfile
from typing import IO

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.errors import TooOften
from community.limits import retry_after
from community.models import User
from community.permissions import member
from config.own_data.archive import ROOMS, write_archive

logger = logging.getLogger("civitas.accounts")
TIMES, SECONDS = 5, 3600


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponseBase:
    """Say what is in the archive (GET); give it to its owner (POST).

    SECURITY: with a fresh proof of who it is. A file cannot answer the form of the proof, whose
    page would stay; so that leads back here.
    """
    user = member(request.user)
    if request.method != "POST":
        return render(request, "own_data/own_data.html", {"rooms": ROOMS})
    if (proof := proof_missing(request)) is not None:
        return proof
    check_limit(user)
    logger.info("own data exported", extra={"member": user.pk})
    name = f"{user.handle}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(archive_of(user), as_attachment=True, filename=name)


def proof_missing(request: HttpRequest) -> HttpResponse | None:
    """Where to prove who one is; None after one has, for some minutes."""
    try:
        raise_if_reauthentication_required(request, app="")
    except ReauthenticationRequired:
        ways = get_adapter().get_reauthentication_methods(request.user)
        messages.info(request, _("Once you have shown who you are, press the button again."))
        return redirect(f"{ways[0]['url']}?next={reverse('own_data')}")
    return None


def check_limit(user: User) -> None:
    if wait := retry_after(f"own-data:{user.pk}", times=TIMES, seconds=SECONDS):
        raise TooOften(_("You have loaded it often enough for an hour."), retry_after=wait)


def archive_of(user: User) -> IO[bytes]:
    """A file without a name, gone when the answer is sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it
    write_archive(user, file)
    file.seek(0)
    return file
