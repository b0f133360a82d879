"""The browser and the server it drives."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints


def test_site_answers_the_browser(page: Page) -> None:
    response = page.goto("/healthz")

    assert response is not None
    assert response.status == 200


def test_what_the_browser_dislikes_is_heard(page: Page, complaints: Complaints) -> None:
    page.goto("/healthz")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("fetch('http://example.invalid/').catch(() => 0)")
    page.evaluate("console.error('ouch')")

    heard = "\n".join(complaints.remaining())

    assert "ouch" in heard
    assert "example.invalid" in heard
    assert "Content Security Policy" in heard
    for part in ("ouch", "example.invalid", "Content Security Policy"):
        complaints.allow(part)


@pytest.mark.django_db
def test_database_is_seen_by_both(page: Page) -> None:
    response = page.goto("/readyz")

    assert response is not None
    assert response.status == 200
