"""Every page, opened in the browser by a stranger, a member and an editor.

The browser fixtures fail the test on any console message, so on any breach of the content security
policy, and on any request to another host.
"""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.factories.community import administrator, member
from tests.world import ROUTES, World

pytestmark = pytest.mark.django_db(transaction=True)

# Answers to machines, downloads, and what only takes a POST.
NO_PAGES = {
    "favicon", "icon", "manifest",
    "healthz", "readyz", "media", "theme", "mfa_download_recovery_codes",
    "robots", "security_txt", "articles:sitemap", "articles:sitemap_part", "articles:news_sitemap",
    "articles:feed", "articles:atom_feed", "articles:json_feed", "articles:section_feed",
    "articles:tag_feed", "articles:author_feed", "comments:feed", "comments:article_feed",
    "articles:opensearch",
    "comments:approve", "comments:keep", "comments:restore", "comments:spam", "comments:pick",
    "comments:unpick",
    "comments:names", "comments:count",
    "community:answer", "community:endorse", "community:withdraw", "community:draft",
    "community:ask",
    "community:give_opinion", "community:decline_seat", "community:decide_appeal",
    "community:withdraw_appeal", "comments:gazette_feed",
    "community:passport", "community:revoke", "community:stay",
    "community:return_standing",
}  # fmt: skip
PAGES = [name for name in ROUTES if name not in NO_PAGES]


def open_all(page: Page, addresses: list[str], complaints: Complaints) -> list[str]:
    """Open each; what answers with an error page is fine here, but not a fault of the server."""
    complaints.allow("Failed to load resource: the server responded with a status of 4")
    faults = []
    for address in addresses:
        response = page.goto(address)
        if response is None or response.status >= 500:
            faults.append(address)
    return faults


def test_a_stranger_opens_every_page(page: Page, complaints: Complaints) -> None:
    world = World()
    addresses = [reverse(name, kwargs=world.arguments(name)) for name in PAGES]

    assert not open_all(page, [*addresses, "/no-such-page/"], complaints)


def test_a_member_opens_every_page(page: Page, base_url: str, complaints: Complaints) -> None:
    world = World()
    sign_in(page.context, member(), base_url)
    addresses = [reverse(name, kwargs=world.arguments(name)) for name in PAGES]

    assert not open_all(page, addresses, complaints)


def test_an_administrator_opens_every_list_and_form_of_the_desk(
    page: Page, base_url: str, complaints: Complaints
) -> None:
    World()
    sign_in(page.context, administrator(), base_url)
    addresses = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        if row := model._default_manager.first():
            addresses.append(reverse(f"{name}_change", args=[row.pk]))

    assert not open_all(page, addresses, complaints)
