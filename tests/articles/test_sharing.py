"""Share images: what they show, when they are drawn, when they go."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.actions import (
    ask_for_share_images,
    publish_article,
    save_article,
    save_picture,
    save_publication,
    save_section,
    withdraw_article,
)
from articles.actions.sharing import draw_share_image_of
from articles.images import Shared, draw_share_image
from articles.models import Article, Picture, Publication
from tests.factories.articles import article, picture, published_article
from tests.factories.community import editor

pytestmark = pytest.mark.django_db
RunTasks = Callable[[], int]
TEAL = (14, 90, 80)


def image_of(piece: Article) -> Image.Image:
    piece.refresh_from_db()
    with default_storage.open(str(piece.share_image.name)) as file:
        image = Image.open(BytesIO(file.read()))
    image.load()
    return image


def drawn(title: str, **more: object) -> bytes:
    return draw_share_image(Shared(title, "Cities", "The Lamplighter", TEAL, **more))  # type: ignore[arg-type]  # of one test


def test_a_published_piece_gets_one_and_keeps_it_while_nothing_changes(run_tasks: RunTasks) -> None:
    piece = publish_article(article("On ferries", cover=picture()), by=editor())
    run_tasks()
    assert image_of(piece).size == (1200, 630)
    name = piece.share_image.name

    draw_share_image_of(piece.pk)

    piece.refresh_from_db()
    assert piece.share_image.name == name


def test_it_is_served_to_other_sites(run_tasks: RunTasks, client: Client) -> None:
    piece = publish_article(article("On ferries"), by=editor())
    run_tasks()
    piece.refresh_from_db()

    answer = client.get(piece.share_image.url)

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_new_title_is_drawn_and_the_old_image_goes(run_tasks: RunTasks) -> None:
    piece = publish_article(article("On ferries"), by=editor())
    run_tasks()
    piece.refresh_from_db()
    before = str(piece.share_image.name)

    piece.title = "On trains"
    save_article(piece, by=editor("Enno"))
    run_tasks()

    piece.refresh_from_db()
    assert piece.share_image.name != before
    assert not default_storage.exists(before)


def test_a_withdrawn_piece_has_none(run_tasks: RunTasks) -> None:
    piece = publish_article(article("On ferries"), by=editor())
    run_tasks()
    piece.refresh_from_db()
    before = str(piece.share_image.name)

    withdraw_article(piece, by=editor("Enno"))
    run_tasks()

    piece.refresh_from_db()
    assert not piece.share_image
    assert not default_storage.exists(before)


def change_publication(_piece: Article) -> None:
    save_publication(Publication(name="The Evening Lamp"), by=editor("Enno"))


def change_section(piece: Article) -> None:
    piece.section.name = "Ports"
    save_section(piece.section, by=editor("Enno"))


def change_focus(piece: Article) -> None:
    assert piece.cover is not None
    piece.cover.focus = Picture.Focus.LEFT
    save_picture(piece.cover, by=editor("Enno"))


@pytest.mark.parametrize("change", [change_publication, change_section, change_focus])
def test_what_it_shows_is_drawn_anew_by_the_clock(
    change: Callable[[Article], None], run_tasks: RunTasks
) -> None:
    piece = publish_article(article("On ferries", cover=picture()), by=editor())
    run_tasks()
    piece.refresh_from_db()
    before = piece.shared_as

    change(piece)
    ask_for_share_images()
    run_tasks()

    piece.refresh_from_db()
    assert piece.shared_as not in ("", before)


def test_the_clock_draws_what_an_archive_brought_and_then_rests(run_tasks: RunTasks) -> None:
    piece = published_article("On ferries")
    ask_for_share_images()
    run_tasks()
    assert image_of(piece).size == (1200, 630)

    ask_for_share_images()

    assert run_tasks() == 0


def test_a_cover_that_cannot_be_opened_is_left_out(run_tasks: RunTasks) -> None:
    cover = picture()
    default_storage.delete(str(cover.file.name))
    piece = publish_article(article("On ferries", cover=cover), by=editor())
    run_tasks()

    assert image_of(piece).size == (1200, 630)


@pytest.mark.parametrize("title", ["On ferries", "ماء السبيل", "Ποταμός", "Река", "S" * 180])
def test_titles_of_many_scripts_are_written(title: str) -> None:
    assert drawn(title) != drawn("")


def test_what_no_font_has_is_left_out() -> None:
    assert drawn("\U00010380\U00010381") == drawn("")


def test_the_cover_keeps_its_focal_point() -> None:
    cover = Image.new("RGB", (2000, 630), (255, 0, 0))
    cover.paste((0, 0, 255), (1000, 0, 2000, 630))

    left, right = (
        Image.open(BytesIO(drawn("", cover=cover, focus=focus))).getpixel((900, 300))
        for focus in ("left", "bottom-right")
    )

    assert left == pytest.approx((254, 0, 0), abs=3)
    assert right == pytest.approx((0, 0, 254), abs=3)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_title_is_too_much(title: str) -> None:
    assert drawn(title)
