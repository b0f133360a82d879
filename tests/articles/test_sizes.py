"""The sizes of pictures: made by the worker, offered by pages when they stand there."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles.actions import add_picture, ask_for_missing_sizes, delete_files, retry_sizes
from articles.actions.sizes import make_sizes_of
from articles.models import Picture
from articles.responsive import picture_html, with_sizes
from community.enqueue import enqueue
from tests.factories.articles import published_article
from tests.factories.community import editor, writer
from tests.factories.files import picture_bytes, upload

pytestmark = pytest.mark.django_db
RunTasks = Callable[[], int]


def large(mode: str = "RGB", kind: str = "JPEG") -> io.BytesIO:
    return io.BytesIO(picture_bytes((1000, 600), mode=mode, kind=kind))


def addresses_in(html: str) -> list[str]:
    sets = re.findall(r'srcset="([^"]+)"', html)
    found = [part.split()[0] for each in sets for part in each.split(", ")]
    return found + re.findall(r' src="([^"]+)"', html)


def test_a_picture_is_pending_and_shown_as_it_is_until_its_sizes_are_made(
    run_tasks: RunTasks,
) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    assert picture.state == Picture.State.PENDING
    assert "srcset" not in picture_html(picture, place="cover")

    run_tasks()

    picture.refresh_from_db()
    html = picture_html(picture, place="cover")
    assert picture.state == Picture.State.READY
    assert html.count("<source") == 2
    assert all(f"{width}w" in html for width in (320, 640, 960))
    assert "1280w" not in html, "nothing is made larger than it came"


def test_every_address_that_a_page_offers_is_served(run_tasks: RunTasks, client: Client) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    run_tasks()
    piece = published_article("On ferries", cover=picture)

    page = client.get(piece.get_absolute_url()).content.decode()

    offered = {address for address in addresses_in(page) if address.startswith("/media/")}
    answers = {address: client.get(address) for address in offered}
    assert len(offered) == 3 * 3 + 1
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {answer["Content-Type"] for answer in answers.values()} == {
        "image/avif", "image/webp", "image/jpeg",
    }  # fmt: skip


def test_sizes_have_the_width_that_they_are_called_by(run_tasks: RunTasks) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    run_tasks()

    for size in picture.file.get_picture_files_list():
        with default_storage.open(size.name) as file:
            assert Image.open(file).size == (size.width, round(size.width * 0.6))


def test_transparency_gets_white_paper_in_a_jpeg(run_tasks: RunTasks) -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(clear, "PNG")
    picture = add_picture(io.BytesIO(clear.getvalue()), alt="A logo", by=editor())
    run_tasks()

    colours: dict[str, tuple[object, bytes]] = {}
    for size in picture.file.get_picture_files_list():
        with default_storage.open(size.name) as file:
            shown = Image.open(file).convert("RGBA")
            colours[size.file_type] = shown.getchannel("A").getextrema(), shown.tobytes()[:3]

    assert colours["JPEG"] == ((255, 255), b"\xff\xff\xff")
    assert {colours["WEBP"][0], colours["AVIF"][0]} == {(0, 0)}


def test_a_file_that_is_gone_is_said_and_may_be_tried_again(run_tasks: RunTasks) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    content = default_storage.open(str(picture.file.name)).read()
    default_storage.delete(str(picture.file.name))
    run_tasks()
    picture.refresh_from_db()
    assert picture.state == Picture.State.FAILED

    default_storage.save(str(picture.file.name), io.BytesIO(content))
    retry_sizes(picture, by=editor("Enno"))
    run_tasks()

    picture.refresh_from_db()
    assert picture.state == Picture.State.READY


def test_a_writer_may_not_retry_the_pictures_of_others() -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    with pytest.raises(PermissionDenied):
        retry_sizes(picture, by=writer())


def test_the_clock_asks_for_pictures_of_an_archive_and_for_lost_ones(run_tasks: RunTasks) -> None:
    picture = add_picture(large(), alt="A harbour", by=None)
    assert run_tasks() == 0

    assert ask_for_missing_sizes() == 1
    assert ask_for_missing_sizes() == 0, "it was asked for a moment ago"
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert ask_for_missing_sizes() == 1
        run_tasks()
        assert ask_for_missing_sizes() == 0

    picture.refresh_from_db()
    assert picture.state == Picture.State.READY


def test_letters_go_before_pictures(run_tasks: RunTasks) -> None:
    add_picture(large(), alt="A harbour", by=editor())
    enqueue("community.tasks.send_mail", "vera@example.org", "Hello", "Words.", "<1@example.org>")

    first = DBTaskResult.objects.ready().first()

    assert first is not None
    assert first.task_path.endswith("send_mail")


def test_making_them_twice_is_silent(run_tasks: RunTasks) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    run_tasks()

    make_sizes_of(picture.pk)
    make_sizes_of(picture.pk + 1)

    picture.refresh_from_db()
    assert picture.state == Picture.State.READY


def test_deleting_leaves_no_file_behind(run_tasks: RunTasks) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    run_tasks()
    names = [size.name for size in picture.file.get_picture_files_list()]
    assert all(default_storage.exists(name) for name in names)

    delete_files(picture)

    assert not any(default_storage.exists(name) for name in [*names, str(picture.file.name)])


def test_pictures_in_a_text_get_their_sizes_and_nothing_else_changes(
    run_tasks: RunTasks, client: Client
) -> None:
    picture = add_picture(large(), alt="A harbour", by=editor())
    run_tasks()
    picture.refresh_from_db()
    img = f'<img src="{picture.file.url}" alt="A &amp; B">'
    body = f"<p>Words <em>of</em> it.</p><figure>{img}<figcaption>Caption</figcaption></figure>"
    piece = published_article("On ferries", body=body)

    page = client.get(piece.get_absolute_url()).content.decode()

    shown = re.search(r"<figure[^>]*>(<picture>.*?</picture>)", page)
    assert shown
    assert 'alt="A &amp; B"' in shown[1]
    assert 'width="1000" height="600"' in shown[1]
    assert 'loading="lazy"' in shown[1]
    assert piece.body.count("<source") == 0, "what is stored stays as it was written"


def test_a_picture_of_an_earlier_file_is_shown_as_it_stands() -> None:
    text = '<p><img src="/media/pictures/gone.jpg" alt="" width="3" height="2"></p>'
    assert with_sizes(text, []).count("<picture") == 0


def test_the_desk_says_what_state_a_picture_is_in(client: Client) -> None:
    client.force_login(by := editor())
    picture = add_picture(large(), alt="A harbour", by=by)
    Picture.objects.update(state=Picture.State.FAILED)
    address = f"/admin/articles/picture/{picture.pk}"
    assert "Try again" in client.get(f"{address}/change/").content.decode()

    client.post(f"{address}/retry/")

    picture.refresh_from_db()
    assert picture.state == Picture.State.PENDING
    assert "Try again" not in client.get(f"{address}/change/").content.decode()


def test_a_new_file_is_pending_again(client: Client, run_tasks: RunTasks) -> None:
    client.force_login(by := editor())
    picture = add_picture(large(), alt="A harbour", by=by)
    run_tasks()

    client.post(
        f"/admin/articles/picture/{picture.pk}/change/",
        {"upload": upload(), "alt": "A harbour", "focus": "centre"},
    )

    picture.refresh_from_db()
    assert picture.state == Picture.State.PENDING
    assert run_tasks() == 1
