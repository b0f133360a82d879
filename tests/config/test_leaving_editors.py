"""What an editor decided stays what it was when the editor has left."""

import pytest
from django.test import Client

from community.actions.appeals import decide_appeal
from community.actions.ladder import decline_application
from community.actions.ladder.review import start_review
from community.models import Application
from config.leaving import close_now
from tests.factories.appeals import appeal_about_application, appeal_about_sanction, panel_finds
from tests.factories.ballots import heard_application
from tests.factories.community import editor

pytestmark = pytest.mark.django_db


def test_a_decline_by_an_editor_who_left_is_not_taken_for_one_by_ballot() -> None:
    asked, _people = heard_application()
    start_review(asked)  # the ballot did not decide
    by = editor()
    decline_application(asked, by=by, reason="Too close.")
    close_now(by)
    declined = Application.objects.get(pk=asked.pk)
    assert declined.decided_by is None

    panel_finds(appeal_about_application(declined), "upheld")

    declined.refresh_from_db()
    assert declined.state == "in_review"


def test_an_editor_who_left_is_not_taken_for_a_panel() -> None:
    appeal, by = appeal_about_sanction(), editor()
    decide_appeal(appeal, by=by, outcome="dismissed", reason="It stands.")
    close_now(by)

    browser = Client()
    browser.force_login(appeal.member)

    assert "by an editor" in browser.get(appeal.get_absolute_url()).content.decode()
