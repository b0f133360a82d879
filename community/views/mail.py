"""What a member hears of by mail: chosen on a page of their own, ended by a link in a letter."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.actions.mail_settings import (
    choose_mail,
    kinds_for,
    paces_for,
    read_mail_token,
)
from community.actions.mail_settings import (
    end_mail as end_mail_of,
)
from community.errors import Refused
from community.forms.mail import MailForm
from community.models import MailKind
from community.permissions import member

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@READ_AND_SEND
def mail(request: HttpRequest) -> HttpResponse:
    """Show and keep how soon one hears of what."""
    user = member(request.user)
    sent = request.POST if request.method == "POST" else None
    form = MailForm(sent, kinds=kinds_for(user), initial=paces_for(user))
    if form.is_valid():
        choose_mail(user, form.cleaned_data)
        messages.success(request, _("It is kept."))
        return redirect("community:mail")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/mail.html", {"form": form}, status=status)


# SECURITY: without a session and without a token of a form, because mail programs press it for
# their readers (RFC 8058). Who holds the link can end letters of one kind, and nothing else.
@never_cache
@csrf_exempt
@READ_AND_SEND
def end_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Opened, it shows a button, for scanners follow links; pressed, it ends the letters."""
    try:
        user, kind = (end_mail_of if request.method == "POST" else read_mail_token)(token)
    except Refused as refusal:
        refused = {"sentence": str(refusal)}
        return render(request, "community/end_mail.html", refused, status=HTTPStatus.GONE)
    label = MailKind(kind).label if kind in MailKind.values else _("The daily letter")
    context = {"member": user, "label": label, "is_done": request.method == "POST"}
    return render(request, "community/end_mail.html", context)
