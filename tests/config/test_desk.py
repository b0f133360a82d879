"""The desk opens with what waits for the person who opens it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from config.desk import waiting_for
from tests.factories.appeals import appeal_about_sanction
from tests.factories.articles import article
from tests.factories.comments import held_comment
from tests.factories.community import application, editor, moderator, writer
from tests.factories.readers import suggested_correction
from tests.factories.town_hall import voted_proposal

pytestmark = pytest.mark.django_db


def test_an_editor_sees_every_kind() -> None:
    application()
    appeal_about_sanction()
    held_comment()
    suggested_correction()
    voted_proposal()
    article(state=Article.State.IN_REVIEW)

    waiting = {kind.words: kind.number for kind in waiting_for(editor())}

    assert waiting == {
        "application to decide": 1,
        "appeal to decide": 1,
        "comment to look at": 1,
        "suggestion of a reader": 1,
        "proposal to answer": 1,
        "piece in review": 1,
        "drafts": 0,
    }


def test_a_moderator_sees_comments_alone() -> None:
    application()
    held_comment()

    assert [kind.words for kind in waiting_for(moderator())] == ["comment to look at"]


def test_a_writer_sees_own_drafts_alone() -> None:
    me = writer()
    article(created_by=me)
    article(created_by=writer())
    held_comment()

    waiting = {kind.words: kind.number for kind in waiting_for(me)}

    assert waiting == {"pieces in review": 0, "draft": 1}


def test_what_is_overdue_is_named(client: Client) -> None:
    waiting = application()
    waiting.decide_by = timezone.now() - timedelta(hours=1)
    waiting.save(update_fields=["decide_by"])
    client.force_login(editor())

    page = client.get("/admin/").content.decode()

    assert "1 overdue" in page
    assert "What waits for me" in page
