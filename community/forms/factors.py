"""Shapes of passkeys and codes of a second factor: allauth's, in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.accounts import Words, plain


def factor_field(field: forms.Field, help_text: Words) -> None:
    plain(field, _("Code"), help_text)
    field.widget.attrs |= {"autocomplete": "one-time-code", "maxlength": "16", "autofocus": True}


class FactorCodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factor_field(self.fields["code"], _("From your authenticator app, or a recovery code."))


class FactorAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factor_field(self.fields["code"], _("From your authenticator app, or a recovery code."))


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factor_field(self.fields["code"], _("The six digits that the app shows now."))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class AddPasskeyForm(AddWebAuthnForm):
    """The name, and whether the key alone signs in (the script reads that when it makes one)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_field(self.fields["name"])
        self.fields["passwordless"].label = _("Sign in with it alone")
        self.fields["passwordless"].help_text = _(
            "Your device asks for your fingerprint, face or PIN. Otherwise it is a second factor."
        )
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_field(self.fields["name"])


def name_field(field: forms.Field) -> None:
    plain(field, _("Name"), _("So that you can tell your passkeys apart."))
    field.widget.attrs |= {"maxlength": "60"}
