"""A real Chromium on the real site; whatever it complains of fails the test."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError
from pytest_django.live_server_helper import LiveServer

from tests.browser.live_server import SiteServer
from tests.chromium import ARGUMENTS, find_chromium

# Playwright's synchronous API runs an event loop in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    server = SiteServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """``page.goto("/")`` opens our own site."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB"}


class Complaints:
    """What the browser disliked. ``allow("404")`` takes back what a test provokes on purpose."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.texts: list[str] = []
        self.allowed: list[str] = []

    def allow(self, part: str) -> None:
        self.allowed.append(part)

    def hear_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.texts.append(f"console {message.type}: {message.text} ({where})")

    def hear_error(self, error: WebError) -> None:
        self.texts.append(f"page error: {error.error}")

    def hear_request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.texts.append(f"request to another host: {request.url}")

    def remaining(self) -> list[str]:
        return [text for text in self.texts if not any(part in text for part in self.allowed)]


@pytest.fixture
def complaints(live_server: LiveServer) -> Complaints:
    return Complaints(live_server.url)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], complaints: Complaints
) -> Iterator[Callable[..., BrowserContext]]:
    """Every window of a test is listened to: console, CSP, page errors, foreign requests."""

    def listening_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", complaints.hear_console)
        context.on("weberror", complaints.hear_error)
        context.on("request", complaints.hear_request)
        return context

    yield listening_context
    assert not complaints.remaining(), "\n".join(complaints.remaining())
