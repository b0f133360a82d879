"""What must hold on every page, looked at in one visit: axe by day and by night, no sideways
scrolling on a small phone or enlarged, targets that a finger meets, a focus that is seen, one
heading, no shift."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, ViewportSize

PHONE = ViewportSize(width=320, height=640)
ENLARGED = ViewportSize(width=640, height=480)  # 1280 × 960 at 200 %
BRIEF = {"resultTypes": ["violations"], "preload": False}
DAY = {"rules": {"target-size": {"enabled": True}}, **BRIEF}
NIGHT = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **BRIEF}
FIND_VIOLATIONS = "async (options) => (await axe.run(options)).violations"
# All pictures come, also those that would wait to be scrolled to; then the sum of all shifts.
SHIFT = """async () => {
  const turn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const here = (one) => new Promise((done) => { one.onload = one.onerror = done; });
  for (const one of document.images) one.loading = "eager";
  const coming = [...document.images].filter((one) => !one.complete).map(here);
  await Promise.race([Promise.all(coming), new Promise((done) => setTimeout(done, 3000))]);
  await turn();
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  await turn();
  await turn();
  return sum;
}"""
# What sticks out of a window that scrolls sideways; nothing where it does not.
TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return "";
  const out = [...document.body.querySelectorAll("*:not(svg, svg *)")].filter((part) => {
    const { left, right } = part.getBoundingClientRect();
    return right > innerWidth + 0.5 || left < -0.5;
  });
  return (out.at(-1) ?? document.body).outerHTML.slice(0, 160);
}"""
# What the keyboard comes to and nobody could see; a key pressed before makes the focus visible.
UNSEEN_FOCUS = """() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const shown = (part) => {
    const style = part && getComputedStyle(part);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const unseen = [];
  for (const stop of document.querySelectorAll(stops)) {
    stop.focus({ preventScroll: true });
    if (document.activeElement !== stop) continue;
    const box = stop.getBoundingClientRect();
    const frame = stop.closest("label, .prose-editor");
    const stands = [stop, frame, stop.nextElementSibling].some(shown);
    if (!stands || box.width < 1 || box.height < 1) unseen.push(stop.outerHTML.slice(0, 160));
  }
  return unseen;
}"""


class Visits:
    """Visits pages, each of them once, and remembers what was wrong there.

    ``may_shift``: on the desk, where the editor of texts is built by a script.
    """

    def __init__(self, page: Page, *, may_shift: bool = False) -> None:
        self.page, self.seen, self.faults = page, set[str](), list[str]()
        self.may_shift, self.axe_script = may_shift, Axe().axe_script
        page.emulate_media(reduced_motion="reduce")

    def visit(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            self.page.set_viewport_size(PHONE)
            self.page.emulate_media(color_scheme="light")
            answer = self.page.goto(address)
            assert answer is not None
            self.note(answer.status >= 500, f"answers {answer.status}")
            is_page = "html" in (answer.headers.get("content-type") or "")
            if is_page and (which := self.which(address, answer)) not in self.seen:
                self.seen.add(which)
                self.look()

    def which(self, address: str, answer: Response) -> str:
        """What stands here, whoever sent on to it; a refusal is the same page everywhere."""
        if answer.status >= 400:
            return str(answer.status)
        return urlsplit(self.page.url).path if answer.request.redirected_from else address

    def look(self) -> None:
        shift = self.page.evaluate(SHIFT)
        self.note(shift > 0 and not self.may_shift, "shifts while it loads")
        self.sideways("at 320 px")
        self.note(self.page.locator("h1").count() != 1, "has not one heading of the first level")
        self.note(not self.page.locator("html[lang][dir]").count(), "says no language")
        self.page.evaluate(self.axe_script)
        self.axe(DAY)
        self.page.emulate_media(color_scheme="dark")
        self.axe(NIGHT)
        self.page.set_viewport_size(ENLARGED)
        self.sideways("at 200 %")
        self.page.keyboard.press("Tab")
        for stop in self.page.evaluate(UNSEEN_FOCUS):
            self.note(True, f"the focus cannot be seen: {stop}")

    def sideways(self, when: str) -> None:
        sticks_out = self.page.evaluate(TOO_WIDE)
        self.note(bool(sticks_out), f"scrolls sideways {when}: {sticks_out}")

    def axe(self, options: dict[str, object]) -> None:
        for rule in self.page.evaluate(FIND_VIOLATIONS, options):
            for node in rule["nodes"][:3]:
                self.faults.append(f"{self.page.url}: {rule['id']}: {node['html'][:160]}")

    def note(self, is_wrong: bool, what: str) -> None:
        if is_wrong:
            self.faults.append(f"{self.page.url}: {what}")
