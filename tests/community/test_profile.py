"""One's own page: what may be changed, by whom, and what everybody sees of it."""

import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.actions.accounts import open_account
from community.actions.notices import notify_member
from community.actions.profile import HandleTaken, change_profile, set_picture
from community.models import Notice, Sanction, Standing, User
from tests.factories.community import citizen, member, shows

pytestmark = pytest.mark.django_db

ME = "/community/me/"


def picture_file(size: tuple[int, int] = (600, 400)) -> SimpleUploadedFile:
    """A photograph that says which camera took it, under a name that means harm."""
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera"
    Image.new("RGB", size, "teal").save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("../../me.php", written.getvalue(), "image/jpeg")


def form(user: User, **changes: object) -> dict[str, object]:
    kept = {"display_name": user.display_name, "handle": user.handle, "bio": user.bio}
    return kept | changes


def test_member_changes_name_handle_and_words(client: Client) -> None:
    ada = member("Ada")
    client.force_login(ada)

    client.post(ME, form(ada, display_name="Ada King", handle="countess", bio="Counts stars."))

    ada.refresh_from_db()
    assert (ada.display_name, ada.handle, ada.bio) == ("Ada King", "countess", "Counts stars.")
    assert client.get("/community/members/countess/").status_code == 200


def test_nobody_but_oneself_changes_a_page() -> None:
    ada, bob = member("Ada"), member("Bob")

    with pytest.raises(PermissionDenied):
        change_profile(ada, by=bob, display_name="Fool", handle="fool", bio="")


@pytest.mark.parametrize("kind", [Sanction.Kind.SILENCED, Sanction.Kind.BANNED])
def test_silenced_member_does_not_speak_through_their_page(client: Client, kind: str) -> None:
    ada = member("Ada")
    until = timezone.now() + timedelta(days=1)
    Sanction.objects.create(user=ada, kind=kind, reason="Shouted.", until=until)
    client.force_login(ada)

    response = client.post(ME, form(ada, bio="Still shouting."))

    assert response.status_code == 403
    ada.refresh_from_db()
    assert ada.bio == ""
    assert "Shouted." in client.get(ME).content.decode()


@pytest.mark.parametrize("handle", ["bob", "BOB", "admin", "-a", "a b", "ünal", ""])
def test_handle_that_is_taken_kept_or_malformed_is_refused_beside_its_field(
    client: Client, handle: str
) -> None:
    member("Bob")
    ada = member("Ada")
    client.force_login(ada)

    response = client.post(ME, form(ada, handle=handle))

    assert response.status_code == 422
    assert 'id="id_handle_error"' in response.content.decode()
    ada.refresh_from_db()
    assert ada.handle == "ada"


def test_handle_taken_in_the_same_moment_is_refused_by_the_action() -> None:
    member("Bob")
    ada = member("Ada")

    with pytest.raises(HandleTaken):
        change_profile(ada, by=ada, display_name="Ada", handle="bob", bio="")


def test_page_form_takes_no_fields_that_are_not_ones_own(client: Client) -> None:
    ada = member("Ada")
    client.force_login(ada)

    client.post(
        ME,
        form(ada, is_staff="on", is_superuser="on", standing="citizen", email="x@example.org"),
    )

    ada.refresh_from_db()
    assert not ada.is_staff
    assert not ada.is_superuser
    assert ada.standing == Standing.VISITOR
    assert ada.email == "ada@example.org"


def test_picture_becomes_a_square_with_a_new_name_and_nothing_of_the_file(
    client: Client,
) -> None:
    ada = member("Ada")
    client.force_login(ada)

    client.post(ME, form(ada, new_picture=picture_file()))

    ada.refresh_from_db()
    assert re.fullmatch(r"people/[0-9a-f]{20}\.webp", str(ada.picture.name))
    with Image.open(ada.picture) as kept:
        assert kept.size == (256, 256)
        assert kept.format == "WEBP"
        assert not kept.getexif()


def test_file_that_is_no_picture_is_refused_with_a_sentence(client: Client) -> None:
    ada = member("Ada")
    client.force_login(ada)
    file = SimpleUploadedFile("me.jpg", b"<script>alert(1)</script>", "image/jpeg")

    response = client.post(ME, form(ada, new_picture=file))

    assert response.status_code == 422
    assert "not a picture" in response.content.decode()
    ada.refresh_from_db()
    assert not ada.picture


