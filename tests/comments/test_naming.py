"""Naming members with @handle: what becomes a link, who is told, and whom the field offers."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.models import Access, Article
from comments.actions import approve_comment, delete_comment, edit_comment, post_comment
from comments.actions.importing import ImportedComment, import_comments
from comments.models import Comment, Mention
from community.html import comment_html, named_handles
from community.models import Notice, User
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment
from tests.factories.community import citizen, member, moderator, resident

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NAMED = Notice.Kind.COMMENT_MENTIONED


@pytest.fixture
def article() -> Article:
    return published_article()


@pytest.fixture
def ada() -> User:
    return resident("Ada", handle="ada")


def named_in(written: Comment) -> list[str]:
    return list(written.mentions.order_by("pk").values_list("user__handle", flat=True))


# -- The text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@ada", ["ada"]),
        ("(@ada), @Ada and **@bob**!", ["ada", "bob"]),
        ("سلام @ada، و@bob", ["ada", "bob"]),
        ("> @ada\n\n- @bob", ["ada", "bob"]),
        ("`@ada`\n\n```\n@bob\n```", []),
        ("mail ada@ada.org, or @ada@example.org, or @ada.org", []),
        ("https://example.org/@ada and [@bob](https://example.org)", []),
        ("@ @- @@ada @_ada @adäm", []),
    ],
)
def test_what_names_somebody(text: str, handles: list[str]) -> None:
    assert named_handles(text) == handles


def test_only_who_is_known_becomes_a_link() -> None:
    html = comment_html("@ada and @bob", {"ada": "/community/members/ada/"})
    assert html == (
        '<p><a href="/community/members/ada/" rel="nofollow ugc noopener">@ada</a> and @bob</p>'
    )


# -- Posting ---------------------------------------------------------------------------------------


def test_a_named_member_is_linked_and_told(article: Article, ada: User) -> None:
    posted = post_comment(article, by=resident("Bob"), text="What does @ada say? And @nobody?")

    assert f'<a href="{ada.get_absolute_url()}"' in posted.html
    assert posted.html.count("<a ") == 1
    assert named_in(posted) == ["ada"]
    notice = Notice.objects.get(user=ada)
    assert (notice.kind, notice.url) == (NAMED, posted.get_absolute_url())
    assert notice.sentence == f"Bob named you in a comment on “{article.title}”."
    assert Mention.objects.get().told_at is not None


def test_a_closed_account_is_not_named(article: Article, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    posted = post_comment(article, by=resident(), text="Hello @ada.")
    assert posted.html == "<p>Hello @ada.</p>"
    assert not Notice.objects.exists()


def test_ten_are_named_and_the_others_stay_plain(article: Article) -> None:
    people = [member(handle=f"m{n}") for n in range(12)]
    posted = post_comment(article, by=resident(), text=" ".join(f"@m{n}" for n in range(12)))
    assert named_in(posted) == [person.handle for person in people[:10]]
    assert posted.html.count("<a ") == 10


def test_names_are_no_links_that_a_standing_limits(article: Article) -> None:
    for n in range(6):
        member(handle=f"m{n}")
    posted = post_comment(article, by=resident(), text="@m0 @m1 @m2 @m3 @m4 @m5")
    assert posted.is_published


def test_nobody_is_told_of_naming_oneself(article: Article, ada: User) -> None:
    post_comment(article, by=ada, text="I, @ada, was here.")
    assert not Notice.objects.exists()


def test_who_is_answered_and_named_is_told_once(article: Article, ada: User) -> None:
    parent = comment(article, by=ada)
    post_comment(article, by=resident(), text="@ada, no.", parent=parent)
    assert [notice.kind for notice in Notice.objects.all()] == ["comment_answered"]


def test_of_a_held_comment_nobody_is_told_before_it_is_shown(article: Article, ada: User) -> None:
    held = post_comment(article, by=member(), text="Hello @ada.")
    assert not Notice.objects.filter(user=ada).exists()
    approve_comment(held, by=moderator())
    assert Notice.objects.get(user=ada).kind == NAMED


def test_who_may_not_read_the_piece_is_not_told_of_it(ada: User) -> None:
    gated = published_article(access=Access.CITIZENS)
    written = post_comment(gated, by=citizen(), text="Between us, @ada.")
    assert named_in(written) == ["ada"]
    assert not Notice.objects.exists()
    assert Mention.objects.get().told_at is None


# -- Changing --------------------------------------------------------------------------------------


def test_an_edit_tells_only_the_newly_named(article: Article, ada: User) -> None:
    bea, by = resident("Bea", handle="bea"), resident()
    posted = post_comment(article, by=by, text="Hello @ada.")
    edited = edit_comment(posted, by=by, text="Hello @ada and @bea.")

    assert named_in(edited) == ["ada", "bea"]
    assert Notice.objects.filter(user=ada).count() == 1
    assert Notice.objects.filter(user=bea).count() == 1


def test_taken_out_and_put_in_again_is_not_told_again(article: Article, ada: User) -> None:
    by = resident()
    posted = post_comment(article, by=by, text="Hello @ada.")
    without = edit_comment(posted, by=by, text="Hello.")
    assert named_in(without) == []
    assert "<a " not in without.html
    edit_comment(without, by=by, text="Hello, @ada!")
    assert Notice.objects.filter(user=ada).count() == 1


def test_deleting_forgets_whom_it_named(article: Article, ada: User) -> None:
    by = resident()
    posted = post_comment(article, by=by, text="Hello @ada.")
    delete_comment(posted, by=by)
    assert not Mention.objects.exists()


def test_an_archive_names_nobody(article: Article, ada: User) -> None:
    row = ImportedComment(
        source="old#1", article=article, guest_name="Ida", text="Hello @ada.", at=article.created_at
    )
    import_comments([row])
    assert Comment.objects.get().html == "<p>Hello @ada.</p>"
    assert not Mention.objects.exists()
    assert not Notice.objects.exists()


# -- On offer --------------------------------------------------------------------------------------


def offered(asker: User, article: Article, letters: str) -> list[str]:
    browser = Client()
    browser.force_login(asker)
    answer = browser.get(reverse("comments:names", args=[article.uuid]), {"q": letters})
    return [person["handle"] for person in answer.json()["people"]]


def test_people_of_the_discussion_come_first(article: Article) -> None:
    asker = resident("Abe", handle="abe")
    member("Abel", handle="abel")
    comment(article, by=resident("Abraham", handle="abraham"))
    held_comment(article, by=member("Abigail", handle="abigail"))
    assert offered(asker, article, "AB") == ["abraham", "abel", "abigail"]


def test_names_are_found_by_any_word_and_in_any_script(article: Article) -> None:
    asker = resident()
    member("أحمد الخطيب", handle="ahmad")
    member("Rosa Luna", handle="rl")
    assert offered(asker, article, "أح") == ["ahmad"]
    assert offered(asker, article, "الخ") == ["ahmad"]
    assert offered(asker, article, "lun") == ["rl"]
    assert offered(asker, article, "una") == []
    assert offered(asker, article, "%") == offered(asker, article, "") == []


def test_at_most_eight_and_no_closed_accounts(article: Article) -> None:
    for n in range(12):
        member(handle=f"m{n:02}", is_active=n > 0)
    found = offered(resident(), article, "m")
    assert len(found) == 8
    assert "m00" not in found


def test_names_are_for_those_who_read_the_piece() -> None:
    gated, browser = published_article(access=Access.CITIZENS), Client()
    address = reverse("comments:names", args=[gated.uuid])
    assert browser.get(address, {"q": "a"})["location"].startswith("/accounts/login/")
    browser.force_login(resident())
    assert browser.get(address, {"q": "a"}).status_code == 404


def test_names_are_not_asked_without_end(article: Article, settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    browser, address = Client(), reverse("comments:names", args=[article.uuid])
    browser.force_login(resident())
    with time_machine.travel(NOON, tick=False):
        statuses = [browser.get(address, {"q": "a"}).status_code for _ in range(121)]
    assert statuses == [200] * 120 + [429]
