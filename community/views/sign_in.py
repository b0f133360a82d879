"""The pages of signing in where they differ from allauth's own."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.stages import LoginStage
from allauth.account.utils import user_email
from allauth.core.internal.httpkit import authenticated_user
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from community.forms.accounts import CodeForm
from community.sign_in import SignInCode, code_mail_allowed, forget_code, spend_attempt

PROOF = "code_to_prove"


class ConfirmLoginCodeView(allauth_views.ConfirmLoginCodeView):
    """Enter the code from the mail. Asking again is answered alike for every address."""

    stage: LoginStage

    def _resend_form_valid(self, form: BaseForm) -> HttpResponse:
        SignInCode(self.stage).resend()
        url = self.passthrough_next_url(reverse("account_confirm_login_code"))
        return HttpResponseRedirect(url)

    def _verify_form_valid(self, form: BaseForm) -> HttpResponse:
        forget_code(self.request)
        sync_user_email_address(self._process.user)
        response: HttpResponse = super()._verify_form_valid(form)
        return response

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        spend_attempt(self.request)
        response: HttpResponse = super().form_invalid(form)
        return response


class ConfirmAddressView(allauth_views.ConfirmEmailVerificationCodeView):
    """Enter the code that a new address got."""

    def _verify_form_valid(self, form: BaseForm) -> HttpResponse:
        if self.stage:
            record_authentication(self.request, self._process.user, "code")
        response: HttpResponse = super()._verify_form_valid(form)
        return response

    def _resend_form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super()._resend_form_valid(form)
        if "user_id" not in self._process.state:
            # SECURITY: an address that is known gets a letter too, or the time would tell.
            get_adapter().send_account_already_exists_mail(self._process.email)
        return response


@method_decorator(login_required, name="dispatch")
class ReauthenticateView(allauth_views.BaseReauthenticateView):
    """Prove by a mailed code who one is, before e-mail or factors change.

    The mail goes out by POST, so that a page fetched ahead sends nothing. ``session[PROOF]`` is
    the code, when it was mailed and how often a wrong one was entered.
    """

    form_class = CodeForm
    template_name = "account/reauthenticate.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "send":
            self._send()
            return HttpResponseRedirect(request.get_full_path())
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        code = self._proof().get("code", "")
        return super().get_form_kwargs() | {"code": code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_sent": bool(self._proof())}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        self.request.session.pop(PROOF, None)
        user = authenticated_user(self.request)
        record_authentication(self.request, user, "code", reauthenticated=True)
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        proof = self._proof()
        if proof:
            failed = proof["failed"] + 1
            used_up = failed >= app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS
            self.request.session[PROOF] = {} if used_up else proof | {"failed": failed}
        response: HttpResponse = super().form_invalid(form)
        return response

    def _proof(self) -> dict[str, Any]:
        proof: dict[str, Any] = self.request.session.get(PROOF) or {}
        is_fresh = time.time() - proof.get("at", 0) <= app_settings.LOGIN_BY_CODE_TIMEOUT
        return proof if is_fresh else {}

    def _send(self) -> None:
        email = user_email(authenticated_user(self.request))
        if code_mail_allowed(self.request, email):
            code = get_adapter().generate_login_code()
            self.request.session[PROOF] = {"code": code, "at": time.time(), "failed": 0}
            get_adapter().send_mail("account/email/prove_code", email, {"code": code})
