"""A citizen's later years: she vouches, stays away, is missed, and comes back."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from community.models import Application, User
from tests.browser.life.stage import NAME, Stage, follow, press, reads
from tests.factories.articles import published_article
from tests.factories.community import application, endorsement, member, resident


def vouch(stage: Stage) -> None:
    """What somebody did for her she does for the next."""
    newcomer = application(member("Ola Lind"))
    page = stage.page
    page.goto("/community/")
    follow(page, "Ola Lind")
    page.get_by_label("Why do you vouch").fill("So did somebody for me.")
    press(page, "Vouch for Ola Lind")
    reads(page, NAME, "So did somebody for me.", "You have vouched for this application.")
    newcomer.refresh_from_db()
    assert newcomer.state == Application.State.IN_REVIEW


def be_missed(stage: Stage) -> None:
    """Eleven months and a half later a letter names the day."""
    stage.pass_days(352)
    letter = stage.letter("misses you")
    for words in (last_day(), "sign in and read something", "you keep your title"):
        assert words in letter


def last_day() -> str:
    day = timezone.localdate() + timedelta(days=14)
    return f"{day.day} {day:%b} {day.year}"


def leave_a_ballot_open(stage: Stage, friends: list[User]) -> None:
    """A week later she signs in and looks at a ballot, but neither reads a piece nor votes."""
    told = f"Come by before {last_day()}, and all stays."
    stage.pass_days(2.5)
    candidate = application(resident("Ida Moss"))
    for friend in friends:
        endorsement(candidate, by=friend)
    stage.pass_days(5)
    stage.come_back()
    stage.has_notice(told)
    page = stage.page
    follow(page, "Ida Moss asks for citizenship.")
    page.get_by_label("Yes", exact=True).check()


def fall_asleep(stage: Stage) -> None:
    """The day passes: the title stays, the rights are a resident's, and the vote is refused."""
    stage.pass_days(6.7)
    page = stage.page
    press(page, "Vote")
    reads(page, "You are dormant")
    page.goto("/community/me/")
    reads(page, "citizen since", "dormant")
    page.goto("/community/ballots/")
    reads(page, "You are dormant")
    expect(page.get_by_role("main").get_by_text("Ida Moss")).to_have_count(0)
    page.goto("/community/")
    here = page.locator(".house.is-here")
    expect(here).to_contain_text("permanent resident")
    stage.has_notice("You are dormant now: still a citizen, with a resident’s rights.")
    outside = stage.stranger(stage.maryam.get_absolute_url())
    reads(outside, "citizen since", "dormant: away for a while")


def wake_up(stage: Stage) -> None:
    """She opens a piece; the clock does the rest, and her vote counts."""
    page = stage.page
    page.goto(published_article("On coming back").get_absolute_url())
    stage.pass_days(0.1)
    stage.has_notice("Welcome back. You are awake, and all your rights are yours again.")
    page.goto("/community/ballots/")
    follow(page, "Ida Moss")
    page.get_by_label("Yes", exact=True).check()
    press(page, "Vote")
    reads(page, "You have voted.")
    page.goto("/community/")
    expect(page.locator(".house.is-here")).to_contain_text("citizen")
    outside = stage.stranger(stage.maryam.get_absolute_url())
    reads(outside, "citizen since")
    expect(outside.get_by_text("dormant")).to_have_count(0)
