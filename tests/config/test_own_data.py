"""All that is known of a member, for the member alone."""

import io
import json
import tempfile
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from community.actions.profile import change_profile
from community.actions.standing import renounce_standing, return_standing
from community.models import User
from config.own_data import ROOMS, write_archive
from config.own_data.labels import LABELS
from tests.community.codes import last_code, sign_in
from tests.factories.appeals import declined_application
from tests.factories.comments import discussion
from tests.factories.community import citizen, member, resident
from tests.factories.lives import BIO, EMAIL, NAME, WORD, whole_life

pytestmark = pytest.mark.django_db
DATA = "/community/me/data/"


def archive_of(user: User) -> ZipFile:
    file = io.BytesIO()
    write_archive(user, file)
    return ZipFile(file)


def read(answer: Any) -> bytes:  # noqa: ANN401  # a response of the test client
    """Closing the answer itself would close the test's connection, too."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


def room(archive: ZipFile, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(archive.read(f"{name}.json"))
    return rows


def everything(archive: ZipFile) -> str:
    names = [name for name in archive.namelist() if not name.endswith(".webp")]
    return "\n".join(archive.read(name).decode() for name in names)


def test_every_room_has_a_file_and_a_whole_life_fills_each() -> None:
    archive = archive_of(User.objects.get(pk=whole_life().member.pk))

    assert set(archive.namelist()) == {f"{each.name}.json" for each in ROOMS} | {
        "index.html",
        "picture.webp",
    }
    assert [each.name for each in ROOMS if not room(archive, each.name)] == []


def test_it_has_their_words_and_what_was_decided_about_them() -> None:
    archive = archive_of(User.objects.get(pk=whole_life().member.pk))

    account = room(archive, "account")[0]
    assert (account["name"], account["e_mail"], account["about"]) == (NAME, EMAIL, BIO)
    texts = {row["text"]: row for row in room(archive, "comments")}
    assert texts[f"The {WORD} as it is."]["earlier_texts"] == [f"The {WORD} first."]
    hidden = texts[f"A {WORD} that was hidden."]
    assert hidden["why_it_is_hidden"] == f"{NAME} insults the writer."
    assert any(row["reason"] for row in room(archive, "record"))
    page = archive.read("index.html").decode()
    assert f"The {WORD} as it is." in page
    assert "<script" not in page


def test_it_has_no_secret_and_nothing_of_others() -> None:
    life = whole_life()
    session = UserSession.objects.get(user=life.member).session_key
    key = life.member.consent.check_key
    others = User.objects.exclude(pk=life.member.pk)
    said = everything(archive_of(life.member))

    for secret in (session, key, "sealed", life.member.session_key):
        assert secret not in said
    for other in others:
        assert other.email not in said
        assert str(other.record_id) not in said
    assert "Is that so?" not in said  # what somebody answered
    assert "Ask @" not in said


def test_editors_have_no_names_in_an_application() -> None:
    asked = declined_application(member("Ada"))
    asked.messages.create(author=resident("Edda"), text="Why here?")

    rows = room(archive_of(asked.applicant), "applications")

    assert rows[0]["reason"] == "Read a little more first."
    assert [one["by"] for one in rows[0]["questions_and_answers"]] == ["The editors"]


def test_markup_in_words_stays_words() -> None:
    ada = member("Ada", bio="<script>alert(1)</script>")

    page = archive_of(ada).read("index.html").decode()

    assert "&lt;script&gt;alert(1)" in page


def test_page_gives_the_file_to_its_owner_and_nobody_keeps_it(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)

    answer = client.post(DATA)

    assert answer["Content-Disposition"].startswith('attachment; filename="ada-')
    assert "no-store" in answer["Cache-Control"]
    archive = ZipFile(io.BytesIO(read(answer)))
    assert room(archive, "account")[0]["handle"] == "ada"


def test_after_a_while_it_asks_who_one_is_and_leads_back(client: Client) -> None:
    ada = member("Ada")
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        sign_in(client, ada.email)

    prove = client.post(DATA)["Location"]

    client.post(prove, {"action": "send"})
    assert client.post(prove, {"code": last_code(ada.email)})["Location"] == DATA
    assert "press the button again" in client.get(DATA).content.decode()
    assert read(client.post(DATA)).startswith(b"PK")


def test_it_is_logged_and_has_a_limit(
    client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    settings.LIMITS_ENABLED = True

    for _each in range(5):
        read(client.post(DATA))

    assert caplog.messages.count("own data exported") == 5
    assert client.post(DATA).status_code == 429


def test_an_operator_writes_it_for_who_asks_by_letter(tmp_path: Path) -> None:
    member("Ada")
    file = tmp_path / "ada.zip"

    call_command("export_member", "ADA@example.org", str(file))

    assert room(ZipFile(file), "account")[0]["name"] == "Ada"
    assert file.stat().st_mode & 0o077 == 0  # for its owner alone
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(CommandError, match="exists"):
        call_command("export_member", "ada@example.org", str(file))
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("export_member", "bob@example.org", str(tmp_path / "bob.zip"))


def peak(user: User) -> int:
    """The most memory that writing the archive took, in bytes."""
    tracemalloc.start()
    with tempfile.TemporaryFile() as file:
        write_archive(user, file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_what_was_written() -> None:
    ada, under = resident("Ada"), discussion()

    def writes(first: int, last: int) -> None:
        Comment.objects.bulk_create(
            Comment(discussion=under, author=ada, text=f"{number} " * 300, text_hash=f"{number}")
            for number in range(first, last)
        )

    peak(ada)  # templates, once
    writes(0, 1000)
    few = peak(ada)
    writes(1000, 3000)
    assert peak(ada) < 1.3 * few


def test_whoever_had_another_handle_and_another_standing_gets_the_file_too() -> None:
    ada = citizen("Ada")
    change_profile(ada, by=ada, display_name="Ada", handle="countess", bio="")
    renounce_standing(ada, by=ada, standing="citizen", to="resident")
    return_standing(ada, by=ada)
    told = {name for room in ROOMS for row in room.rows(ada) for name in row}
    assert {"former_handles", "came_back"} <= told
    assert told <= set(LABELS)
