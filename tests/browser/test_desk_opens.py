"""Every list and form of the desk, opened in the browser; the other pages are in ``test_gates``."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.factories.community import administrator
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_administrator_opens_every_list_and_form_of_the_desk(
    page: Page, base_url: str, complaints: Complaints
) -> None:
    complaints.allow("Failed to load resource: the server responded with a status of 4")
    World()
    sign_in(page.context, administrator(), base_url)
    addresses = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        if row := model._default_manager.first():
            addresses.append(reverse(f"{name}_change", args=[row.pk]))

    answers = {address: page.goto(address) for address in addresses}

    assert [at for at, answer in answers.items() if not answer or answer.status >= 500] == []
