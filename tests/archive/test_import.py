"""The command as an operator meets it: what comes over and what does not, once and again."""

import io
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from articles.models import (
    Access,
    Article,
    Author,
    OldAddress,
    Page,
    Picture,
    RelatedStory,
    Section,
)
from comments.actions import guest_key
from comments.models import Comment, Discussion
from community.models import Notice, User
from tests.archive.samples import (
    BASE,
    author,
    category,
    comment,
    export,
    filed,
    meta,
    picture,
    post,
)
from tests.factories.files import picture_bytes, pixel_bomb

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
Import = Callable[..., str]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2023"
    folder.mkdir(parents=True)
    (folder / "weir.jpg").write_bytes(picture_bytes((60, 40)))
    (folder / "lock.png").write_bytes(picture_bytes((40, 40), kind="PNG"))
    (folder / "bomb.png").write_bytes(pixel_bomb())
    (folder / "page.jpg").write_text("<html>")
    return folder.parent


@pytest.fixture
def take(tmp_path: Path) -> Import:
    """Import what is given as items, and return what the command said."""

    def run(*items: str, text: str = "", **options: Any) -> str:
        file = tmp_path / "export.xml"
        file.write_text(text or export(*items), encoding="utf-8")
        said = io.StringIO()
        call_command("import_wordpress", str(file), stdout=said, **options)
        return said.getvalue()

    return run


