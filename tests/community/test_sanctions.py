"""Sanctions: a reason, an end, a record, and what they do to an application."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.sanctions import impose_sanction, lift_sanction
from community.errors import Refused
from community.models import Application, CivicRecord, Notice, Sanction, User
from community.permissions import Right, has_right
from tests.factories.community import (
    administrator,
    application,
    editor,
    member,
    moderator,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db


def test_sanction_is_recorded_and_told() -> None:
    user, by = member(), moderator()
    sanction(user, "held", by=by)
    entry = CivicRecord.objects.get(kind="sanctioned")
    assert (entry.member, entry.by, entry.facts["kind"]) == (user.record_id, by.record_id, "held")
    assert "comments held" in Notice.objects.get(user=user).sentence


def test_reason_is_asked_for() -> None:
    with pytest.raises(Refused, match="reason"):
        impose_sanction(member(), "held", by=moderator(), reason=" ")


@pytest.mark.parametrize("kind", ["silenced", "suspended"])
def test_end_is_asked_for(kind: str) -> None:
    with pytest.raises(Refused, match="until when"):
        impose_sanction(member(), kind, by=moderator(), reason="Because.")


def test_end_in_the_past_is_refused() -> None:
    past = timezone.now() - timedelta(days=1)
    with pytest.raises(Refused, match="future"):
        impose_sanction(member(), "silenced", by=moderator(), reason="Because.", until=past)


def test_moderator_may_not_ban() -> None:
    with pytest.raises(PermissionDenied):
        sanction(member(), "banned", by=moderator())
    sanction(member(), "banned", by=editor())


@pytest.mark.parametrize("make", [member, resident])
def test_members_do_not_sanction(make: Callable[[], User]) -> None:
    with pytest.raises(PermissionDenied):
        sanction(member(), "warning", by=make())


def test_same_sanction_twice_is_one() -> None:
    user, by = member(), moderator()
    assert sanction(user, "held", by=by) == sanction(user, "held", by=by)
    assert Sanction.objects.count() == 1


@pytest.mark.parametrize("kind", ["held", "silenced", "suspended", "banned"])
def test_sanction_that_counts_declines_an_open_application(kind: str) -> None:
    asked = application()
    sanction(asked.applicant, kind)
    asked.refresh_from_db()
    assert asked.state == Application.State.DECLINED
    assert asked.again_after is not None
    assert "Insults under three pieces." in asked.reason
    assert CivicRecord.objects.filter(kind="declined").count() == 1


def test_warning_leaves_an_open_application() -> None:
    asked = application()
    sanction(asked.applicant, "warning")
    asked.refresh_from_db()
    assert asked.is_open


def test_lifting_gives_the_rights_back_and_is_recorded() -> None:
    user, by = resident(), editor()
    held = sanction(user, "silenced")
    assert not has_right(user, Right.COMMENT)
    for _ in range(2):
        lift_sanction(held, by=by, reason="A misunderstanding.")
    user.refresh_from_db()
    assert has_right(type(user).objects.get(pk=user.pk), Right.COMMENT)
    assert CivicRecord.objects.filter(kind="released").count() == 1


def test_ban_is_lifted_by_those_who_may_ban() -> None:
    held = sanction(member(), "banned")
    with pytest.raises(PermissionDenied):
        lift_sanction(held, by=moderator())
    lift_sanction(held, by=administrator())


def test_sanction_bites_in_a_session_that_is_open(client: Client) -> None:
    friend, asked = resident(), application()
    client.force_login(friend)
    url = reverse("community:endorse", args=[asked.pk])
    sanction(friend, "silenced")
    assert client.post(url).status_code == 404
    assert not asked.endorsements.exists()
