"""Shapes of what people send to sign up, to sign in and to prove who they are."""

from typing import TYPE_CHECKING, Any, TypeAlias

from allauth.account.forms import (
    AddEmailForm,
    BaseConfirmCodeForm,
    ConfirmEmailVerificationCodeForm,
    LoginForm,
    SignupForm,
)
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.internal.httpkit import headed_redirect_response
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from community.actions.accounts import AddressTaken, rehearse_account
from community.models import User
from community.names import clean_name
from community.sign_in import SignInCode

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


def plain(field: forms.Field, label: Words, help_text: Words = "") -> None:
    """Give ``field`` our words; what a field asks stands beside it and not inside it."""
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)


def code_field(field: forms.Field) -> None:
    plain(field, _("Code"))
    field.widget.attrs |= {
        "autocapitalize": "characters",
        "autocomplete": "one-time-code",
        "spellcheck": "false",
        "maxlength": "32",
        "autofocus": True,
    }


class SignUpForm(SignupForm):
    """E-mail and, if one likes, a name. The answer is the same for an address that is known."""

    display_name = forms.CharField(
        label=_("Name shown"),
        max_length=80,
        required=False,
        help_text=_("Beside your comments. Leave it empty and we think of one; you can change it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("email", "display_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["email"], _("E-mail"), _("We send a code to it. Nobody else sees it."))

    def clean_display_name(self) -> str:
        name = self.cleaned_data["display_name"]
        return clean_name(name) if name else ""

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Return the new account, or for a known address the answer that a new one would get."""
        if self.account_already_exists:
            rehearse_account(display_name=self.cleaned_data["display_name"])
            return self._answer_as_for_new(request)
        try:
            with transaction.atomic():
                return self.save(request), None
        except AddressTaken:
            return self._answer_as_for_new(request)

    def _answer_as_for_new(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        return None, prevent_enumeration(request, email=self.cleaned_data["email"])


class SignInForm(LoginForm):
    """An e-mail, whether or not it has an account: the page after it is the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["login"], _("E-mail"), _("We send a code to it."))

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        people = filter_users_by_email(
            email or "", is_active=True, prefer_verified=True, for_login=True
        )
        self.user = people[0] if people else None
        return self.cleaned_data

    def _login_by_code(
        self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, str]
    ) -> HttpResponse:
        SignInCode.begin(request, user=self.user, email=credentials["email"])
        query = {REDIRECT_FIELD_NAME: redirect_url} if redirect_url else None
        return headed_redirect_response("account_confirm_login_code", query=query)


class CodeForm(BaseConfirmCodeForm):
    """The code from a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_field(self.fields["code"])


class AddressCodeForm(ConfirmEmailVerificationCodeForm):
    """The code from a mail to a new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_field(self.fields["code"])


class NewAddressForm(AddEmailForm):
    """The e-mail that an account moves to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["email"], _("New e-mail"), _("We send a code to it."))
