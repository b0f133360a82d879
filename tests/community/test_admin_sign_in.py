"""The way to the desk: the site's own sign-in, a role, and a second factor where it is asked."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from community.models import Sanction
from tests.community.codes import is_signed_in, last_code
from tests.factories.community import editor, member

pytestmark = pytest.mark.django_db


def test_desk_sends_strangers_to_the_sign_in_of_the_site(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=%2Fadmin%2F")
    assert "password" not in response.content.decode().replace("no password", "")


def test_editor_signs_in_by_code_and_lands_at_the_desk(client: Client) -> None:
    eva = editor("Eva")
    client.post("/accounts/login/", {"login": eva.email, "next": "/admin/"})

    response = client.post(
        "/accounts/login/code/confirm/?next=/admin/", {"code": last_code(eva.email)}
    )

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_visitor_is_told_that_the_desk_is_not_theirs(client: Client) -> None:
    client.force_login(member())

    assert client.get("/admin/", follow=True).status_code == 403


def test_suspended_editor_is_kept_from_the_desk_at_once(client: Client) -> None:
    eva = editor("Eva")
    client.force_login(eva)
    assert client.get("/admin/").status_code == 200

    Sanction.objects.create(user=eva, kind=Sanction.Kind.BANNED, reason="Forged a quotation.")

    assert client.get("/admin/", follow=True).status_code == 403


def test_editor_without_second_factor_reads_what_to_do(
    client: Client, settings: LazySettings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    eva = editor("Eva")
    client.force_login(eva)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert reverse("mfa_activate_totp") in response.content.decode()
    assert reverse("mfa_add_webauthn") in response.content.decode()

    TOTP.activate(eva, generate_totp_secret())
    assert client.get("/admin/").status_code == 200


def test_signing_out_at_the_desk_is_signing_out(client: Client) -> None:
    client.force_login(editor())
    client.get("/admin/logout/")
    assert is_signed_in(client)

    response = client.post("/admin/logout/")

    assert response["Location"] == "/"
    assert not is_signed_in(client)


def test_desk_changes_no_passwords(client: Client) -> None:
    client.force_login(editor())

    with pytest.raises(NoReverseMatch):
        reverse("admin:password_change")
    assert "password_change" not in client.get("/admin/").content.decode()


def test_desk_leads_on_to_pages_of_ours_only(client: Client) -> None:
    client.force_login(editor())

    assert client.get("/admin/login/?next=https://evil.example/")["Location"] == "/admin/"
    assert client.get("/admin/login/?next=/admin/auth/")["Location"] == "/admin/auth/"