def everything() -> list[tuple[Any, ...]]:
    """Every row of every table."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return [
        (model.__name__, *row)
        for model in models
        for row in model._default_manager.order_by("pk").values_list()
    ]


# -- Pieces and their states -----------------------------------------------------------------------


def test_a_published_piece_comes_over_with_all_that_it_had(take: Import) -> None:
    terms = [filed("River"), filed("C++", "c", "post_tag")]
    seo = [meta("_yoast_wpseo_title", "Low — %%sitename%%"), meta("_yoast_wpseo_metadesc", "Dry.")]

    take(
        author("ida", "Ida Holm"),
        post(7, excerpt="No &amp; rain", inside=terms + seo, changed="2023-06-01 08:00:00"),
    )

    piece = Article.objects.get()
    assert (piece.title, piece.slug, piece.state) == ("Low Water", "low-water", "published")
    assert piece.published_at == piece.created_at == datetime(2023, 5, 1, 8, tzinfo=UTC)
    assert piece.updated_at == datetime(2023, 6, 1, 8, tzinfo=UTC)
    assert (piece.standfirst, piece.seo_title, piece.seo_description) == (
        "No & rain",
        "Low",
        "Dry.",
    )
    assert [line.name for line in piece.authors.all()] == ["Ida Holm"]
    assert (piece.section.name, sorted(piece.tags.names())) == ("River", ["C++"])
    assert "The river is low." in piece.body
    assert piece.word_count == 4
    assert piece.kind == "commentary"


@pytest.mark.parametrize(
    ("status", "state", "at"),
    [
        ("publish", "published", datetime(2023, 5, 1, 8, tzinfo=UTC)),
        ("future", "scheduled", datetime(2023, 5, 1, 8, tzinfo=UTC)),
        ("pending", "in_review", None),
        ("draft", "draft", None),
        ("private", "draft", None),
    ],
)
def test_states_find_their_like(take: Import, status: str, state: str, at: datetime | None) -> None:
    take(post(7, status=status))

    assert Article.objects.values_list("state", "published_at").get() == (state, at)


def test_a_password_becomes_for_members_and_sticky_a_lead(take: Import) -> None:
    take(post(7, password="weir"), post(8, "Other", sticky=True))

    assert Article.objects.get(slug="low-water").access == Access.MEMBERS
    assert Article.objects.get(slug="other").is_lead
    assert "weir" not in repr(everything())


def test_what_had_a_password_is_not_given_away_to_visitors(take: Import, client: Client) -> None:
    content = "One long paragraph about the weir. " * 30 + "The secret end."

    take(post(7, content=content, password="weir"))
    answer = client.get("/articles/low-water/")

    assert answer.status_code == 200
    assert "One long paragraph" in answer.content.decode()
    assert "The secret end" not in answer.content.decode()


def test_old_addresses_of_what_is_not_shown_lead_nowhere(take: Import, client: Client) -> None:
    take(post(7, status="private"), post(2, "Privacy", kind="page", status="draft"))

    assert client.get("/2023/05/low-water/").status_code == 404
    assert client.get("/2023/05/privacy/").status_code == 404


def test_trash_and_other_kinds_are_left_and_counted(take: Import) -> None:
    said = take(
        post(7, status="trash"), post(8, kind="nav_menu_item"), post(9, kind="product"), post(10)
    )

    assert Article.objects.count() == 1
    assert "1 piece in the trash" in said
    assert "1 menu entry" in said
    assert "1 item of a kind that there is none of here" in said


def test_a_draft_without_slug_and_title_gets_both(take: Import) -> None:
    said = take(post(7, "", "<p>Rain over the hills.</p>", slug="", status="draft", at=""))

    piece = Article.objects.get()
    assert (piece.title, piece.slug) == ("Rain over the hills.", "untitled")
    assert piece.created_at == datetime(2023, 4, 30, 12, tzinfo=UTC)
    assert "1 piece without a title" in said


def test_encoded_slugs_are_decoded(take: Import) -> None:
    take(post(7, "日本", slug="%e6%97%a5%e6%9c%ac", link=f"{BASE}/2023/05/%e6%97%a5%e6%9c%ac/"))

    assert Article.objects.get().slug == "日本"
    assert OldAddress.objects.filter(address="/2023/05/日本/").exists()


def test_two_pieces_of_one_name_get_two_addresses(take: Import) -> None:
    said = take(post(7, slug="water"), post(8, slug="water"))

    assert set(Article.objects.values_list("slug", flat=True)) == {"water", "water-2"}
    assert "1 address was taken here" in said


def test_pages_come_over_and_drafts_of_them_are_not_shown(take: Import) -> None:
    take(
        post(2, "About", kind="page", link=f"{BASE}/about/", guid=f"{BASE}/?page_id=2"),
        post(3, "Privacy", kind="page", status="draft"),
        post(4, "Desk", kind="page", password="x"),
    )

    shown = Page.objects.published()
    assert [page.title for page in shown] == ["About"]
    assert Page.objects.count() == 3
    addresses = shown[0].old_addresses.values_list("address", flat=True)
    assert set(addresses) == {"/about/", "/?page_id=2", "/?p=2"}


# -- Sections, tags, authors -----------------------------------------------------------------------


def test_the_deepest_category_is_the_section_and_the_others_are_tags(take: Import) -> None:
    said = take(
        category("world", "World"),
        category("asia", "Asia", "world"),
        category("japan", "Japan", "asia"),
        category("unused", "Unused"),
        post(
            7,
            inside=[filed("World"), filed("Japan"), filed("Life"), filed("x", "x", "post_format")],
        ),
    )

    section = Article.objects.get().section
    assert section.parent
    assert (section.name, section.parent.name, section.parent.parent) == (
        "Japan",
        "Asia",
        Section.objects.get(name="World"),
    )
    assert sorted(Article.objects.get().tags.names()) == ["Life", "World"]
    assert not Section.objects.filter(name__in=["Life", "Unused"]).exists()
    assert "1 category that is no piece’s section" in said


def test_among_equals_the_primary_category_wins_and_uncategorized_never_does(take: Import) -> None:
    names = [filed("Uncategorized"), filed("River"), filed("Sea")]
    categories = [category("river", "River", number=4), category("sea", "Sea", number=5)]

    take(
        *categories,
        post(7, "One", inside=names),
        post(8, "Two", inside=[*names, meta("_yoast_wpseo_primary_category", "5")]),
        post(9, "Three", inside=[]),
    )

    found = dict(Article.objects.values_list("title", "section__name"))
    assert found == {"One": "River", "Two": "Sea", "Three": "Uncategorized"}
    assert "Uncategorized" not in Article.tags.values_list("name", flat=True)


def test_categories_in_a_circle_end(take: Import) -> None:
    take(category("a", "A", "b"), category("b", "B", "a"), post(7, inside=[filed("A")]))

    assert Article.objects.get().section.name == "A"


def test_sections_authors_and_tags_that_are_here_are_used(take: Import) -> None:
    take(author("ida", "Ida"), post(7, inside=[filed("River"), filed("Élan", "elan", "post_tag")]))
    Section.objects.update(name="The River")
    Author.objects.update(name="Ida Holm")

    take(
        author("ida", "Ida"), post(8, "Two", inside=[filed("River"), filed("élan", "", "post_tag")])
    )

    assert Section.objects.get().name == "The River"
    assert Author.objects.get().name == "Ida Holm"
    assert Article.tags.count() == 1


# -- Comments --------------------------------------------------------------------------------------


def test_comments_keep_their_times_states_names_and_places(take: Import) -> None:
    take(
        post(
            7,
            inside=[
                filed("River"),
                comment(72, "No.", parent=71, name="Ben", at="2023-05-03 10:00:00"),
                comment(71, "<em>Yes</em>", at="2023-05-02 10:00:00"),
                comment(73, "Well", approved="0"),
            ],
        )
    )

    first = Comment.objects.get(text="*Yes*")
    answer = Comment.objects.get(text="No.")
    assert (first.guest_name, first.author, first.guest_key) == (
        "Ana",
        None,
        guest_key("ANA@mail.example"),
    )
    assert first.created_at == first.published_at == datetime(2023, 5, 2, 10, tzinfo=UTC)
    assert "<em>Yes</em>" in first.html
    assert (answer.parent, answer.depth) == (first, 2)
    assert Comment.objects.get(text="Well").state == "held"
    assert Discussion.objects.get().published_count == 2
    assert "mail.example" not in repr(everything())


def test_pingbacks_trash_and_spam_are_left_and_answers_to_them_move_up(take: Import) -> None:
    said = take(
        post(
            7,
            inside=[
                filed("River"),
                comment(70, "Top"),
                comment(71, "Bad", approved="trash", parent=70),
                comment(72, "Answer", parent=71),
                comment(73, "Ping", kind="pingback"),
                comment(74, "Buy", approved="spam"),
                comment(75, "Lost", parent=999),
                comment(76, " "),
                comment(77, "<script>x()</script>"),
            ],
        ),
        post(8, "About", kind="page", inside=[comment(80, "Under a page")]),
    )

    assert set(Comment.objects.values_list("text", flat=True)) == {"Top", "Answer", "Lost"}
    answer = Comment.objects.get(text="Answer")
    assert answer.parent
    assert answer.parent.text == "Top"
    assert Comment.objects.get(text="Lost").parent is None
    for line in (
        "1 pingback",
        "1 comment in the trash",
        "1 comment marked as spam",
        "2 comments without words",
        "1 comment under something other than an article",
        "2 answers stand one higher",
    ):
        assert line in said


def test_comments_that_answer_each_other_in_a_circle_come_too(take: Import) -> None:
    inside = [filed("River"), comment(71, "a", parent=72), comment(72, "b", parent=71)]

    take(post(7, inside=inside))

    assert Comment.objects.count() == 2


def test_the_same_words_twice_are_two_comments_of_guests(take: Import) -> None:
    take(post(7, inside=[filed("River"), comment(71, "Yes"), comment(72, "Yes")]))

    assert Comment.objects.count() == 2


def test_a_discussion_ages_from_the_import_unless_the_archive_closed_it(take: Import) -> None:
    take(post(7, "Open"), post(8, "Shut", comments="closed"), post(9, "Draft", status="draft"))

    assert Article.objects.get(title="Open").discussion_age_from == NOW
    assert Article.objects.get(title="Draft").discussion_age_from is None
    assert Discussion.objects.get().article.title == "Shut"
    assert Discussion.objects.get().mode == Discussion.Mode.CLOSED


def test_no_account_is_made_and_nobody_is_told(take: Import) -> None:
    inside = [filed("River"), comment(71, name="Ida", email="ida@old.example", user=1)]

    take(author("ida", "Ida"), post(7, inside=inside))

    assert not User.objects.exists()
    assert not mail.outbox
    assert not DBTaskResult.objects.exists()
    assert not Notice.objects.exists()


# -- Pictures --------------------------------------------------------------------------------------


def test_pictures_come_into_the_library_each_once(take: Import, uploads: Path) -> None:
    src = f"{BASE}/wp-content/uploads/2023/weir-300x200.jpg"
    said = take(
        picture(5, "2023/weir.jpg", alt="A weir", caption="At noon"),
        picture(6, "2023/lock.png"),
        picture(9, "2023/unused.png"),
        post(
            7, content=f'<img src="{src}">[gallery ids="6,5"]', inside=[meta("_thumbnail_id", "5")]
        ),
        post(8, "Two", content=f'<img class="wp-image-5" src="{src}">'),
        uploads=uploads,
    )

    weir, lock = Picture.objects.order_by("alt")
    assert (weir.alt, weir.caption, lock.alt) == ("A weir", "At noon", "lock")
    piece = Article.objects.get(slug="low-water")
    assert piece.cover == weir
    assert piece.body.count(weir.file.url) == 2
    assert "2 pictures" in said
    assert "1 attachment that no piece shows" in said


@pytest.mark.parametrize("name", ["bomb.png", "page.jpg"])
def test_a_picture_that_is_none_is_refused_and_the_piece_comes_without(
    take: Import, uploads: Path, name: str
) -> None:
    said = take(
        picture(5, f"2023/{name}"),
        post(7, content=f'<p>Text.</p><img src="{BASE}/wp-content/uploads/2023/{name}">'),
        uploads=uploads,
    )

    assert "<img" not in Article.objects.get().body
    assert not Picture.objects.exists()
    assert "1 picture that could not be used" in said


def test_a_picture_outside_the_folder_is_never_read(take: Import, uploads: Path) -> None:
    (uploads.parent / "outside.jpg").write_bytes(picture_bytes())
    (uploads / "2023" / "link.jpg").symlink_to(uploads.parent / "outside.jpg")

    said = take(
        picture(5, "../outside.jpg"),
        picture(6, "2023/link.jpg"),
        post(7, content='[gallery ids="5,6"]', inside=[filed("River"), meta("_thumbnail_id", "5")]),
        uploads=uploads,
    )

    assert not Picture.objects.exists()
    assert "2 pictures that are not in the uploads folder" in said


def test_without_a_folder_pictures_are_counted(take: Import) -> None:
    said = take(picture(5, "2023/weir.jpg"), post(7, content='[gallery ids="5"]'))

    assert "1 picture, because no uploads folder was named" in said


# -- Links between pieces --------------------------------------------------------------------------


def see_also(address: str, words: str = "x") -> str:
    return f'<p>See also <a href="{address}">{words}</a></p>'


def test_see_also_may_point_forward_and_by_number(take: Import) -> None:
    take(
        post(7, "First", content=see_also(f"{BASE}/2023/05/second/") + see_also("/?p=9")),
        post(8, "Second", content=f'<p><a href="{BASE}/2023/05/first/#more">back</a></p>'),
        post(9, "Third"),
    )

    first, second = Article.objects.get(title="First"), Article.objects.get(title="Second")
    links = RelatedStory.objects.filter(origin=first, kind="see_also", in_text=True)
    assert [link.target.title for link in links] == ["Second", "Third"]
    assert f'data-related="{second.uuid}"' in first.body
    assert 'href="/articles/first/"' in second.body


def test_a_story_that_continues_a_piece_is_one(take: Import) -> None:
    content = "<p>Text.</p><p>It's not over... the story goes on: The Weir Keeper</p>"

    said = take(post(7, content=content), post(8, "The Weir Keeper"))

    story = Article.objects.get(title="The Weir Keeper")
    link = RelatedStory.objects.get()
    assert (link.origin, link.target.slug, link.kind) == (story, "low-water", "continues")
    assert story.kind == Article.Kind.STORY
    assert "not over" not in Article.objects.get(slug="low-water").body
    assert "1 “It’s not over” that leads to its story" in said


def test_a_story_that_is_missing_is_reported(take: Import) -> None:
    said = take(post(7, content="<p>It's not over: The Lost Weir</p>"))

    assert "1 “It’s not over” names a story that is not here" in said
    assert "The Lost Weir" in said


def test_see_also_finds_what_an_earlier_import_brought(take: Import) -> None:
    take(post(7, "First"))

    take(post(8, "Second", content=see_also(f"{BASE}/2023/05/first/")))

    assert RelatedStory.objects.get().target.title == "First"


# -- Old addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/2023/05/caf%C3%A9/",
        "/2023/05/caf%c3%a9",
        "/?p=7",
        "/2023/05/old-name/",
        "/2023/05/caf%C3%A9/weir/",
        "/?attachment_id=5",
    ],
)
def test_old_addresses_lead_to_the_piece_for_good(
    take: Import, client: Client, address: str
) -> None:
    take(
        picture(5, "2023/weir.jpg", parent=7).replace(
            f"{BASE}/2023/05/weir/", f"{BASE}/2023/05/caf%c3%a9/weir/"
        ),
        post(
            7,
            slug="caf%c3%a9",
            link=f"{BASE}/2023/05/caf%c3%a9/",
            inside=[filed("River"), meta("_wp_old_slug", "old-name")],
        ),
    )

    answer = client.get(address, follow=True)

    assert answer.redirect_chain[-1] == ("/articles/caf%C3%A9/", 301)
    assert answer.status_code == 200


# -- Again, dry, refused, stopped ------------------------------------------------------------------


def sample(uploads: Path) -> list[str]:
    content = (
        "<p>Text.</p>" + see_also("/?p=8") + f'<img src="{BASE}/wp-content/uploads/2023/weir.jpg">'
    )
    inside = [filed("River"), filed("low", "", "post_tag"), comment(71), comment(72, parent=71)]
    return [
        author("ida"),
        picture(5, "2023/weir.jpg"),
        post(7, content=content, inside=inside),
        post(8, "Story", content="<p>It's not over: Low Water</p>"),
        post(2, "About", kind="page"),
    ]


def test_a_second_run_changes_nothing(take: Import, uploads: Path) -> None:
    take(*sample(uploads), uploads=uploads)
    before = everything()

    said = take(*sample(uploads), uploads=uploads)

    assert everything() == before
    assert "Nothing new" in said
    assert "3 pieces are here already" in said


def test_what_an_editor_changed_stays(take: Import, uploads: Path) -> None:
    take(*sample(uploads), uploads=uploads)
    Article.objects.update(title="Changed", body="<p>Other.</p>")
    RelatedStory.objects.all().delete()
    before = everything()

    take(*sample(uploads), uploads=uploads)

    assert everything() == before


def test_a_later_export_adds_what_is_new_and_says_what_changed(take: Import) -> None:
    take(post(7, inside=[filed("River"), comment(71)]))

    said = take(
        post(
            7,
            "Renamed",
            changed="2024-06-02 00:00:00",
            inside=[filed("River"), comment(71), comment(72, "New", parent=71)],
        ),
        post(8, "Second"),
    )

    assert set(Article.objects.values_list("title", flat=True)) == {"Low Water", "Second"}
    assert Comment.objects.get(text="New").depth == 2
    assert Discussion.objects.get().published_count == 2
    assert "1 of them was changed in WordPress after it was taken" in said


def test_a_dry_run_says_the_same_and_writes_nothing(take: Import, uploads: Path) -> None:
    before = everything()

    dry = take(*sample(uploads), uploads=uploads, dry_run=True)

    assert everything() == before
    wet = take(*sample(uploads), uploads=uploads)
    assert dry.replace("This would be taken:", "Taken:") == wet


@pytest.mark.parametrize("cut", ["</rss>", "</channel>", "<wp:post_type>"])
def test_a_malformed_file_is_refused_and_changes_nothing(take: Import, cut: str) -> None:
    whole = export(post(7), post(8, "Two"))
    before = everything()

    with pytest.raises(CommandError, match=r"nothing was changed. Line \d+"):
        take(text=whole[: whole.rindex(cut)])

    assert everything() == before


def test_a_path_that_is_wrong_is_one_clear_sentence(take: Import, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_wordpress", str(tmp_path / "no.xml"))
    with pytest.raises(CommandError, match="There is no folder"):
        take(post(7), uploads=tmp_path / "no")


class Impatient(io.StringIO):
    """Presses Ctrl-C when it reads that a hundred pieces are done."""

    def write(self, text: str) -> int:
        if "  100 of " in text:
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_it_stops_between_batches_and_goes_on_later(take: Import, tmp_path: Path) -> None:
    first = post(1, "First", content=see_also("/?p=150"), inside=[filed("River"), comment(71)])
    items = [first, *(post(number, f"Piece {number}") for number in range(2, 151))]
    take(*items, dry_run=True)
    said, handler = Impatient(), signal.getsignal(signal.SIGINT)

    call_command("import_wordpress", str(tmp_path / "export.xml"), stdout=said)

    assert "Stopped after 100 of 150 pieces" in said.getvalue()
    assert Article.objects.count() == 100
    assert not RelatedStory.objects.exists()
    assert signal.getsignal(signal.SIGINT) is handler
    take(*items)
    assert Article.objects.count() == 150
    assert RelatedStory.objects.get().target.title == "Piece 150"
    assert Comment.objects.count() == 1


def test_queries_do_not_grow_with_the_pieces_of_a_batch(take: Import) -> None:
    def count(numbers: range) -> int:
        with CaptureQueriesContext(connection) as queries:
            take(
                author("ida"),
                *(
                    post(at, f"Piece {at}", inside=[filed("River"), comment(at + 2000)])
                    for at in numbers
                ),
            )
        return len(queries)

    count(range(1, 2))

    # SQLite takes large inserts in a few parts.
    assert count(range(20, 100)) <= count(range(10, 20)) + 5
