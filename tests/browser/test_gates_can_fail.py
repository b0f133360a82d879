"""A gate that never closes is none: each fault, made on purpose, is found."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.gates import PHONE, Visits

pytestmark = pytest.mark.django_db(transaction=True)

FAULTY = {
    "shifts while it loads": "main.before(Object.assign(document.createElement('p'),"
    " {innerText: 'Late words '.repeat(40)}))",
    "scrolls sideways at 320 px": "main.append('w'.repeat(90)); main.style.whiteSpace = 'nowrap'",
    "not one heading": "main.append(document.createElement('h1'))",
    "says no language": "document.documentElement.removeAttribute('lang')",
    "target-size": "for (const words of ['a', 'b']) { const button = main.appendChild("
    "document.createElement('button')); button.append(words);"
    " button.style.cssText = 'all: unset; font-size: 6px' }",
    "color-contrast": "main.style.color = '#999'; main.style.background = '#aaa'",
    "the focus cannot be seen": "document.querySelectorAll('a').forEach("
    "(a) => { a.style.outline = 'none' })",
}


@pytest.mark.parametrize("fault", FAULTY)
def test_the_gates_see(fault: str, page: Page, complaints: Complaints) -> None:
    complaints.allow("Content Security Policy")
    page.set_viewport_size(PHONE)  # a browser forgives the shifts of a changed window
    page.goto("/community/charter/")
    visits = Visits(page)
    page.evaluate(f"() => {{ const main = document.querySelector('main'); {FAULTY[fault]} }}")

    visits.look()

    assert fault in "\n".join(visits.faults)
