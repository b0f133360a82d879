"""The newsletter: asked for, confirmed by its owner, changed, left; nobody learns who gets it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Publication
from community.actions.newsletter import newsletter_token, read_newsletter_token
from community.errors import Refused
from community.models import Subscriber
from tests.factories.community import editor, writer

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = pytest.mark.django_db
RunTasks = Callable[[], int]
OURS = {"sec-fetch-site": "same-origin"}
KNOWN, UNKNOWN = "known@example.org", "unknown@example.org"


def ask(client: Client, email: str = UNKNOWN, *interests: str) -> "_MonkeyPatchedWSGIResponse":
    sent = {"email": email, "interests": interests or ("stories", "art")}
    return client.post("/newsletter/", sent, headers=OURS)


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000(/newsletter/\S+)", str(letter.body))
    assert found
    return found[1]


@pytest.fixture
def subscriber() -> Subscriber:
    return Subscriber.objects.create(email=KNOWN, stories=True)


def test_the_link_opens_a_page_and_its_button_confirms(client: Client, run_tasks: RunTasks) -> None:
    ask(client)
    run_tasks()
    link = link_in(mail.outbox[0])

    page = client.get(link).content.decode()
    assert UNKNOWN in page
    assert not Subscriber.objects.exists(), "scanners follow links"

    client.post(link, {"interests": ["stories", "photos"]}, headers=OURS)

    assert Subscriber.objects.get().interests == ["stories", "photos"]


def test_confirming_twice_is_one_subscription_and_one_welcome(
    client: Client, run_tasks: RunTasks
) -> None:
    link = f"/newsletter/confirm/{newsletter_token(UNKNOWN, ['art'])}/"
    for _time in range(2):
        client.post(link, {"interests": ["art"]}, headers=OURS)
    run_tasks()

    assert Subscriber.objects.count() == 1
    assert len(mail.outbox) == 1


def test_an_address_in_other_letters_is_the_same(client: Client, subscriber: Subscriber) -> None:
    link = f"/newsletter/confirm/{newsletter_token(KNOWN.upper(), ['art'])}/"
    client.post(link, {"interests": ["offers"]}, headers=OURS)

    subscriber.refresh_from_db()
    assert Subscriber.objects.count() == 1
    assert subscriber.interests == ["offers"]


def test_nobody_learns_whether_an_address_is_known(subscriber: Subscriber) -> None:
    def seen(email: str) -> tuple[int, str, int]:
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            answer = ask(client, email)
            page = client.get(answer["Location"])
        return answer.status_code, page.content.decode(), len(queries)

    assert seen(KNOWN) == seen(UNKNOWN)


def test_one_who_gets_it_is_told_so_in_the_letter_alone(
    client: Client, subscriber: Subscriber, run_tasks: RunTasks
) -> None:
    ask(client, KNOWN)
    run_tasks()

    assert "already" in mail.outbox[0].subject
    assert client.get(link_in(mail.outbox[0])).status_code == 200


def test_asking_changes_nothing_for_one_who_gets_it(client: Client, subscriber: Subscriber) -> None:
    ask(client, KNOWN, "offers")
    subscriber.refresh_from_db()
    assert subscriber.interests == ["stories"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"email": "nobody", "interests": "art"}, "Enter a valid email"),
        ({"email": UNKNOWN}, "Choose at least one."),
        ({"email": UNKNOWN, "interests": "weather"}, "weather"),
        ({"email": f"{'a' * 250}@example.org", "interests": "art"}, "at most 254"),
        ({"email": "a@b.org\r\nBcc: c@d.org", "interests": "art"}, "Enter a valid email"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    sent: dict[str, str], sentence: str, client: Client, run_tasks: RunTasks
) -> None:
    answer = client.post("/newsletter/", sent, headers=OURS)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert sent["email"].splitlines()[0] in text
    assert run_tasks() == 0


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_other_sites_cannot_send_the_form(headers: dict[str, str], run_tasks: RunTasks) -> None:
    client = Client()
    sent = {"email": UNKNOWN, "interests": "art"}
    assert client.post("/newsletter/", sent, headers=headers).status_code == 403
    assert run_tasks() == 0


def test_a_link_runs_out(client: Client) -> None:
    link = f"/newsletter/confirm/{newsletter_token(UNKNOWN, ['art'])}/"
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        answer = client.get(link)
        assert answer.status_code == 410
        assert "run out" in answer.content.decode()
        assert client.post(link, {"interests": ["art"]}, headers=OURS).status_code == 410


@given(st.text(max_size=60), st.integers(0, 80))
def test_no_other_token_is_taken(noise: str, at: int) -> None:
    token = newsletter_token(UNKNOWN, ["art"])
    for forged in (noise, token[:at], token[:at] + "x" + token[at + 1 :]):
        if forged != token:
            with pytest.raises(Refused):
                read_newsletter_token(forged)


def test_the_welcome_can_be_left_from_the_mail_program(client: Client, run_tasks: RunTasks) -> None:
    link = f"/newsletter/confirm/{newsletter_token(UNKNOWN, ['art'])}/"
    client.post(link, {"interests": ["art"]}, headers=OURS)
    run_tasks()
    letter = mail.outbox[0]
    assert isinstance(letter, EmailMultiAlternatives)
    way_out = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    path = way_out.removeprefix("http://localhost:8000")
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not Subscriber.objects.exists()


def test_opening_the_way_out_leaves_nothing_and_twice_is_silent(
    client: Client, subscriber: Subscriber
) -> None:
    path = f"/newsletter/{subscriber.token}/leave/"
    client.get(path)
    assert Subscriber.objects.exists()

    first, second = client.post(path), client.post(path)

    assert not Subscriber.objects.exists()
    assert first.status_code == second.status_code == 200
    assert client.get(f"/newsletter/{subscriber.token}/").status_code == 404


def test_interests_are_changed_by_who_holds_the_link(
    client: Client, subscriber: Subscriber
) -> None:
    path = f"/newsletter/{subscriber.token}/"
    assert client.post(path, {"interests": ["photos"]}, headers=OURS).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.interests == ["photos"]
    assert client.post(path, {}, headers=OURS).status_code == 422


@override_settings(LIMITS_ENABLED=True)
def test_a_network_asks_five_times_an_hour(client: Client) -> None:
    answers = [ask(client, f"reader{at}@example.org") for at in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


@override_settings(LIMITS_ENABLED=True)
def test_an_address_gets_three_letters_a_day_whoever_asks(run_tasks: RunTasks) -> None:
    answers = [
        ask(Client(REMOTE_ADDR=f"192.0.2.{at}"), UNKNOWN.upper() if at % 2 else UNKNOWN)
        for at in range(5)
    ]
    run_tasks()

    assert {answer.status_code for answer in answers} == {302}
    assert len(mail.outbox) == 3


def test_the_box_stands_on_every_page_and_sets_no_cookie(client: Client) -> None:
    for path in ("/", "/community/", "/no-such-page/"):
        answer = client.get(path)
        assert 'action="/newsletter/"' in answer.content.decode() or answer.status_code == 404
        assert not answer.cookies


def test_the_publication_words_its_own_box(client: Client) -> None:
    Publication.objects.update(newsletter_heading="Letters at dusk", newsletter_pitch="On Sundays.")
    page = client.get("/").content.decode()
    assert "Letters at dusk" in page
    assert "On Sundays." in page


def test_letters_are_from_the_publication_by_name(client: Client, run_tasks: RunTasks) -> None:
    Publication.objects.update(name='The "Evening", Lamp')
    ask(client)
    run_tasks()
    assert mail.outbox[0].from_email == '"The \\"Evening\\", Lamp" <city@localhost>'


def test_editors_see_who_gets_it_and_writers_do_not(client: Client, subscriber: Subscriber) -> None:
    client.force_login(editor())
    assert KNOWN in client.get("/admin/community/subscriber/?stories__exact=1").content.decode()
    assert KNOWN not in client.get("/admin/community/subscriber/?art__exact=1").content.decode()
    client.force_login(writer())
    assert client.get("/admin/community/subscriber/").status_code == 403
