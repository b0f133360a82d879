"""Who may do what to a comment in which state; and each rule beside its twin over many rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles.models import Access
from comments.models import Comment
from comments.permissions import (
    can_comment,
    can_delete,
    can_edit,
    can_moderate,
    can_reply,
    can_report,
    can_see_comment,
    comments_moderated_by,
    comments_visible_to,
)
from community.models import Sanction, User
from community.permissions import Person
from tests.factories.articles import article, published_article
from tests.factories.comments import comment
from tests.factories.community import (
    citizen,
    editor,
    member,
    moderator,
    resident,
    writer,
)

pytestmark = pytest.mark.django_db
PEOPLE: list[Callable[[], Person]] = [
    AnonymousUser, member, resident, citizen, writer, moderator, editor,
]  # fmt: skip
STATES = Comment.State.values
RULES: dict[str, Callable[[Person, Comment], bool]] = {
    "see": can_see_comment,
    "reply": can_reply,
    "edit": can_edit,
    "delete": can_delete,
    "report": can_report,
    "moderate": can_moderate,
}


@pytest.mark.parametrize("person", PEOPLE)
def test_every_rule_agrees_with_its_twin(person: Callable[[], Person]) -> None:
    user = person()
    pieces = [*(published_article(access=access) for access in Access.values), article()]
    for piece in pieces:
        for state in STATES:
            comment(piece, state=state)
            if isinstance(user, User):
                comment(piece, state=state, by=user)
    if isinstance(user, User):
        comment(published_article(access="citizens", created_by=user))
    rows = Comment.objects.select_related("author", "discussion__article")
    assert set(comments_visible_to(user)) == {one for one in rows if can_see_comment(user, one)}
    assert set(comments_moderated_by(user)) == {one for one in rows if can_moderate(user, one)}


def sanctioned(kind: str) -> Callable[[], User]:
    def build() -> User:
        user, end = resident(), timezone.now() + timedelta(days=1)
        Sanction.objects.create(user=user, kind=kind, reason="Insults.", until=end)
        return user

    return build


# What each may do to another's comment, by its state; whoever is not named may do nothing.
SHOWN, NOT_SHOWN = {"see", "reply", "report"}, set[str]()
ANOTHERS: dict[str, tuple[Callable[[], Person], dict[str, set[str]]]] = {
    "anonymous": (AnonymousUser, {"published": {"see"}}),
    "visitor": (member, {"published": SHOWN}),
    "citizen": (citizen, {"published": SHOWN}),
    "writer": (writer, {"published": SHOWN}),
    "comments held": (sanctioned("held"), {"published": SHOWN}),
    "silenced": (sanctioned("silenced"), {"published": {"see"}}),
    "suspended": (sanctioned("suspended"), {"published": {"see"}}),
    "banned": (sanctioned("banned"), {"published": {"see"}}),
    "moderator": (
        moderator,
        {state: {"see", "moderate"} for state in STATES} | {"published": {*SHOWN, "moderate"}},
    ),
}


@pytest.mark.parametrize("who", ANOTHERS)
@pytest.mark.parametrize("state", STATES)
def test_what_one_may_do_to_anothers_comment(who: str, state: str) -> None:
    person, may = ANOTHERS[who]
    user, written = person(), comment(state=state)
    allowed = {name for name, rule in RULES.items() if rule(user, written)}
    assert allowed == may.get(state, NOT_SHOWN)


OWN: dict[str, tuple[Callable[[], User], dict[str, set[str]]]] = {
    "visitor": (
        member,
        {
            "published": {"see", "reply", "edit", "delete"},
            "held": {"see", "edit", "delete"},
            "hidden": {"see"},
            "spam": {"see"},
        },
    ),
    "silenced": (
        sanctioned("silenced"),
        {
            "published": {"see", "delete"},
            "held": {"see", "delete"},
            "hidden": {"see"},
            "spam": {"see"},
        },
    ),
}


@pytest.mark.parametrize("who", OWN)
@pytest.mark.parametrize("state", STATES)
def test_what_one_may_do_to_ones_own_comment(who: str, state: str) -> None:
    person, may = OWN[who]
    user = person()
    written = comment(state=state, by=user)
    allowed = {name for name, rule in RULES.items() if rule(user, written)}
    assert allowed == may.get(state, NOT_SHOWN)


# Who may write where: visitor, resident, moderator.
WHERE = {
    ("open", 0): "yes yes yes",
    ("residents", 0): "no yes yes",
    ("closed", 0): "no no no",
    ("open", 31): "no no no",
}


@pytest.mark.parametrize(("mode", "days_ago"), WHERE)
def test_who_may_write_where(mode: str, days_ago: int) -> None:
    piece = published_article(days_ago=days_ago)
    comment(piece)
    piece.discussion.mode = mode
    piece.discussion.save()
    people = (member(), resident(), moderator())
    answers = " ".join("yes" if can_comment(user, piece) else "no" for user in people)
    assert answers == WHERE[mode, days_ago]
    assert not can_comment(AnonymousUser(), piece)
