"""From passing by to a letter of residence, by way of a decline and an appeal."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from community.models import Appeal, User
from tests.browser.life.stage import EMAIL, NAME, Stage, enter_code, follow, press, reads
from tests.factories.appeals import jurors
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import took_part

STATEMENT = "أقرأ عن العبّارات، and I mend kettles."
OBJECTION = "I have read everything that the charter asks for."
REASON = "Read a little more first."


def write(page: Page, piece: Article, text: str) -> None:
    """Open the piece and say something below it."""
    page.goto(piece.get_absolute_url())
    page.get_by_label("Your thoughts").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".comment", has_text=text)).to_be_visible()


# -- The visitor -----------------------------------------------------------------------------------


def arrive(stage: Stage, moderator: User) -> None:
    """A passer-by finds the city, joins by the mailed code, and says something."""
    page = stage.page
    page.goto("/community/")
    reads(page, "10 articles read", "It begins with an account", "And if not")
    follow(page, "Join")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Name shown").fill(NAME)
    press(page, "Join")
    enter_code(page)
    page.goto("/community/apply/")
    reads(page, "Your e-mail address is confirmed.", "You have read 0 of 10 articles.")

    write(page, published_article("On kettles"), "My kettle has lasted nine years.")
    expect(page.locator(".comment")).to_contain_text("waits")
    desk = stage.seat(moderator)
    desk.goto("/admin/comments/comment/")
    desk.get_by_role("button", name="Approve", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("shown")
    stage.follow_letter("Your comment")
    expect(page.locator(".comment")).to_contain_text("nine years")
    expect(page.locator(".comment")).not_to_contain_text("waits")


def take_root(stage: Stage) -> None:
    """A fortnight; the last of each thing that is asked is done in the browser, and counted."""
    comment(by=stage.maryam)
    today = timezone.localdate()
    for number in range(8):
        took_part(stage.maryam, "opened", day=today + timedelta(days=1 + number % 3))
    stage.pass_days(13)
    page = stage.page
    page.goto("/community/apply/")
    reads(page, "You have been here for 13 of 14 days.", "What is still missing")
    stage.pass_days(1.5)

    stage.come_back()
    page.goto("/community/apply/")
    reads(
        page,
        "You have been here for 14 of 14 days.",
        "You have read 9 of 10 articles.",
        "You have come to read on 4 of 5 days.",
        "You have had 2 of 3 comments published.",
    )
    expect(page.get_by_role("button", name="Send the application")).to_have_count(0)
    write(page, published_article("On lids"), "The lid came off in the fourth year.")
    page.goto("/community/apply/")
    reads(
        page,
        "Everything is there",
        "You have read 10 of 10 articles.",
        "You have come to read on 5 of 5 days.",
        "You have had 3 of 3 comments published.",
    )


def apply(stage: Stage, neighbour: User) -> None:
    """What is written outlives a reload; a neighbour vouches, and it is with the editors."""
    page = stage.page
    page.get_by_label("Who are you").press_sequentially(STATEMENT)
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Who are you")).to_have_value(STATEMENT)
    page.get_by_label("I accept the charter").check()
    press(page, "Send the application")
    reads(page, STATEMENT, "It goes on when 1 member vouches for it", "Nobody yet.")

    beside = stage.seat(neighbour)
    beside.goto("/community/")
    follow(beside, NAME)
    beside.get_by_label("Why do you vouch").fill("She answers, and reads first.")
    press(beside, f"Vouch for {NAME}")
    reads(beside, "You have vouched for this application.")

    stage.follow_letter("is with the editors")
    reads(page, "With the editors since", "She answers, and reads first.")


# -- Declined --------------------------------------------------------------------------------------


def on_the_desk(stage: Stage, editor: User) -> Page:
    desk = stage.seat(editor)
    desk.goto(f"/admin/community/application/{stage.application.pk}/change/")
    return desk


def be_declined(stage: Stage, editor: User) -> None:
    desk = on_the_desk(stage, editor)
    desk.locator("#id_reason").fill(REASON)
    desk.get_by_role("button", name="Decline", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Declined")

    assert REASON in stage.letter("has been declined")
    stage.follow_letter("has been declined")
    reads(stage.page, "Declined on", REASON, "Another application is possible after")
    stage.page.goto("/community/apply/")
    reads(stage.page, "Read the reason")


def object_once(stage: Stage) -> None:
    page = stage.follow_letter("has been declined", link="/appeals/")
    page.get_by_label("Why is the decision wrong?").fill(OBJECTION)
    press(page, "Send the appeal")
    reads(page, "Three citizens drawn by lot look at it", "0 have answered so far.")


def be_found_right(stage: Stage) -> None:
    """Three citizens are drawn and come by the letter; two agree, and the third is thanked."""
    panel = jurors(Appeal.objects.get())
    assert len(panel) == 3
    for juror in panel:
        stage.seat(juror)
    for juror in panel[:2]:
        page = stage.follow_letter("drawn", to=juror.email)
        reads(page, "Read what is below and say by", REASON, OBJECTION, STATEMENT)
        page.get_by_label("The member is right").check()
        page.get_by_label("Why?").fill("She had read what is asked.")
        press(page, "Give your opinion")
        reads(page, "You have given your opinion")
    late = stage.follow_letter("drawn", to=panel[2].email)
    reads(late, "Upheld on")
    expect(late.get_by_role("button", name="Give your opinion")).to_have_count(0)

    stage.follow_letter("Your appeal was upheld")
    main = reads(stage.page, "by a panel of three citizens", "She had read what is asked.")
    for juror in panel:
        expect(main).not_to_contain_text(juror.display_name)


# -- Settled ---------------------------------------------------------------------------------------


def be_admitted(stage: Stage, first: User, second: User) -> None:
    """Who declined it may not decide again; another editor asks, reads and grants."""
    page = stage.page
    desk = on_the_desk(stage, first)
    expect(desk.get_by_role("button", name="Grant", exact=True)).to_have_count(0)
    desk = on_the_desk(stage, second)
    desk.locator("#id_text").fill("Which piece did you like best?")
    desk.get_by_role("button", name="Ask", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Asked")

    stage.follow_letter("have a question")
    reads(page, "Which piece did you like best?", "The editors have asked a question")
    page.get_by_label("Your answer").fill("The one on lids.")
    press(page, "Send the answer")
    reads(page, "With the editors since", "The one on lids.")

    desk = on_the_desk(stage, second)
    expect(desk.get_by_text("The one on lids.")).to_be_visible()
    desk.locator("#id_reason").fill("You came with a kettle and stayed for the argument.")
    desk.get_by_role("button", name="Grant", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Granted")


def live_here(stage: Stage) -> None:
    """The letter says so, the sheet hangs on the wall, and what others see is chosen."""
    assert "stayed for the argument" in stage.letter("Welcome to")
    page = stage.follow_letter("Welcome to", link="certificate")
    reads(page, "Letter of Residence", f"Welcome home, {NAME}.", "permanent resident")
    press(page, "So be it")
    page.goto("/community/me/")
    reads(page, "permanent resident since", "Your letter of residence")
