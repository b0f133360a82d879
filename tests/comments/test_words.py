"""Watched words: found in whole, and held, refused or remarked."""

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from comments.actions import forget_word, post_comment, watch_word
from comments.checks import words
from comments.models import Comment, WatchedWord
from community.errors import Refused
from community.models import User
from tests.comments.writings import writing
from tests.factories.articles import published_article
from tests.factories.community import citizen, editor, moderator, resident

pytestmark = pytest.mark.django_db


def watched(word: str, effect: str = "hold") -> WatchedWord:
    return watch_word(WatchedWord(word=word, effect=effect), by=moderator())


def test_a_watched_word_holds() -> None:
    watched("Casino")
    written = post_comment(published_article(), by=resident(), text="The **cas**ino at the pier.")
    assert (written.state, written.held_by) == (Comment.State.HELD, "words")
    assert written.held_reason == "Watched words: “Casino”."


def test_a_word_to_be_remarked_is_shown_and_pointed_out() -> None:
    watched("casino", "remark")
    written = post_comment(published_article(), by=resident(), text="The casino at the pier.")
    assert written.is_published
    assert written.is_suspicious
    assert {"check": "words", "verdict": "remark", "words": "Watched words: “casino”."} in (
        written.checks
    )


def test_a_refused_word_says_which_and_posts_nothing() -> None:
    watched("casino", "refuse")
    with pytest.raises(Refused, match="“casino” is not taken here"):
        post_comment(published_article(), by=resident(), text="A CASINO.")
    assert not Comment.objects.exists()


def test_the_strictest_word_decides() -> None:
    watched("pier", "remark")
    watched("casino", "hold")
    found = words.check(writing("The casino at the pier."))
    assert found
    assert (found.weight, found.words) == ("hold", "Watched words: “casino”, “pier”.")


def test_other_words_pass_and_the_staff_is_not_asked() -> None:
    watched("casino")
    assert words.check(writing("Occasionally.")) is None
    assert words.check(writing("The casino.", by=editor())) is None


def test_one_query_for_any_number(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        watched(f"word{number}")
    text = writing("Hello.")
    with django_assert_num_queries(1):
        words.check(text)


def test_the_list_is_kept_by_moderators() -> None:
    word = watched("  Online \n casino ")
    assert (word.word, word.folded) == ("Online casino", "online casino")
    with pytest.raises(Refused, match="watched already"):
        watched("ONLINE CASINO")
    with pytest.raises(Refused, match="neither letters nor digits"):
        watched("?!")
    for act in (
        lambda by: watch_word(WatchedWord(word="x"), by=by),
        lambda by: forget_word(word, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(citizen())
    forget_word(word, by=moderator())
    assert not WatchedWord.objects.exists()


@pytest.mark.parametrize("person", [moderator, editor])
def test_moderators_and_editors_watch_words(person: type[User]) -> None:
    assert watch_word(WatchedWord(word="casino"), by=person()).pk
