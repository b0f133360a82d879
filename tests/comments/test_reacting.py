"""Likes and constructive marks: who may, what they count, and that counters equal the rows."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.models import Access
from comments.actions import (
    delete_comment,
    forget_reactions,
    hide_comment,
    like_comment,
    mark_constructive,
    recount_reactions,
    restore_comment,
    unlike_comment,
    unmark_constructive,
)
from comments.best import best_score
from comments.models import Comment, Reaction
from comments.permissions import can_like_comment, can_mark_constructive
from community.errors import Refused
from community.models import City, Participation, User
from tests.articles.at_once import at_once
from tests.factories.articles import published_article
from tests.factories.comments import comment, guest_comment, hidden_comment, trusted_member
from tests.factories.community import citizen, member, moderator, resident, sanction

pytestmark = pytest.mark.django_db


def points(written: Comment) -> int:
    """What the stored score says, as points."""
    written.refresh_from_db()
    found = [n for n in range(30) if best_score(n, written.created_at) == written.score]
    assert len(found) == 1
    return found[0]


def marks_for(user: User | None) -> int:
    return Participation.objects.filter(user=user, kind="constructive").count()


# -- Counting --------------------------------------------------------------------------------------


def test_a_like_counts_once_and_is_taken_back() -> None:
    written, by = comment(), resident()
    for _ in range(2):
        assert like_comment(written, by=by).like_count == 1
    assert points(written) == 1
    for _ in range(2):
        assert unlike_comment(written, by=by).like_count == 0
    assert points(written) == 0


def test_each_person_counts_once_and_a_mark_is_worth_two() -> None:
    written, both = comment(), resident()
    like_comment(written, by=both)
    mark_constructive(written, by=both)
    assert points(written) == 2
    like_comment(written, by=resident())
    mark_constructive(written, by=resident())
    assert points(written) == 5
    unmark_constructive(written, by=both)
    assert points(written) == 4
    assert (Comment.objects.get().like_count, Comment.objects.get().constructive_count) == (2, 1)


def test_a_mark_counts_for_the_author_as_long_as_it_stands() -> None:
    written, by = comment(), resident()
    mark_constructive(written, by=by)
    part = Participation.objects.get(kind="constructive")
    assert (part.user, part.by, part.source) == (written.author, by, written.uuid)
    unmark_constructive(written, by=by)
    assert marks_for(written.author) == 0


def test_a_hidden_comment_counts_for_nobody_until_it_is_shown_again() -> None:
    written, by = comment(), moderator()
    mark_constructive(written, by=resident())
    mark_constructive(written, by=citizen())
    hide_comment(written, by=by, reason="Off topic.")
    assert marks_for(written.author) == 0
    assert Reaction.objects.count() == 2
    restore_comment(written, by=by)
    assert marks_for(written.author) == 2


def test_a_deleted_comment_leaves_no_reactions() -> None:
    written = comment()
    assert written.author
    like_comment(written, by=resident())
    mark_constructive(written, by=resident())
    delete_comment(written, by=written.author)
    assert not Reaction.objects.exists()
    assert marks_for(written.author) == 0
    assert points(written) == 0
    assert Comment.objects.get().like_count == 0


def test_a_guests_comment_is_marked_and_counts_for_nobody() -> None:
    written = guest_comment()
    assert mark_constructive(written, by=resident()).constructive_count == 1
    assert not Participation.objects.filter(kind="constructive").exists()


def test_so_many_marks_a_day_for_one_author() -> None:
    City.objects.update(constructive_per_day=2)
    author, by = resident(), resident()
    first, second, third = (comment(by=author) for _ in range(3))
    for written in (first, second):
        mark_constructive(written, by=by)
    with pytest.raises(Refused, match="marked 2 comments of this author today"):
        mark_constructive(third, by=by)
    mark_constructive(comment(), by=by)
    mark_constructive(first, by=by)  # silent: it is marked already
    Reaction.objects.filter(comment=first).update(created_at=timezone.now() - timedelta(days=1))
    assert mark_constructive(third, by=by).constructive_count == 1


def test_forgetting_a_reader_takes_everything_back() -> None:
    written, by = comment(), resident()
    like_comment(written, by=by)
    mark_constructive(written, by=by)
    forget_reactions(by)
    assert points(written) == 0
    assert marks_for(written.author) == 0


def test_the_daily_recount_puts_right_what_an_account_left_behind() -> None:
    written, right, by = comment(), comment(), resident()
    like_comment(written, by=by)
    like_comment(right, by=resident())
    Reaction.objects.filter(user=by).delete()
    assert recount_reactions() == 1
    assert points(written) == 0
    assert recount_reactions() == 0


@pytest.mark.django_db(transaction=True)
def test_presses_at_once_leave_true_counters() -> None:
    written = comment()
    people = [citizen() for _ in range(4)]
    acts = (like_comment, mark_constructive, unlike_comment, like_comment)
    at_once(*[partial(act, written, by=by) for by in people for act in acts])
    written.refresh_from_db()
    assert written.like_count == Reaction.objects.filter(kind="like").count()
    assert written.constructive_count == 4 == marks_for(written.author)
    assert recount_reactions() == 0


@pytest.mark.django_db(transaction=True)
def test_marks_at_once_keep_to_the_number_of_a_day() -> None:
    author, by = resident(), citizen()
    written = [comment(by=author) for _ in range(6)]
    results = at_once(*[partial(mark_constructive, one, by=by) for one in written])
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert Reaction.objects.count() == 3 == marks_for(author)


@pytest.mark.django_db(transaction=True)
def test_a_like_and_the_end_of_its_comment() -> None:
    for _ in range(3):
        written = comment()
        assert written.author
        at_once(
            partial(like_comment, written, by=resident()),
            partial(delete_comment, written, by=written.author),
        )
        written.refresh_from_db()
        assert written.like_count == written.reactions.count() == 0


# -- Who may ---------------------------------------------------------------------------------------


def silenced() -> User:
    user = resident()
    sanction(user, "silenced")
    return user


PEOPLE: dict[str, tuple[Callable[[], User | AnonymousUser], bool, bool]] = {
    "stranger": (AnonymousUser, False, False),
    "newcomer": (member, True, False),
    "old newcomer": (lambda: member(days_here=20), True, False),
    "young visitor": (trusted_member, True, False),
    "seasoned visitor": (lambda: trusted_member(days_here=20), True, True),
    "resident": (resident, True, True),
    "citizen": (citizen, True, True),
    "silenced": (silenced, False, False),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_say_what_without_words(who: str) -> None:
    make, may_like, may_mark = PEOPLE[who]
    person, written = make(), comment()
    assert can_like_comment(person, written) is may_like
    assert can_mark_constructive(person, written) is may_mark
    if not isinstance(person, User):
        return
    for act, may in ((like_comment, may_like), (mark_constructive, may_mark)):
        if may:
            act(written, by=person)
        else:
            with pytest.raises(PermissionDenied, match="cannot"):
                act(written, by=person)


def test_not_ones_own_not_hidden_not_behind_a_gate() -> None:
    by = resident()
    gated = published_article(access=Access.CITIZENS)
    for written in (comment(by=by), hidden_comment(), comment(gated, by=citizen())):
        for act in (like_comment, mark_constructive):
            with pytest.raises(PermissionDenied):
                act(written, by=by)
    assert not Reaction.objects.exists()


def test_a_sanction_of_this_moment_bites() -> None:
    by = resident()
    assert can_like_comment(by, comment())
    sanction(by, "silenced")
    with pytest.raises(PermissionDenied):
        like_comment(comment(), by=by)


def test_who_lost_the_right_may_still_take_back() -> None:
    written, by = comment(), resident()
    like_comment(written, by=by)
    sanction(by, "silenced")
    assert unlike_comment(written, by=by).like_count == 0


# -- Pages -----------------------------------------------------------------------------------------


def test_the_state_is_drawn_for_the_reader_and_the_counts_for_all() -> None:
    piece, rana = published_article(), resident("Rana")
    written, own = comment(piece), comment(piece, by=rana)
    like_comment(written, by=rana)
    mark_constructive(own, by=resident())
    browser = Client()
    page = browser.get(piece.get_absolute_url()).content.decode()
    assert f'<a class="react" href="/comments/{written.pk}/like/" rel="nofollow">Like <b>1' in page
    assert "aria-pressed" not in page.partition('id="discussion"')[2]
    browser.force_login(rana)
    page = browser.get(piece.get_absolute_url()).content.decode()
    assert (
        f'formaction="/comments/{written.pk}/like/" name="wanted" value="no" aria-pressed="true"'
    ) in page
    assert f'/comments/{written.pk}/constructive/" name="wanted" value="yes"' in page
    assert '<span class="react">Constructive <b>1</b></span>' in page
    assert f'formaction="/comments/{own.pk}/like/"' not in page


def test_a_press_leads_back_to_the_comment_and_twice_is_once() -> None:
    written, browser = comment(), Client()
    address = f"/comments/{written.pk}/like/"
    assert "next=" in browser.post(address)["location"]
    browser.force_login(resident())
    for _ in range(2):
        answer = browser.post(address, {"wanted": "yes"})
        assert answer.status_code == 303
        assert answer["location"].endswith(f"#comment-{written.pk}")
    assert Reaction.objects.count() == 1
    told = browser.post(address, {"wanted": "no"}, headers={"X-Part": "react"})
    assert told.json() == {"pressed": False, "count": 0}
    assert browser.get(address)["location"].endswith(f"#comment-{written.pk}")