def test_new_picture_takes_the_place_of_the_old_one_and_none_leaves_none(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    ada = member("Ada")
    set_picture(ada, by=ada, file=picture_file())
    first, storage = str(ada.picture.name), ada.picture.storage

    with django_capture_on_commit_callbacks(execute=True):
        set_picture(ada, by=ada, file=picture_file())
    second = str(ada.picture.name)
    assert not storage.exists(first)
    assert storage.exists(second)

    with django_capture_on_commit_callbacks(execute=True):
        set_picture(ada, by=ada, file=None)
    assert not storage.exists(second)
    assert not User.objects.get().picture


def test_everybody_sees_name_standing_and_words_and_nobody_the_address(client: Client) -> None:
    ada = shows(citizen("Ada", number=7, bio="Counts stars."), "in_register")

    page = client.get(ada.get_absolute_url()).content.decode()

    assert "Ada" in page
    assert "no. 7" in page
    assert "Counts stars." in page
    assert ada.email not in page


def test_words_of_a_member_are_text_and_never_markup(client: Client) -> None:
    member("Ada", bio="<script>alert(1)</script>")

    page = client.get("/community/members/ada/").content.decode()

    assert "&lt;script&gt;alert(1)" in page


def test_page_of_a_closed_account_is_not_found(client: Client) -> None:
    member("Ada", is_active=False)

    assert client.get("/community/members/ada/").status_code == 404
    assert client.get("/community/members/nobody/").status_code == 404


def test_ones_own_pages_ask_strangers_to_sign_in(client: Client) -> None:
    for path in (ME, "/community/me/notices/"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_notices_are_listed_and_read_by_a_press_not_by_looking(client: Client) -> None:
    ada, bob = member("Ada"), member("Bob")
    for user in (ada, bob):
        notify_member(user, Notice.Kind.APPLICATION_GRANTED, "/community/")
    client.force_login(ada)

    page = client.get("/community/me/notices/").content.decode()
    assert "your application has been granted" in page
    assert Notice.objects.unread().count() == 2

    client.post("/community/me/notices/")
    assert [notice.user for notice in Notice.objects.unread()] == [bob]


def test_page_without_notices_invites(client: Client) -> None:
    client.force_login(member())

    assert "Nothing has happened yet" in client.get("/community/me/notices/").content.decode()


def test_list_of_notices_costs_the_same_for_three_and_for_thirty(
    client: Client,
) -> None:
    ada = member("Ada")
    client.force_login(ada)
    client.get("/community/me/notices/")
    costs = []
    for more in (3, 27):
        for _ in range(more):
            notify_member(ada, Notice.Kind.COMMENT_ANSWERED, "/", name="Bob", article="Piece")
        with CaptureQueriesContext(connection) as queries:
            client.get("/community/me/notices/")
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


# -- Former handles --------------------------------------------------------------------------------


def rename(user: User, handle: str) -> None:
    change_profile(user, by=user, display_name=user.display_name, handle=handle, bio=user.bio)


def test_former_handle_leads_to_the_present_one(client: Client) -> None:
    ada = member("Ada")
    rename(ada, "countess")
    rename(ada, "lovelace")
    for former in ("ada", "countess"):
        response = client.get(f"/community/members/{former}/")
        assert (response.status_code, response["Location"]) == (302, ada.get_absolute_url())


def test_nobody_else_takes_a_former_handle(client: Client) -> None:
    rename(member("Ada"), "countess")
    bob = member("Bob")
    client.force_login(bob)
    response = client.post(ME, form(bob, handle="ada"))
    assert response.status_code == 422
    assert "This handle is taken." in response.content.decode()
    assert open_account(email="second@example.org", display_name="Ada").handle != "ada"


def test_member_goes_back_to_a_former_handle() -> None:
    ada = member("Ada")
    rename(ada, "countess")
    rename(ada, "ada")
    assert [row.handle for row in ada.former_handles.all()] == ["countess"]


def test_handles_are_not_collected() -> None:
    ada = member("Ada")
    for number in range(5):
        rename(ada, f"ada-{number}")
    with pytest.raises(HandleTaken, match="often this year"):
        rename(ada, "ada-5")
    ada.refresh_from_db()
    assert ada.handle == "ada-4"


def test_former_handle_of_a_closed_account_leads_nowhere(client: Client) -> None:
    ada = member("Ada")
    rename(ada, "countess")
    User.objects.update(is_active=False)
    assert client.get("/community/members/ada/").status_code == 404
