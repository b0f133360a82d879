"""Where one is signed in, and leaving everywhere else."""

import pytest
from django.test import Client

from tests.community.codes import is_signed_in, sign_in
from tests.factories.community import member

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/605.1.15"


def test_member_sees_their_sessions_in_plain_words() -> None:
    ada = member("Ada")
    here = Client(HTTP_USER_AGENT=FIREFOX)
    phone = Client(HTTP_USER_AGENT=PHONE)
    sign_in(here, ada.email)
    sign_in(phone, ada.email)
    sign_in(Client(HTTP_USER_AGENT="Chrome/140"), member("Bob").email)

    page = here.get("/accounts/sessions/").content.decode()

    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert "Chrome" not in page


def test_signing_out_everywhere_else_ends_the_other_sessions_on_the_server() -> None:
    ada = member("Ada")
    here, phone = Client(), Client()
    sign_in(here, ada.email)
    sign_in(phone, ada.email)

    here.post("/accounts/sessions/")

    assert here.get("/community/me/").status_code == 200
    assert phone.get("/community/me/").status_code == 302
    assert is_signed_in(here)
