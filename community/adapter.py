"""What allauth asks of this site."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context as allauth_context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from community.actions.accounts import open_account
from community.emails.delivery import send_at_once, send_later
from community.limits import client_address
from community.models import User
from community.sealing import seal, unseal
from community.sign_in import code_mail_allowed, remembered_way

# Letters that somebody waits for in front of a page, and those that must take as long.
AWAITED = {
    "account_already_exists",
    "email_confirmation",
    "email_confirmation_signup",
    "login_code",
    "prove_code",
    "unknown_account",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code that we sent. Look at the latest mail, please."),
        "too_many_login_attempts": _("Too many wrong codes. Ask for a new one, please."),
        "email_taken": _("This address cannot be used. Try another one, please."),
        "duplicate_email": _("This is the address of your account already."),
        "rate_limited": _("That was a little too often. Wait a minute, please."),
    }

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> User:
        data = form.cleaned_data
        return open_account(email=data["email"], display_name=data.get("display_name", ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        address = client_address(request)
        if not address:
            raise PermissionDenied(_("We cannot see where this request comes from."))
        return address

    def is_safe_url(self, url: str) -> bool:
        """SECURITY: ``next`` stays on this very host, whatever else the settings allow."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one was going, even if a letter led another way round."""
        return remembered_way(request) or str(super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return remembered_way(request) or str(super().get_signup_redirect_url(request))

    # -- Letters ---------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write ``templates/emails/<name>`` and send it, or leave it to the queue."""
        name = template_prefix.rpartition("/")[2]
        known = {"email": email, "site_url": settings.SITE_URL, "minutes": code_minutes(name)}
        words = known | {key: value for key, value in context.items() if key != "request"}
        subject = " ".join(render_to_string(f"emails/{name}.subject.txt", words).split())
        text = render_to_string(f"emails/{name}.txt", words).strip() + "\n"
        if name in AWAITED:
            send_at_once(email, subject, text, good_for=code_minutes(name) * 60)
        else:
            send_later(email, subject, text)

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailVerificationProcess, signup: bool
    ) -> None:
        """Mail the code of ``emailconfirmation``; beyond the limit the one mailed before stays."""
        state = emailconfirmation.state
        if code_mail_allowed(request, emailconfirmation.email_address.email):
            state.update(mailed_code=state["code"], at=time.time())
            super().send_confirmation_mail(request, emailconfirmation, signup)
        elif "mailed_code" in state:
            state["code"] = state["mailed_code"]

    def send_account_already_exists_mail(self, email: str) -> None:
        if code_mail_allowed(allauth_context.request, email):
            is_open = bool(filter_users_by_email(email, is_active=True))
            self.send_mail("account/email/account_already_exists", email, {"is_open": is_open})

    # -- Who it is, once more --------------------------------------------------------------------

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has proved who they are in the last minutes need not do it again.

        allauth asks nothing of members without second factor; here they enter a mailed code, so
        the answer "required" is given as the exception that leads to that page.
        """
        request = allauth_context.request
        if has_proved_lately(request):
            return False
        raise ReauthenticationRequired

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """SECURITY: a mailed code does not stand in for a second factor that is set up."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if methods or not user.is_authenticated:
            return methods
        url = reverse("account_reauthenticate")
        return [{"id": "code", "description": _("Use a code by mail"), "url": url}]


def has_proved_lately(request: HttpRequest) -> bool:
    """Whether this session signed in, or entered a code or factor, within the timeout."""
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT


def code_minutes(name: str) -> int:
    """How long the code in the letter ``name`` holds."""
    if name.startswith("email_confirmation"):
        return app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60
    return app_settings.LOGIN_BY_CODE_TIMEOUT // 60


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit. Try the next one that the app shows."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)
