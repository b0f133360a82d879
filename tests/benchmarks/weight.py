"""What a browser with an empty cache gets for a page: bytes over the wire and requests."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, find_chromium

# What browsers with windows fetch beside the page, and one without does not.
BESIDE = """() => [...document.querySelectorAll(
  'link[rel=icon][sizes="32x32"], link[rel=manifest]')].map((link) => link.href)"""


@dataclass
class Weight:
    """Without pictures: the page, its sheets, scripts, icon and manifest."""

    size: int = 0  # bytes with their headers, as they came
    parts: dict[str, int] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)

    def add(self, url: str, size: int) -> None:
        self.parts[url] = size
        self.size += size

    @property
    def kilobytes(self) -> float:
        return self.size / 1024

    @property
    def requests(self) -> int:
        return len(self.parts)


def weigh(browser: Browser, home: str, path: str) -> Weight:
    """Open ``path`` of the site at ``home`` in a new window and add up what came."""
    context = browser.new_context()
    page = context.new_page()
    weight = Weight()
    kinds = listen(page, weight, home)
    page.goto(f"{home}{path}", wait_until="networkidle")
    for url in page.evaluate(BESIDE):
        weight.add(url, len(context.request.get(url).body()))
    context.close()
    assert kinds, "the browser told nothing"
    return weight


def listen(page: Page, weight: Weight, home: str) -> dict[str, tuple[str, str]]:
    """Have the browser tell of every answer; return their kind and address by number."""
    wire = page.context.new_cdp_session(page)
    kinds: dict[str, tuple[str, str]] = {}

    def answered(event: dict[str, Any]) -> None:
        url = event["response"]["url"]
        kinds[event["requestId"]] = (event["type"], url)
        if not url.startswith((home, "data:")):
            weight.foreign.append(url)

    def finished(event: dict[str, Any]) -> None:
        kind, url = kinds.get(event["requestId"], ("Image", ""))
        if kind != "Image":
            weight.add(url, int(event["encodedDataLength"]))

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    return kinds


def report_weights(home: str, paths: dict[str, str]) -> None:
    """Print the weight of each page; nothing where there is no Chromium."""
    if find_chromium() is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for name, path in paths.items():
            one = weigh(browser, home, path)
            print(
                f"{name:14} {one.kilobytes:6.1f} KB compressed, {one.requests} requests, "
                f"{len(one.foreign)} to others, without pictures",
                flush=True,
            )
        browser.close()
