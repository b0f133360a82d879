"""The desk: Django's admin in the publication's colours, behind the door of the whole site."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import logout as sign_out
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from community.models import User
from community.permissions import StaffRight, may_open_desk, staff_may
from config.desk import waiting_for

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class CivitasAdminSite(admin.AdminSite):
    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("What waits for me")

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff in good standing, and with a second factor where the settings ask for one."""
        return may_open_desk(request.user) and has_factor_if_needed(request)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waiting = waiting_for(request.user) if isinstance(request.user, User) else []
        figures = staff_may(request.user, StaffRight.DECIDE_APPLICATIONS)
        context = {**(extra_context or {}), "waiting": waiting, "may_see_figures": figures}
        return super().index(request, context)

    def get_urls(self) -> list[Any]:
        """Nobody has a password, so nobody changes one."""
        urls: list[URLPattern | URLResolver] = super().get_urls()
        return [url for url in urls if "password" not in (getattr(url, "name", None) or "")]

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: HttpResponse = secure_admin_login(self.at_the_door)(request)
        return response

    def at_the_door(self, request: HttpRequest) -> HttpResponse:
        """Let staff who are signed in go on, or say what is missing."""
        if self.has_permission(request):
            url = get_next_redirect_url(request) or reverse("admin:index")
            return HttpResponseRedirect(url)
        if not may_open_desk(request.user):
            raise PermissionDenied(_("You have no role at the desk at the moment."))
        return render(request, "admin/second_factor.html", status=403)

    def logout(  # type: ignore[override]  # the stubs promise a page; ours answers a redirect too
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: HttpResponse = sign_out(request)
        return response


def has_factor_if_needed(request: HttpRequest) -> bool:
    """One query for each request to the desk, and none where no second factor is asked."""
    if not settings.STAFF_SECOND_FACTOR or not isinstance(request.user, User):
        return True
    kept = request.user.__dict__
    if "_has_factor" not in kept:
        kept["_has_factor"] = is_mfa_enabled(request.user, FACTORS)
    return bool(kept["_has_factor"])
