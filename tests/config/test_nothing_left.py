"""After an account is deleted the whole database is read, and others keep all that is theirs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from comments.models import Comment
from community.actions.leaving import ask_to_close
from community.models import Ballot, BallotVoter, CivicReason, CivicRecord, Participation, User
from config.leaving import close_now
from config.tidying import forget_old_tasks
from tests.community.test_ballot_secrecy import Dump, dump
from tests.config.counters import wrong_counters
from tests.config.relations import LEFT_OUT, holders, in_archive, relations
from tests.factories.lives import BIO, EMAIL, HANDLE, NAME, WORD, Life, whole_life

pytestmark = pytest.mark.django_db

CHOICES = pytest.mark.parametrize("takes_words", [False, True], ids=["keep", "take"])
# What others wrote, or what the choice keeps; where a name in it may stand.
OTHERS_WORDS = {("comments_comment", "text"), ("comments_comment", "html")}
KEPT_WORDS = {
    ("comments_comment", "text"),
    ("comments_comment", "html"),
    ("articles_proposal", "title"),
    ("articles_proposal", "why"),
    ("articles_proposal", "html"),
    ("community_applicationmessage", "text"),
}


def leave(life: Life, *, takes_words: bool) -> None:
    member = ask_to_close(
        life.member, by=life.member, takes_words=takes_words, ends_newsletter=True
    )
    assert close_now(member)


def places(rows: Dump, words: str) -> set[tuple[str, str]]:
    """The columns in which ``words`` stand, in whatever they hold."""
    return {
        (table, column)
        for table, those in rows.items()
        for row in those
        for column, value in row.items()
        if words.lower() in str(value).lower()
    }


def test_every_relation_is_in_the_archive_or_has_a_reason() -> None:
    assert relations() - in_archive() - set(LEFT_OUT) == set()
    assert in_archive() & set(LEFT_OUT) == set()
    assert in_archive() | set(LEFT_OUT) <= relations()


def test_the_life_has_a_row_in_every_relation() -> None:
    life = whole_life()

    without = [
        f"{field.model._meta.label}.{field.name}"
        for field in holders(User)
        if not field.model._default_manager.filter(**{field.name: life.member.pk}).exists()
    ]

    assert without == []


@CHOICES
def test_nothing_of_them_is_left_anywhere(
    takes_words: bool,
    run_tasks: Callable[[], int],
    django_capture_on_commit_callbacks: Any,  # noqa: ANN401  # of pytest-django
) -> None:
    life = whole_life()
    record_id, portrait = life.member.record_id, life.member.picture.name
    assert {table for table, _column in places(dump(), NAME)} >= {
        "community_user",
        "community_notice",
        "community_civicreason",
        "django_admin_log",
    }

    with django_capture_on_commit_callbacks(execute=True):
        leave(life, takes_words=takes_words)
    run_tasks()
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        forget_old_tasks()
    rows = dump()

    for word in (NAME, EMAIL, BIO):
        assert places(rows, word) == set(), word
    assert places(rows, HANDLE) == OTHERS_WORDS
    assert places(rows, WORD) == (set() if takes_words else KEPT_WORDS)
    assert not any(str(value) == str(life.member.pk) for value in holding(rows))
    assert portrait
    assert not default_storage.exists(portrait)
    assert CivicRecord.objects.filter(member=record_id).latest("at").kind == "left"
    about = CivicRecord.objects.filter(member=record_id).values("pk")
    assert not CivicReason.objects.filter(entry__in=about).exclude(text="", salt="").exists()


def holding(rows: Dump) -> list[Any]:
    """What stands in the columns that may hold the key of an account."""
    columns = {(field.model._meta.db_table, str(field.column)) for field in holders(User)}
    return [row[column] for table, column in columns for row in rows[table]]


@CHOICES
def test_others_keep_what_is_theirs(takes_words: bool) -> None:
    life = whole_life()
    bea = User.objects.get(display_name="Bystander Bea")
    before = dump()

    leave(life, takes_words=takes_words)

    after = dump()
    for table, owner in (
        ("community_user", "id"),
        ("community_consent", "user_id"),
        ("account_emailaddress", "user_id"),
        ("community_participation", "user_id"),
    ):
        theirs = [row for row in before[table] if row[owner] == bea.pk]
        kept = [row for row in after[table] if row[owner] == bea.pk]
        gone = [row for row in theirs if row not in kept]
        # Only what the member's own mark had counted for them.
        assert all(row.get("by_id") == life.member.pk for row in gone)
    assert Comment.objects.filter(author=bea).count() == 3
    assert len(after["community_civicrecord"]) > len(before["community_civicrecord"])
    assert all(row in after["community_civicrecord"] for row in before["community_civicrecord"])


@CHOICES
def test_counters_equal_their_rows(takes_words: bool) -> None:
    life = whole_life()

    leave(life, takes_words=takes_words)

    assert wrong_counters() == []
    assert not Participation.objects.filter(source=life.liked.uuid, kind="constructive").exists()


def test_marks_on_the_roll_and_turnout_agree() -> None:
    life = whole_life()
    ballot = Ballot.objects.get()
    roll = ballot.roll.count()
    BallotVoter.objects.filter(ballot=ballot, voter=life.member).update(has_voted=True)
    Ballot.objects.update(no=1)

    leave(life, takes_words=False)

    ballot.refresh_from_db()
    assert ballot.roll.count() == roll == ballot.roll_size
    assert ballot.roll.filter(has_voted=True).count() == ballot.turnout == 1
    assert ballot.roll.get(has_voted=True).voter is None


def test_kept_comments_stand_without_a_name_and_taken_ones_leave_a_place() -> None:
    life = whole_life()

    leave(life, takes_words=False)

    life.shown.refresh_from_db()
    assert (life.shown.author, life.shown.is_published) == (None, True)
    assert life.shown.author_name == "somebody who left"
    assert not life.shown.edits.exists()
    assert not Comment.objects.filter(author=None, state__in=("held", "hidden")).exists()


def test_taken_comments_leave_a_place_where_somebody_answered() -> None:
    life = whole_life()

    leave(life, takes_words=True)

    life.answered.refresh_from_db()
    assert (life.answered.text, life.answered.is_deleted) == ("", True)
    assert life.answered.answer_count == 1


def test_a_name_in_the_words_of_others_leads_nowhere() -> None:
    life = whole_life()
    assert "members/" in life.naming.html

    leave(life, takes_words=False)

    life.naming.refresh_from_db()
    assert life.naming.text == f"Ask @{HANDLE} about it."
    assert "href" not in life.naming.html
