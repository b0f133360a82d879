"""Addresses of accounts: of allauth's pages those that make sense where nobody has a password."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from csp.decorators import csp_update
from django.http import HttpResponseBase
from django.urls import path
from django.urls.resolvers import URLPattern
from django.views.decorators.cache import never_cache

from community.views import demo, sign_in


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page about one person: no cache keeps it."""
    return path(route, never_cache(view), name=name)


# The picture for the authenticator app is a data: image; no other page may show one.
activate_totp = csp_update({"img-src": ["data:"]})(totp.activate_totp)

urlpatterns = [
    page("login/", account.login, "account_login"),
    page(
        "login/code/confirm/",
        sign_in.ConfirmLoginCodeView.as_view(),
        "account_confirm_login_code",
    ),
    page("logout/", account.logout, "account_logout"),
    page("signup/", account.signup, "account_signup"),
    page("inactive/", account.account_inactive, "account_inactive"),
    page("reauthenticate/", sign_in.ReauthenticateView.as_view(), "account_reauthenticate"),
    page("email/", account.email, "account_email"),
    page(
        "confirm-email/",
        sign_in.ConfirmAddressView.as_view(),
        "account_email_verification_sent",
    ),
    page("demo/<str:token>/", demo.demo_sign_in, "demo_sign_in"),
    page("2fa/", mfa.index, "mfa_index"),
    page("2fa/authenticate/", mfa.authenticate, "mfa_authenticate"),
    page("2fa/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate"),
    page("2fa/totp/activate/", activate_totp, "mfa_activate_totp"),
    page("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    page("2fa/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    page(
        "2fa/recovery-codes/generate/",
        recovery.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    page(
        "2fa/recovery-codes/download/",
        recovery.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    page("2fa/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    page("2fa/passkeys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    page("2fa/passkeys/login/", webauthn.login_webauthn, "mfa_login_webauthn"),
    page(
        "2fa/passkeys/reauthenticate/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
    ),
    page("2fa/passkeys/<int:pk>/rename/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    page("2fa/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    page("sessions/", sessions.list_usersessions, "usersessions_list"),
]
