"""A GET changes nothing but the session and sightings: every other write is refused here."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.community import editor, member
from tests.world import ROUTES, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# The session, where one is signed in, and sightings: that a member opened an article, and when they
# looked at its discussion.
MAY_BE_WRITTEN = {
    "django_session",
    "usersessions_usersession",
    "community_participation",
    "comments_attention",
}
WRITE = re.compile(r'^(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')


def refuse_writes(
    execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]
) -> Any:  # noqa: ANN401 - what the database answers
    written = WRITE.match(sql)
    assert not written or written[1] in MAY_BE_WRITTEN, sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize("who", ["anonymous", "member", "editor"])
def test_no_page_writes(who: str) -> None:
    world, client = World(), Client()
    if who != "anonymous":
        client.force_login(member() if who == "member" else editor())

    with connection.execute_wrapper(refuse_writes):
        for name in ROUTES:
            client.get(reverse(name, kwargs=world.arguments(name)))


def test_the_check_can_fail() -> None:
    with connection.execute_wrapper(refuse_writes), pytest.raises(AssertionError):
        member()
