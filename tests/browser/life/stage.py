"""Where a life is played: people at browsers of their own, their letters, and the clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import time_machine
from django.core import mail
from playwright.sync_api import BrowserContext, Locator, Page, expect

from community.models import Application, User
from config.due import run_due
from tests.browser.people import sign_in
from tests.community.codes import last_code

ADDRESS = re.compile(r"https?://\S+")
NAME, EMAIL = "مريم الحدّاد", "maryam@example.org"


@dataclass
class Stage:
    """``page`` is Maryam's browser; the time is ours, and what is due happens when it passes."""

    new_context: Callable[..., BrowserContext]
    base_url: str
    run_tasks: Callable[[], int]
    clock: time_machine.Traveller
    page: Page
    chairs: dict[int, Page] = field(default_factory=dict)

    @property
    def maryam(self) -> User:
        return User.objects.get(email=EMAIL)

    @property
    def application(self) -> Application:
        """The one that she sent last."""
        return Application.objects.filter(applicant=self.maryam).latest("submitted_at")

    def pass_days(self, days: float) -> None:
        """Let days go by; the clock comes by, and what it asked for is done."""
        self.clock.shift(timedelta(days=days))
        run_due()
        self.run_tasks()

    def seat(self, user: User) -> Page:
        """The browser of somebody else, who sits down at it anew after every while."""
        if user.pk not in self.chairs:
            self.chairs[user.pk] = self.new_context().new_page()
        sign_in(self.chairs[user.pk].context, user, self.base_url)
        return self.chairs[user.pk]

    def stranger(self, path: str) -> Page:
        page = self.new_context().new_page()
        page.goto(path)
        return page

    def come_back(self) -> None:
        """After a fortnight the session is over: Maryam signs in by a new code."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.page.get_by_role("button", name="Send me a code").click()
        enter_code(self.page)
        expect(self.page.get_by_text("Welcome,")).to_be_visible()

    def change_browser(self, *, scripts: bool) -> None:
        """Maryam goes on in another browser, with scripts or without."""
        self.page = self.new_context(java_script_enabled=scripts).new_page()
        self.come_back()

    def follow_letter(self, subject: str, *, to: str = EMAIL, link: str = "") -> Page:
        """Read the newest letter of that subject and open its link, the last or that with ``link``.

        Whoever the letter is to must sit at a browser.
        """
        body = self.letter(subject, to=to)
        paths = [urlsplit(address).path for address in ADDRESS.findall(body)]
        found = [path for path in paths if path.strip("/") and link in path]
        assert found, body
        page = self.page if to == EMAIL else self.chairs[User.objects.get(email=to).pk]
        page.goto(found[-1])
        return page

    def letter(self, subject: str, *, to: str = EMAIL) -> str:
        """The words of the newest letter of that subject."""
        self.run_tasks()
        letters = [sent for sent in mail.outbox if sent.to == [to] and subject in sent.subject]
        assert letters, [(sent.to, sent.subject) for sent in mail.outbox]
        return str(letters[-1].body)

    def has_notice(self, words: str) -> None:
        """Maryam finds the notice."""
        self.page.goto("/community/me/notices/")
        reads(self.page, words)


def enter_code(page: Page) -> None:
    """Type the code of the newest letter."""
    page.get_by_label("Code").fill(last_code(EMAIL))
    page.get_by_role("main").get_by_role("button").first.click()


def reads(page: Page, *words: str) -> Locator:
    """The words stand on the page for whoever sits there."""
    main = page.get_by_role("main")
    for each in words:
        expect(main).to_contain_text(each)
    return main


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()
