"""From residence to a citizen's certificate: quiz, hearing and secret ballot."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment
from community.models import Ballot, QuizQuestion, User
from tests.browser.life.residence import write
from tests.browser.life.stage import NAME, Stage, follow, press, reads
from tests.factories.articles import published_article
from tests.factories.community import member, took_part

STATEMENT = "I have stayed, and I would like to decide with you."
LAST_WORDS = "A lid is a promise that something will be kept warm."


def take_part(stage: Stage, reader: User) -> None:
    """Two months; again the last of each thing asked is done in the browser."""
    today = timezone.localdate()
    subjects = [uuid4() for _each in range(6)]
    for number in range(1, 15):
        took_part(stage.maryam, "opened", day=today + timedelta(days=number * 3))
    for number in range(16):
        took_part(stage.maryam, "commented", article=subjects[number % 6])
    for _each in range(4):
        took_part(stage.maryam, "constructive", by=member())
    stage.pass_days(61)

    stage.come_back()
    page = stage.page
    page.goto("/community/")
    reads(
        page,
        "You have lived in the city for 60 of 60 days.",
        "In the last 90 days you have taken part on 19 of 20 days.",
        "You have had 19 of 20 comments published.",
        "You have commented on 9 of 10 different articles.",
        "4 of 5 people have found a comment of yours constructive.",
    )
    write(page, published_article("On warmth"), LAST_WORDS)
    said = Comment.objects.get(text=LAST_WORDS)
    beside = stage.seat(reader)
    beside.goto(said.get_absolute_url())
    beside.locator(f"#comment-{said.pk}").get_by_role("button", name="Constructive").click()
    expect(beside.locator(f"#comment-{said.pk} [aria-pressed=true]")).to_be_visible()
    page.goto("/community/apply/")
    reads(
        page,
        "Everything is there",
        "you have taken part on 20 of 20 days.",
        "You have had 20 of 20 comments published.",
        "You have commented on 10 of 10 different articles.",
        "5 of 5 people have found a comment of yours constructive.",
    )


# -- The quiz and the form -------------------------------------------------------------------------


def answer_quiz(stage: Stage, *, rightly: bool) -> None:
    page = stage.page
    page.goto("/community/apply/")
    follow(page, "To the quiz")
    press(page, "Begin")
    rows = page.get_by_role("main").get_by_role("group")
    for question in QuizQuestion.objects.all():
        asked = rows.filter(has_text=question.text)
        if asked.count():
            asked.get_by_label(question.right if rightly else question.others[0]).check()
    press(page, "Send the answers")


def pass_quiz(stage: Stage) -> None:
    """It fails, and opens again the next day."""
    answer_quiz(stage, rightly=False)
    reads(stage.page, "Today 0 of your answers were right; it takes 8.", "try again tomorrow")
    stage.page.goto("/community/apply/")
    reads(stage.page, "You may try again tomorrow.")
    expect(stage.page.get_by_role("link", name="To the quiz")).to_have_count(0)
    stage.pass_days(1)
    answer_quiz(stage, rightly=True)


def apply(stage: Stage) -> None:
    """Without scripts, and so with a press of the button that keeps what is written."""
    page = stage.page
    reads(page, "Passed.")
    page.get_by_label("Who are you").fill(STATEMENT)
    press(page, "Keep it for later")
    reads(page, STATEMENT)
    page.get_by_label("I accept the charter").check()
    press(page, "Send the application")
    reads(page, "It goes on when 2 members vouch for it", STATEMENT)


def be_vouched_for(stage: Stage, friends: list[User]) -> None:
    for friend in friends:
        beside = stage.seat(friend)
        beside.goto("/community/")
        follow(beside, NAME)
        press(beside, f"Vouch for {NAME}")
        reads(beside, "You have vouched for this application.")
    stage.has_notice(f"{friends[0].display_name} vouches for you.")


# -- The city decides ------------------------------------------------------------------------------


def be_heard(stage: Stage, curious: User) -> None:
    page = stage.follow_letter("is being heard")
    reads(page, "Being heard until")
    beside = stage.seat(curious)
    beside.goto(stage.application.get_absolute_url())
    beside.get_by_label("A question to the applicant").fill("What would you propose first?")
    press(beside, "Ask")

    stage.follow_letter("question about your application")
    reads(page, curious.display_name, "What would you propose first?")
    page.get_by_label("Your answer").fill("A piece on who pays for the lamp.")
    press(page, "Send the answer")
    beside.reload()
    reads(beside, "A piece on who pays for the lamp.")


def be_voted_on(stage: Stage, voters: dict[User, str]) -> None:
    """Everybody on the roll comes by the notice, each in a browser of their own."""
    stage.pass_days(5)
    stage.follow_letter("The ballot on your application")
    reads(stage.page, "The secret ballot is open until", "5 citizens may vote, 3 have to.")
    for voter, vote in voters.items():
        booth = stage.seat(voter)
        booth.goto("/community/me/notices/")
        follow(booth, f"{NAME} asks for citizenship.")
        reads(booth, STATEMENT, "A piece on who pays for the lamp.", "Open until")
        booth.get_by_label(vote, exact=True).check()
        press(booth, "Vote")
        reads(booth, "You have voted.")
        expect(booth.get_by_role("button", name="Vote")).to_have_count(0)
    follow(stage.page, "The ballot")
    expect(stage.page.get_by_text("Abstentions", exact=True)).to_have_count(0)


def be_counted(stage: Stage) -> None:
    stage.pass_days(7)
    sums = "3 yes, 1 no, 0 abstentions, of a roll of 5."
    assert sums in stage.letter("Welcome to")
    stage.follow_letter("Welcome to", link="/applications/")
    reads(stage.page, "Granted on", sums)
    assert Ballot.objects.get().roll.count() == 0


def celebrate(stage: Stage) -> None:
    """Certificate, passport and card are good for whoever asks; register and gazette tell."""
    page = stage.follow_letter("Welcome to", link="certificate")
    reads(page, "Certificate of Citizenship", f"Welcome home, {NAME}.", "Nothing is shown before")
    for chosen in ("gazette", "List me in the register", "My number", "Since when"):
        page.get_by_label(chosen).check()
    page.get_by_label("My name", exact=True).check()
    press(page, "So be it")
    expect(page.get_by_text("Welcome home")).to_have_count(0)
    passport = page.request.get("/community/me/passport.png")
    assert passport.headers["content-type"] == "image/png"
    assert passport.body().startswith(b"\x89PNG")

    code = page.get_by_role("link", name="What the code leads to").get_attribute("href")
    outside = stage.stranger(str(code).removeprefix("http://localhost:8000"))
    reads(outside, "This card is good.", NAME, f"{stage.maryam.citizen_number}")
    outside.goto("/community/citizens/")
    reads(outside, NAME)
    outside.goto("/community/gazette/")
    reads(outside, NAME, "was admitted", "3 yes")
