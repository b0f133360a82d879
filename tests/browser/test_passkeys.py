"""Passkeys in a real browser, with an authenticator that Chromium plays."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core import mail
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tests.browser.conftest import Complaints
from tests.community.codes import last_code
from tests.factories.community import editor, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def authenticator(page: Page) -> Iterator[CDPSession]:
    """A device that makes passkeys and says yes; ``present`` takes its owner away."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.context.__dict__["authenticator_id"] = made["authenticatorId"]
    yield session
    session.detach()


def sign_in_by_code(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(last_code(email))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Welcome,")).to_be_visible()


def add_passkey(page: Page, name: str, *, alone: bool = True) -> None:
    page.goto("/accounts/2fa/passkeys/add/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out")).to_be_visible()


@pytest.mark.usefixtures("authenticator")
def test_member_adds_a_passkey_and_signs_in_with_it_alone(page: Page) -> None:
    ada = member("Ada")
    sign_in_by_code(page, ada.email)
    add_passkey(page, "My phone")
    sign_out(page)
    sent = len(mail.outbox)

    page.goto("/accounts/login/?next=/accounts/2fa/passkeys/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()
    expect(page.get_by_text("My phone")).to_be_visible()
    assert len(mail.outbox) == sent


@pytest.mark.usefixtures("authenticator")
def test_passkey_serves_as_second_factor_after_the_code(page: Page) -> None:
    ada = member("Ada")
    sign_in_by_code(page, ada.email)
    add_passkey(page, "My key", alone=False)
    sign_out(page)

    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(ada.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(last_code(ada.email))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="And your second factor")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("Welcome, Ada.")).to_be_visible()


def test_passkey_that_is_not_used_says_what_to_do(page: Page, authenticator: CDPSession) -> None:
    authenticator.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": page.context.__dict__["authenticator_id"], "isUserVerified": False},
    )
    page.goto("/accounts/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("The passkey was not used")).to_be_visible()


@pytest.mark.usefixtures("authenticator")
def test_passkey_is_renamed_and_removed(page: Page) -> None:
    sign_in_by_code(page, member("Ada").email)
    add_passkey(page, "My phone")

    page.goto("/accounts/2fa/passkeys/")
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name").fill("Old phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Old phone")).to_be_visible()

    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey is gone.")).to_be_visible()
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("authenticator")
def test_editor_opens_the_desk_with_a_passkey_where_a_second_factor_is_asked(
    page: Page, settings: LazySettings, complaints: Complaints
) -> None:
    complaints.allow("status of 403")
    settings.STAFF_SECOND_FACTOR = True
    eva = editor("Eva")
    sign_in_by_code(page, eva.email)

    page.goto("/admin/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Desk key")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/admin/")

    expect(page.get_by_role("heading", name="What waits for me")).to_be_visible()


def test_without_scripts_the_code_is_the_only_way_shown(
    new_context: Callable[..., BrowserContext],
) -> None:
    ada = member("Ada")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/")

    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("E-mail").fill(ada.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(last_code(ada.email))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Welcome, Ada.")).to_be_visible()
