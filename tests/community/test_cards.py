"""Certificates, passports and the page that says whether they are good."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
import zxingcpp
from django.conf import settings as django_settings
from django.core import signing
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageChops
from pytest_django import Settings

from community.actions.consent import check_token, revoke_cards
from community.actions.ladder import grant_application
from community.actions.people import found_city
from community.actions.profile import set_picture
from community.models import Charter, Consent, Notice, User
from tests.community.test_city_pages import words
from tests.factories.community import (
    application,
    charter,
    citizen,
    editor,
    member,
    resident,
    shows,
)
from tests.factories.files import picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CERTIFICATE, PASSPORT = "/community/me/certificate/", "/community/me/passport.png"


def certificate_of(user: User, client: Client) -> str:
    client.force_login(user)
    return client.get(CERTIFICATE).content.decode()


def passport_of(user: User, client: Client) -> Image.Image:
    client.force_login(user)
    answer = client.get(PASSPORT)
    assert answer["Content-Type"] == "image/png"
    image = Image.open(BytesIO(answer.content))
    image.load()
    return image


def checked(token: str, client: Client, status: int = 200) -> str:
    answer = client.get(f"/community/check/{token}/")
    assert answer.status_code == status
    return words(answer.content.decode())


def token_of(user: User) -> str:
    return check_token(Consent.objects.get(user=user))


# -- The certificate -------------------------------------------------------------------------------


def test_a_citizen_reads_name_number_day_and_charter(client: Client) -> None:
    charter(citizen={"is_open": True})
    asked = application(resident("Ada Lovelace"))
    found_city(member())
    grant_application(asked, by=editor(), reason="Welcome home.")

    page = words(certificate_of(User.objects.get(pk=asked.applicant_id), client))

    assert "Certificate of Citizenship" in page
    assert "Ada Lovelace" in page
    assert "No. 2" in page
    assert "under version 2 of the charter" in page


def test_a_later_charter_does_not_change_what_was_promised(client: Client) -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    charter()
    assert Charter.objects.adopted().count() == 2

    page = words(certificate_of(User.objects.get(pk=asked.applicant_id), client))

    assert "Letter of Residence" in page
    assert "under version 1 of the charter" in page


def test_it_congratulates_until_the_member_has_answered_and_again_as_a_citizen(
    client: Client,
) -> None:
    rana = resident("Rana")
    assert "Welcome home, Rana." in certificate_of(rana, client)

    answer = client.post("/community/me/consent/", {"certificate": "1"})
    assert answer["Location"] == CERTIFICATE
    assert "Welcome home" not in certificate_of(rana, client)

    User.objects.filter(pk=rana.pk).update(standing="citizen", citizen_number=9)
    assert "Welcome home, Rana." in certificate_of(User.objects.get(pk=rana.pk), client)


def test_the_code_of_the_page_leads_to_the_check_page(client: Client) -> None:
    ada = citizen("Ada")

    page = certificate_of(ada, client)

    assert f'href="{django_settings.SITE_URL}/community/check/{token_of(ada)}/"' in page
    assert page.count("qr-squares") == 1


def test_who_has_no_card_key_gets_a_sheet_without_a_code(client: Client) -> None:
    ada = citizen("Ada")
    Consent.objects.all().delete()

    page = certificate_of(ada, client)

    assert "qr-squares" not in page
    assert "Certificate of Citizenship" in page


def test_admission_tells_where_the_certificate_hangs(
    mailoutbox: list[object], run_tasks: Callable[[], int]
) -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    run_tasks()

    assert Notice.objects.filter(user=asked.applicant).last() is not None
    granted = Notice.objects.get(user=asked.applicant, kind="application_granted")
    assert granted.url == CERTIFICATE
    letter = next(mail for mail in mailoutbox if CERTIFICATE in mail.body)  # type: ignore[attr-defined]  # a mail
    assert "Your letter of residence" in letter.body  # type: ignore[attr-defined]  # a mail
    assert CERTIFICATE in letter.alternatives[0][0]  # type: ignore[attr-defined]  # a mail


# -- The passport ----------------------------------------------------------------------------------


def test_a_passport_has_its_size_and_a_code_that_machines_read(client: Client) -> None:
    ada = citizen("Ada")

    image = passport_of(ada, client)

    assert image.size == (1050, 660)
    found = zxingcpp.read_barcodes(image.convert("RGB"), try_invert=False)
    address = f"{django_settings.SITE_URL}/community/check/{token_of(ada)}/"
    assert [code.text for code in found] == [address]


def test_a_passport_is_a_download_that_nothing_keeps(client: Client) -> None:
    client.force_login(citizen("Ada"))

    answer = client.get(PASSPORT)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'attachment; filename="passport-ada.png"'


def test_a_passport_shows_the_own_picture(client: Client) -> None:
    ada = citizen("Ada")
    without = passport_of(ada, client)
    set_picture(ada, by=ada, file=ContentFile(picture_bytes(), name="me.png"))

    with_picture = passport_of(User.objects.get(pk=ada.pk), client)

    left, top, right, bottom = ImageChops.difference(
        without.convert("RGB"), with_picture.convert("RGB")
    ).getbbox() or (0, 0, 0, 0)
    assert 40 < left < right < 270
    assert 150 < top < bottom < 380


def test_a_picture_that_is_gone_makes_way_for_the_mark(client: Client) -> None:
    ada = citizen("Ada")
    User.objects.filter(pk=ada.pk).update(picture="people/gone.webp")

    assert passport_of(User.objects.get(pk=ada.pk), client).size == (1050, 660)


@pytest.mark.parametrize(
    "name",
    ["W" * 80, "ياسمين الخطيب", "Ada \u202egnp.txe", "🌙🌙🌙", "林静怡", "A " * 40, "é\u0301" * 40],
    ids=["wide", "arabic", "turned", "moons", "chinese", "short words", "accents"],
)
def test_a_passport_holds_every_name(client: Client, name: str) -> None:
    ada = citizen("Ada", handle="ada")
    User.objects.filter(pk=ada.pk).update(display_name=name)

    image = passport_of(User.objects.get(pk=ada.pk), client)

    assert zxingcpp.read_barcodes(image.convert("RGB"), try_invert=False), (
        "the name covers the code"
    )


@time_machine.travel(NOON, tick=False)
def test_passports_are_drawn_so_often_and_then_ask_to_wait(
    client: Client, settings: Settings
) -> None:
    settings.LIMITS_ENABLED = True
    cache.clear()
    client.force_login(citizen("Ada"))

    statuses = [client.get(PASSPORT).status_code for _each in range(21)]

    assert statuses == [200] * 20 + [429]


# -- Checking a card -------------------------------------------------------------------------------


def test_a_good_card_says_so_and_nothing_else(client: Client) -> None:
    ada = citizen("Ada Lovelace", number=4711)

    said = checked(token_of(ada), client)

    assert "This card is good. Its holder is a citizen of Shining City on the Web." in said
    assert "Ada" not in said
    assert "4711" not in said


def test_a_dormant_holder_is_said_to_be_away(client: Client) -> None:
    dora = citizen("Dora", dormant_since="2026-01-01T00:00Z")

    assert "is a citizen of Shining City on the Web, away for a while" in checked(
        token_of(dora), client
    )


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"standing": "visitor"}],
    ids=["closed", "taken"],
)
def test_a_closed_account_or_a_standing_that_was_taken_has_no_name(
    client: Client, change: dict[str, object]
) -> None:
    ada = shows(citizen("Ada Lovelace", number=4711), *Consent.CHOICES)
    assert "Ada Lovelace" in checked(token_of(ada), client)

    User.objects.filter(pk=ada.pk).update(**change)

    said = checked(token_of(ada), client)
    assert "This card is good no more." in said
    assert "Ada" not in said
    assert "4711" not in said


def test_revoked_forged_and_unknown_cards_look_and_cost_the_same(client: Client) -> None:
    ada = shows(citizen("Ada"), *Consent.CHOICES)
    revoked = token_of(ada)
    client.force_login(ada)
    client.post("/community/me/consent/revoke/")
    client.logout()
    key, _dot, signature = token_of(ada).partition(".")
    elsewhere = signing.Signer(salt="another.purpose", sep=".").sign(key)
    unknown = [revoked, f"{key}.{signature[:-1]}_", f"other{key}.{signature}", key, elsewhere, "x"]

    pages, costs = set(), set()
    for token in [*unknown, "x" * 2000, "é.🌙"]:
        with CaptureQueriesContext(connection) as queries:
            pages.add(checked(token, client, status=404))
        costs.add(len(queries))

    assert pages == {words(client.get("/community/check/x/").content.decode())}
    with CaptureQueriesContext(connection) as queries:
        assert "This card is good." in checked(token_of(ada), client)
    assert costs == {len(queries)}


def test_a_new_key_makes_new_cards_and_leaves_others_alone(client: Client) -> None:
    ada, bob = citizen("Ada"), citizen("Bob")
    before = token_of(ada)

    revoke_cards(ada, by=ada)

    assert token_of(ada) != before
    checked(before, client, status=404)
    checked(token_of(ada), client)
    checked(token_of(bob), client)


def test_no_search_engine_and_no_cache_keeps_the_answer(client: Client) -> None:
    for token in (token_of(citizen("Ada")), "unknown"):
        answer = client.get(f"/community/check/{token}/")

        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex' in answer.content.decode()
        assert not answer.cookies


@time_machine.travel(NOON, tick=False)
def test_cards_are_checked_so_often_from_one_place(client: Client, settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    cache.clear()
    address = f"/community/check/{token_of(citizen('Ada'))}/"

    statuses = [client.get(address).status_code for _each in range(61)]

    assert statuses == [200] * 60 + [429]
    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200
