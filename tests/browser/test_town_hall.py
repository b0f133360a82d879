"""A proposal's whole way in a real browser: proposed, seconded, voted on, answered, written."""

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Proposal
from tests.browser.gates import Visits
from tests.browser.people import sign_in
from tests.factories.articles import published_article
from tests.factories.community import citizen, editor
from tests.factories.town_hall import proposals_in_every_state
from tests.hard_pages import LONG_WORD

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Who sweeps the city before it wakes?"
HALL = "/town-hall/"


def test_from_a_proposal_to_the_piece_that_came_of_it(page: Page, base_url: str) -> None:
    author, others, by_desk = citizen("Ambra"), [citizen(), citizen(), citizen()], editor("Edda")
    piece = published_article("At five in the morning")

    sign_in(page.context, author, base_url)
    page.goto(HALL)
    page.get_by_role("link", name="Propose something").click()
    page.get_by_label("What should we cover next?").fill(TITLE)
    page.get_by_label("Why, and where would one begin?").fill("Ride along for *one* shift.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("This is your proposal")).to_be_visible()
    place = page.url

    for who in others[:2]:
        sign_in(page.context, who, base_url)
        page.goto(place)
        page.get_by_role("button", name="I second it").click()
    expect(page.get_by_text("It is voted on now")).to_be_visible()

    for who, vote in zip(others, ("for it", "for it", "against it"), strict=True):
        sign_in(page.context, who, base_url)
        page.goto(f"{base_url}{HALL}")
        page.get_by_role("link", name=TITLE).click()
        page.get_by_role("button", name=f"I am {vote}").click()
        expect(page.get_by_role("button", name=f"I am {vote}")).to_have_attribute(
            "aria-pressed", "true"
        )
    page.get_by_role("button", name="I am for it").dblclick()
    expect(page.get_by_text("You voted for it.")).to_be_visible()

    sign_in(page.context, by_desk, base_url)
    page.goto(place)
    page.get_by_role("link", name="Answer it at the desk").click()
    page.get_by_label("The answer").fill("Somebody rides along on Friday.")
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_text("Taken up; its author is told.")).to_be_visible()
    page.get_by_label("The piece that came of it").fill(piece.title)
    page.get_by_role("button", name="Link the piece").click()
    expect(page.get_by_text("Linked; the piece says")).to_be_visible()

    page.context.clear_cookies()
    page.goto(place)
    expect(page.get_by_text("Somebody rides along on Friday.")).to_be_visible()
    page.get_by_role("link", name=piece.title).click()
    expect(page.get_by_text("It came of a proposal by Ambra")).to_be_visible()
    page.get_by_role("link", name="a proposal", exact=True).click()
    expect(page).to_have_url(place)
    made = Proposal.objects.get()
    assert (made.state, made.support_count, made.against_count) == ("done", 3, 0)

    sign_in(page.context, author, base_url)
    page.goto("/community/me/notices/")
    for words in ("has been seconded", "answered your proposal", "A piece came of your proposal"):
        expect(page.get_by_text(words)).to_be_visible()


def test_without_scripts_a_citizen_seconds(browser: Browser, base_url: str) -> None:
    made = proposals_in_every_state()["gathering"]
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    sign_in(context, citizen(), base_url)
    page = context.new_page()

    page.goto(made.get_absolute_url())
    page.get_by_role("button", name="I second it").click()

    expect(page.get_by_text("You have seconded it.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("who", ["stranger", "author", "citizen", "editor"])
def test_every_state_holds_for_everybody(page: Page, base_url: str, who: str) -> None:
    by = citizen("سلمى الحدّاد", handle="salma")
    made = proposals_in_every_state()
    title, why = f"{LONG_WORD}: {LONG_WORD}"[:140], f"{LONG_WORD} `{LONG_WORD * 3}`"
    Proposal.objects.update(by=by, title=title, why=why, html=f"<p>{LONG_WORD * 3}</p>")
    people = {"author": by, "citizen": citizen(), "editor": editor()}
    if who in people:
        sign_in(page.context, people[who], base_url)
    seen = [each for each in made.values() if each.is_public or who in ("author", "editor")]
    own = [f"{made['gathering'].get_absolute_url()}{end}/" for end in ("edit", "withdraw")]
    addresses = [HALL, f"{HALL}?show=gathering", f"{HALL}?show=answered"]
    addresses += [each.get_absolute_url() for each in seen]
    addresses += [f"{HALL}?show=yours", "/town-hall/new/", *own] if who == "author" else []
    visits = Visits(page)

    visits.visit(addresses)

    assert not visits.faults, "\n".join(visits.faults)


def test_the_desk_holds(page: Page, base_url: str) -> None:
    made = proposals_in_every_state()
    sign_in(page.context, editor(), base_url)
    queue = "/admin/articles/proposal/"
    visits = Visits(page, may_shift=True)

    visits.visit([queue, *(f"{queue}{each.pk}/change/" for each in made.values())])

    assert not visits.faults, "\n".join(visits.faults)
