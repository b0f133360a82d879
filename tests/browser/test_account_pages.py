"""The pages of an account: no axe finding, and nothing wider than a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.test_passkeys import sign_in_by_code
from tests.factories.community import resident

pytestmark = pytest.mark.django_db(transaction=True)

FOR_ALL = ["/accounts/login/", "/accounts/signup/", "/community/members/ada/"]
FOR_MEMBERS = [
    "/community/me/",
    "/community/me/notices/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/passkeys/",
    "/accounts/2fa/passkeys/add/",
    "/accounts/sessions/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
]


def faults(page: Page) -> list[str]:
    found = [f"{page.url}: {rule['id']}" for rule in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{page.url}: wider than the window")
    return found


def test_pages_of_an_account_hold_on_a_small_phone(page: Page) -> None:
    ada = resident("Ada", bio="Counts stars, " * 10)
    page.set_viewport_size({"width": 320, "height": 640})
    found: list[str] = []
    for path in FOR_ALL:
        page.goto(path)
        found += faults(page)

    sign_in_by_code(page, ada.email)
    for path in FOR_MEMBERS:
        page.goto(path)
        found += faults(page)

    assert found == []
