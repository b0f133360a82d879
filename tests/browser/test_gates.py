"""Every page holds: for strangers, for members, at the desk, and where it is hard."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Browser, Page

from articles.models import Article
from comments.models import Comment
from community.models import Application, City
from tests.browser.conftest import Complaints
from tests.browser.gates import Visits
from tests.browser.people import sign_in
from tests.factories.community import editor, member, resident
from tests.hard_pages import HardPages
from tests.world import PAGES, World

pytestmark = pytest.mark.django_db(transaction=True)
DESK = (Article, Comment, Application, City)  # where editors spend their days


@pytest.fixture(autouse=True)
def refusals_are_pages_too(complaints: Complaints) -> None:
    complaints.allow("Failed to load resource: the server responded with a status of 4")


def addresses(world: World) -> list[str]:
    return [reverse(name, kwargs=world.arguments(name)) for name in PAGES]


def desk_addresses() -> list[str]:
    """The first page, the lists and the forms of what editors work with most."""
    found = [reverse("admin:index")]
    for model in DESK:
        assert model in admin.site._registry
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        assert row is not None
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[row.pk])]
    return found


def faults_of(page: Page, found: list[str], *, may_shift: bool = False) -> list[str]:
    visits = Visits(page, may_shift=may_shift)
    visits.visit(found)
    return visits.faults


def test_every_page_holds_for_a_stranger(page: Page) -> None:
    found = [*addresses(World()), "/no-such-page/", "/search/?q=ferry"]

    faults = faults_of(page, found)

    assert not faults, "\n".join(faults)


def test_every_page_holds_for_a_member(page: Page, base_url: str) -> None:
    world = World()
    sign_in(page.context, resident("سلمى الحدّاد", handle="salma"), base_url)

    faults = faults_of(page, addresses(world))

    assert not faults, "\n".join(faults)


def test_the_desk_holds_for_an_editor(page: Page, base_url: str) -> None:
    World()
    sign_in(page.context, editor(), base_url)

    faults = faults_of(page, desk_addresses(), may_shift=True)

    assert not faults, "\n".join(faults)


def test_hard_pages_hold(page: Page) -> None:
    faults = faults_of(page, HardPages().addresses)

    assert not faults, "\n".join(faults)


def test_an_empty_site_holds(page: Page) -> None:
    found = ["/", "/archive/", "/community/", "/search/?q=x", "/corrections/"]

    faults = faults_of(page, found)

    assert not faults, "\n".join(faults)


def test_every_page_opens_without_scripts(browser: Browser, base_url: str) -> None:
    world = World()
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    sign_in(context, member(), base_url)
    page = context.new_page()
    bare = []
    for address in addresses(world):
        answer = page.goto(address)
        is_page = answer and answer.status < 500 and "html" in answer.headers["content-type"]
        if not is_page or len(page.locator("main").inner_text().split()) < 3:
            bare.append(address)
    context.close()

    assert bare == []
