"""What every test of a desk page does with it."""

from django.test import Client
from django.urls import reverse

from community.models import Application


def content(client: Client, url: str) -> str:
    """Return the page, which must be there."""
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(asked: Application) -> str:
    """Return the address of the page on which editors decide."""
    return reverse("admin:community_application_change", args=[asked.pk])
