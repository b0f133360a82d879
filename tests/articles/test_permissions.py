"""Who sees, reads, edits and previews which piece: each rule and its twin over many rows."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles.models import Article
from articles.permissions import (
    articles_editable_by,
    articles_openable_by,
    articles_previewable_by,
    can_edit,
    can_preview,
    can_read,
    can_see,
)
from community.models import Sanction
from community.permissions import Person
from tests.factories.articles import article, published_article
from tests.factories.community import (
    administrator,
    citizen,
    editor,
    member,
    moderator,
    resident,
    writer,
)

pytestmark = pytest.mark.django_db
PEOPLE: list[Callable[[], Person]] = [
    AnonymousUser, member, resident, citizen, writer, moderator, editor, administrator,
]  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
def test_every_rule_agrees_with_its_twin(person: Callable[[], Person]) -> None:
    user = person()
    own = user if user.pk else None
    pieces = [article(state=state) for state in Article.State.values]
    pieces += [article(state=state, created_by=own) for state in Article.State.values]
    twins = [
        (can_see, Article.objects.visible_to(user)),
        (can_edit, articles_editable_by(user)),
        (can_preview, articles_previewable_by(user)),
    ]
    for rule, rows in twins:
        assert set(rows) == {piece for piece in pieces if rule(user, piece)}, rule
    openable = {piece for piece in pieces if can_see(user, piece) or can_preview(user, piece)}
    assert set(articles_openable_by(user)) == openable


@pytest.mark.parametrize(
    ("access", "readers"),
    [
        ("everyone", {"anonymous", "member", "resident", "dormant", "citizen", "editor"}),
        ("members", {"member", "resident", "dormant", "citizen", "editor"}),
        ("residents", {"resident", "dormant", "citizen", "editor"}),
        ("citizens", {"citizen", "editor"}),
    ],
)
def test_whole_text_is_for_those_it_is_meant_for(access: str, readers: set[str]) -> None:
    people: dict[str, Person] = {
        "anonymous": AnonymousUser(),
        "member": member(),
        "resident": resident(),
        "dormant": citizen(dormant_since=timezone.now()),
        "citizen": citizen(),
        "writer": writer(),
        "editor": editor(),
    }
    piece = published_article(access=access)
    able = {name for name, user in people.items() if can_read(user, piece)}
    assert able - {"writer"} == readers


def test_suspended_citizen_reads_only_what_everyone_reads() -> None:
    user = citizen()
    Sanction.objects.create(user=user, kind="banned", reason="Threats.")
    assert not can_read(user, published_article(access="citizens"))
    assert can_read(user, published_article())


def test_editor_sees_no_draft_in_lists() -> None:
    draft = article()
    assert draft not in Article.objects.visible_to(editor())
