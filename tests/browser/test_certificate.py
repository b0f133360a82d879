"""The certificate on screen and on paper: one sheet, black on white, whoever it is for."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from community.models import Consent, User
from tests.browser.gates import Visits
from tests.browser.people import sign_in
from tests.browser.test_other_eyes import INVISIBLE
from tests.factories.community import citizen, resident, shows

pytestmark = pytest.mark.django_db(transaction=True)
CERTIFICATE = "/community/me/certificate/"
NAMES = {
    "short": "Ada",
    "wide": "W" * 80,
    "arabic": "سلمى بنت أحمد الحدّاد المقيمة عند الميناء القديم",
    "moons": "Ada 🌙 of the 🏙️",
    "long": "Philippa Featherstonehaugh-Oyelaran of the Upper Harbour and the Lower Lighthouse",
}
# Whether every word of the sheet stands inside of it.
INSIDE = """() => {
  const sheet = document.querySelector(".certificate").getBoundingClientRect();
  return [...document.querySelectorAll(".certificate p, .certificate h1, .qr-code")]
    .filter((part) => {
      const box = part.getBoundingClientRect();
      return box.left < sheet.left || box.right > sheet.right || box.bottom > sheet.bottom;
    })
    .map((part) => part.outerHTML.slice(0, 120));
}"""


def named(name: str) -> User:
    user = citizen("Ada", handle="ada", number=10_247)
    User.objects.filter(pk=user.pk).update(display_name=name)
    return User.objects.get(pk=user.pk)


def sheets(page: Page, paper: str, *, lies: bool) -> int:
    """How many pages of ``paper`` it takes, by what the browser prints."""
    printed = page.pdf(format=paper, landscape=lies)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_certificate_is_one_sheet(page: Page, base_url: str, name: str, paper: str) -> None:
    sign_in(page.context, named(name), base_url)
    page.goto(CERTIFICATE)

    assert sheets(page, paper, lies=True) == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_letter_is_one_sheet(page: Page, base_url: str, paper: str) -> None:
    sign_in(page.context, resident("Rana"), base_url)
    page.goto(CERTIFICATE)

    assert sheets(page, paper, lies=False) == 1


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_stays_on_the_sheet(page: Page, base_url: str, name: str) -> None:
    sign_in(page.context, named(name), base_url)
    found = {}
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(CERTIFICATE)
        found[width] = page.evaluate(INSIDE)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1060, "height": 730})  # A4 without its margins
    found[0] = page.evaluate(INSIDE)

    assert found == {320: [], 1280: [], 0: []}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_sheet_alone_in_black_on_white(
    page: Page, base_url: str, scheme: str
) -> None:
    sign_in(page.context, citizen("Ada"), base_url)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(CERTIFICATE)

    expect(page.get_by_role("heading", name="Certificate of Citizenship")).to_be_visible()
    expect(page.locator(".qr-code")).to_be_visible()
    expect(page.locator(".certificate .skyline")).to_be_visible()
    for gone in (".masthead", ".welcome", ".footer", "form", ".certificate-intro"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.evaluate(INVISIBLE) == []
    sheet = page.locator(".certificate").evaluate("part => getComputedStyle(part).backgroundColor")
    assert sheet == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_words_and_code(page: Page, base_url: str, scheme: str) -> None:
    sign_in(page.context, citizen("Ada"), base_url)
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(CERTIFICATE)

    assert page.evaluate(INVISIBLE) == []
    square = page.locator(".qr-squares").evaluate("part => getComputedStyle(part).fill")
    assert square == "rgb(0, 0, 0)"


def test_a_new_citizen_is_welcomed_chooses_and_is_found_in_the_register(
    page: Page, base_url: str
) -> None:
    ada = citizen("Ada Lovelace", number=7)
    sign_in(page.context, ada, base_url)

    page.goto(CERTIFICATE)
    expect(page.get_by_text("Welcome home, Ada Lovelace.")).to_be_visible()
    page.get_by_label("List me in the register of citizens").check()
    page.get_by_label("My name", exact=True).check()
    page.get_by_role("button", name="So be it").click()

    expect(page).to_have_url(re.compile(CERTIFICATE))
    expect(page.get_by_text("Welcome home")).to_be_hidden()
    page.goto("/community/citizens/")
    expect(page.get_by_role("link", name="Ada Lovelace")).to_be_visible()
    page.goto(CERTIFICATE)
    code = page.get_by_role("link", name="What the code leads to").get_attribute("href")
    page.goto(urlsplit(str(code)).path)
    expect(page.get_by_text("This card is good.")).to_be_visible()
    expect(page.get_by_text("Ada Lovelace", exact=True).last).to_be_visible()
    assert Consent.objects.get(user=ada).chosen == ["in_register", "check_name"]


def test_the_pages_of_a_citizen_hold(page: Page, base_url: str) -> None:
    ada = shows(named(NAMES["wide"]), *Consent.CHOICES)
    for name in (NAMES["arabic"], NAMES["long"]):
        other = shows(citizen(), "in_register")
        User.objects.filter(pk=other.pk).update(display_name=name)
    sign_in(page.context, ada, base_url)
    visits = Visits(page)

    visits.visit(
        [CERTIFICATE, "/community/me/consent/", "/community/citizens/", ada.get_absolute_url()]
    )

    assert not visits.faults, "\n".join(visits.faults)
