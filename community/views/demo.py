"""Signing in as a member of the demo cast. SECURITY: answers 404 unless ``DEMO_SIGN_IN`` is on."""

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from community.actions.accounts import use_demo_link
from community.demo_links import demo_member


@require_http_methods(["GET", "POST"])
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that signs in (GET), and sign in (POST)."""
    if not settings.DEMO_SIGN_IN:
        raise Http404
    member = demo_member(token)
    if member is None or (request.method == "POST" and not use_demo_link(member)):
        return render(request, "account/demo_sign_in.html", {"member": None}, status=410)
    if request.method == "GET":
        return render(request, "account/demo_sign_in.html", {"member": member})
    login = Login(user=member, email_verification=EmailVerificationMethod.NONE)
    response: HttpResponse = perform_login(request, login)
    return response
