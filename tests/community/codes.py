"""What tests of accounts do again and again."""

import re

from django.core import mail
from django.test import Client

CODE = re.compile(r"^[A-Z]{4}-[A-Z]{4}$", re.MULTILINE)


def last_code(to: str = "") -> str:
    """Return the code on a line of its own in the latest letter (to ``to``)."""
    letters = [letter for letter in mail.outbox if not to or letter.to == [to]]
    found = CODE.search(str(letters[-1].body))
    assert found, letters[-1].body
    return found.group()


def ask_for_code(client: Client, email: str, **extra: str) -> None:
    response = client.post("/accounts/login/", {"login": email}, **extra)  # type: ignore[arg-type]
    assert response.status_code == 302, response.content.decode()


def sign_in(client: Client, email: str, *, path: str = "") -> str:
    """Sign in by a mailed code; return where it leads."""
    ask_for_code(client, email)
    response = client.post(f"/accounts/login/code/confirm/{path}", {"code": last_code(email)})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def sign_up(client: Client, email: str, name: str = "") -> None:
    client.post("/accounts/signup/", {"email": email, "display_name": name})
    client.post("/accounts/confirm-email/", {"code": last_code(email)})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
