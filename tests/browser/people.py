"""Let somebody of the cast sit at the browser."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext

from community.models import User


def sign_in(context: BrowserContext, user: User, base_url: str) -> None:
    """Give the browser a session of ``user``; how people really sign in has tests of its own."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])
