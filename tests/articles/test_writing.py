"""Writing a piece: what is cleaned, worked out, remembered and refused."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.actions import ChangedMeanwhile, save_article, set_bylines, set_gallery
from articles.models import Article, OldAddress
from articles.signals import article_changed
from community.errors import Refused
from community.models import User
from tests.factories.articles import article, aside, author, picture, published_article, section
from tests.factories.community import editor, member, moderator, writer

pytestmark = pytest.mark.django_db


def draft_by(user: User, **fields: Any) -> Article:
    return article(created_by=user, **fields)


def test_new_piece_is_cleaned_counted_and_belongs_to_its_writer() -> None:
    user = writer()
    made = Article(title="Night train", section=section(), body="<p onclick=x>Two words</p>")
    save_article(made, by=user, tags=["Rail", "Night"])
    assert made.slug == "night-train"
    assert made.created_by == user
    assert made.word_count == 2
    assert "onclick" not in made.body
    assert sorted(made.tags.names()) == ["Night", "Rail"]
    assert made.revisions.get().by == user


def test_saving_never_changes_the_state() -> None:
    made = published_article()
    made.state = Article.State.WITHDRAWN
    save_article(made, by=editor())
    made.refresh_from_db()
    assert made.is_published


def test_writer_saves_own_drafts_only() -> None:
    user = writer()
    save_article(draft_by(user), by=user)
    for other in (article(), draft_by(user, state="in_review"), draft_by(user, state="published")):
        with pytest.raises(PermissionDenied):
            save_article(other, by=user)


@pytest.mark.parametrize("person", [member, moderator])
def test_others_save_nothing(person: object) -> None:
    with pytest.raises(PermissionDenied):
        save_article(Article(title="X", section=section()), by=person())  # type: ignore[operator]


def test_second_of_two_editors_is_told_and_nothing_is_lost() -> None:
    stored = article(title="First words")
    one, two = Article.objects.get(pk=stored.pk), Article.objects.get(pk=stored.pk)
    one.title = "Hers"
    save_article(one, by=editor(), version=1)
    two.title = "His"
    with pytest.raises(ChangedMeanwhile):
        save_article(two, by=editor(), version=1)
    stored.refresh_from_db()
    assert stored.title == "Hers"
    assert two.title == "His"


def test_same_text_twice_leaves_one_revision() -> None:
    made, user = article(), editor()
    save_article(made, by=user)
    save_article(made, by=user)
    assert made.revisions.count() == 1


def test_first_change_keeps_what_was_there_before() -> None:
    made = article("Before")
    made.title = "After"
    save_article(made, by=editor())
    assert [row.fields["title"] for row in made.revisions.all()] == ["After", "Before"]


def test_published_piece_says_when_its_text_changed() -> None:
    made, user = published_article(), editor()
    made.question = "Why?"
    save_article(made, by=user)
    assert made.updated_at is None
    made.body += "<p>One more thing.</p>"
    save_article(made, by=user)
    assert made.updated_at is not None


def test_published_piece_leaves_its_address_behind_and_may_come_back_to_it() -> None:
    made, user = published_article(slug="old"), editor()
    made.slug = "new"
    save_article(made, by=user)
    assert OldAddress.objects.get(article=made).address == "/articles/old/"
    made.slug = "old"
    save_article(made, by=user)
    assert [old.address for old in made.old_addresses.all()] == ["/articles/new/"]


def test_draft_leaves_no_address_behind() -> None:
    made = article(slug="old")
    made.slug = "new"
    save_article(made, by=editor())
    assert not OldAddress.objects.exists()


def test_address_of_another_piece_stays_that_pieces() -> None:
    moved = published_article(slug="first")
    moved.slug = "second"
    save_article(moved, by=editor())
    with pytest.raises(Refused, match="another piece"):
        save_article(Article(title="X", slug="first", section=moved.section), by=editor())


def test_see_also_rows_follow_the_text() -> None:
    target, other, made = article(), article(), article()
    made.body = f"<p>a</p>{aside(target)}<p>b</p>{aside(made)}"
    save_article(made, by=editor())
    assert list(made.related_stories.values_list("target", "in_text")) == [(target.pk, True)]
    made.body = f"<p>a</p>{aside(other)}"
    save_article(made, by=editor())
    assert list(made.related_stories.values_list("target", flat=True)) == [other.pk]


def test_byline_keeps_its_order() -> None:
    made, user = article(authors=[]), editor()
    names = [author("Zoe"), author("Adam"), author("Mia")]
    set_bylines(made, names, by=user)
    assert [byline.author for byline in made.bylines.all()] == names
    assert made.revisions.get().fields["authors"] == ["Zoe", "Adam", "Mia"]
    with pytest.raises(PermissionDenied):
        set_bylines(made, [], by=writer())


def test_gallery_keeps_its_order() -> None:
    made, pictures = article(kind="gallery"), [picture("one"), picture("two")]
    set_gallery(made, pictures[::-1], by=editor())
    assert [row.picture for row in made.gallery_pictures.all()] == pictures[::-1]


@pytest.mark.django_db(transaction=True)
def test_change_is_told_when_it_is_certain_and_not_before() -> None:
    told: list[int] = []

    def listen(article_pk: int, **_: object) -> None:
        told.append(article_pk)

    made, user = article(), editor()
    article_changed.connect(listen)
    try:
        with transaction.atomic():
            save_article(made, by=user)
            assert not told
        assert told == [made.pk]
    finally:
        article_changed.disconnect(listen)
