"""Each check alone, and the chain: the first that objects decides."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article
from comments.actions import edit_comment, post_comment
from comments.actions.text import check_text, read_text
from comments.checks import CHAIN, Objection
from comments.models import Comment
from community.errors import Refused, TooOften
from community.models import City, Sanction, User
from tests.factories.articles import published_article
from tests.factories.comments import comment, discussion, held_comment, trusted_member
from tests.factories.community import citizen, editor, member, resident

pytestmark = pytest.mark.django_db
LONG = "The ferry should wait for the last nurse on the late shift."


@pytest.fixture
def article() -> Article:
    return published_article()


@pytest.fixture
def limits(settings: Settings) -> None:
    settings.LIMITS_ENABLED = True


def check(text: str, by: User, article: Article) -> Objection | None:
    found = check_text(
        read_text(text), author=by, discussion=discussion(article), city=City.current()
    )
    return found.objection


def name_of(objection: Objection | None) -> str:
    return objection.check if objection else ""


# -- Newcomers -------------------------------------------------------------------------------------


def test_newcomer_waits_until_the_first_was_approved(article: Article) -> None:
    newcomer = member()
    assert name_of(check("Hello.", newcomer, article)) == "newcomer"

    comment(article, by=newcomer)
    assert check("Hello again.", newcomer, article) is None


def test_a_held_comment_earns_no_trust(article: Article) -> None:
    newcomer = member()
    held_comment(article, by=newcomer)
    assert name_of(check("Hello.", newcomer, article)) == "newcomer"


def test_the_city_says_how_many_earn_trust(article: Article) -> None:
    newcomer = trusted_member()
    City.objects.update(comments_before_trust=2)
    assert name_of(check("Hello.", newcomer, article)) == "newcomer"
    City.objects.update(comments_before_trust=0)
    assert check("Hello.", member(), article) is None


def test_residents_citizens_and_staff_are_no_newcomers(article: Article) -> None:
    for person in (resident(), citizen(), editor()):
        assert check("Hello.", person, article) is None


# -- Links -----------------------------------------------------------------------------------------


def links(count: int) -> str:
    return " ".join(f"https://{n}.example/" for n in range(count))


def test_a_visitors_link_is_looked_at(article: Article) -> None:
    visitor = trusted_member()
    assert check("No link.", visitor, article) is None
    assert name_of(check(links(1), visitor, article)) == "links"
    with pytest.raises(Refused, match="may carry 1 link"):
        check(links(2), visitor, article)


@pytest.mark.parametrize(("person", "most"), [(resident, 3), (citizen, 5)])
def test_more_links_than_the_standing_allows_are_refused(
    person: type[User], most: int, article: Article
) -> None:
    by = person()
    assert check(links(most), by, article) is None
    with pytest.raises(Refused, match=f"may carry {most} links"):
        check(links(most + 1), by, article)


def test_a_dormant_citizen_has_a_residents_links(article: Article) -> None:
    asleep = citizen(dormant_since=timezone.now())
    with pytest.raises(Refused):
        check(links(4), asleep, article)


# -- Repeated text ---------------------------------------------------------------------------------


def test_the_same_text_elsewhere_is_held(article: Article) -> None:
    by = resident()
    comment(by=by, text=LONG)
    assert name_of(check(LONG.upper(), by, article)) == "repeated"
    assert check(LONG + " Really.", by, article) is None


def test_a_short_text_may_be_said_twice(article: Article) -> None:
    by = resident()
    comment(by=by, text="Thank you!")
    assert check("Thank you!", by, article) is None


def test_a_text_that_several_others_wrote_is_held(article: Article) -> None:
    comment(text=LONG)
    assert check(LONG, resident(), article) is None
    comment(text=LONG)
    assert name_of(check(LONG, resident(), article)) == "repeated"


def test_an_edit_does_not_repeat_itself(article: Article) -> None:
    written = comment(article, text=LONG)
    assert written.author
    edited = edit_comment(written, by=written.author, text=LONG.replace("ferry", "FERRY"))
    assert edited.is_published


# -- Rate ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("limits")
def test_one_comment_in_ten_seconds(article: Article) -> None:
    by = resident()
    with time_machine.travel("2026-05-01 12:00:00Z", tick=False) as clock:
        article.published_at = timezone.now()
        post_comment(article, by=by, text="One.")
        clock.shift(4)
        with pytest.raises(TooOften, match="in 6 seconds") as refused:
            post_comment(article, by=by, text="Two.")
        assert refused.value.retry_after == 6
        clock.shift(6)
        post_comment(article, by=by, text="Two.")


@pytest.mark.usefixtures("limits")
def test_ten_comments_in_ten_minutes_for_visitors_alone(article: Article) -> None:
    visitor, neighbour = member(), resident()
    now = timezone.now()
    for n in range(10):
        for by in (visitor, neighbour):
            comment(article, by=by, at=now - timedelta(seconds=20 * n + 15))
    assert check("Eleven.", neighbour, article) is None
    with pytest.raises(TooOften) as refused:
        check("Eleven.", visitor, article)
    assert 400 < refused.value.retry_after <= 405


@pytest.mark.usefixtures("limits")
def test_edits_have_a_limit_of_their_own(article: Article) -> None:
    by = resident()
    written = comment(article, by=by)
    for n in range(20):
        edit_comment(written, by=by, text=f"Version {n}.")
    with pytest.raises(TooOften):
        edit_comment(written, by=by, text="One too many.")


# -- Sanctions and the chain -----------------------------------------------------------------------


def test_a_sanction_may_hold_every_comment(article: Article) -> None:
    by = citizen()
    Sanction.objects.create(user=by, kind=Sanction.Kind.HELD, reason="Flooding.")
    assert name_of(check("Hello.", by, article)) == "sanction"


def test_the_first_that_objects_decides_and_is_stored(article: Article) -> None:
    newcomer = member()
    held = post_comment(article, by=newcomer, text=f"{LONG} https://a.example")
    assert (held.state, held.held_by) == (Comment.State.HELD, "links")
    assert held.held_reason == "A visitor’s comment with a link."


def test_the_chain_has_names_that_fit_the_column() -> None:
    names = [module.NAME for module in CHAIN]
    assert names == [
        "sanction", "rate", "slow", "repeated", "links", "words", "spam", "newcomer",
    ]  # fmt: skip
