"""An account goes in the moment in which it votes, decides, is decided on, drawn or answered."""

from collections.abc import Callable
from functools import partial

import pytest

from comments.actions import delete_comment, like_comment, post_comment
from community.actions.appeals import decide_appeal, give_opinion, move_appeals_on
from community.actions.ladder import cast_vote, decline_application, grant_application
from community.actions.leaving import ask_to_close, keep_account
from community.models import Ballot, CivicRecord, PanelSeat, User
from config.leaving import close_due_accounts, close_now
from tests.articles.at_once import at_once
from tests.config.counters import wrong_counters
from tests.config.test_leaving import days_later
from tests.factories.appeals import appeal_about_sanction, citizens, jurors
from tests.factories.articles import published_article
from tests.factories.ballots import open_ballot
from tests.factories.comments import comment
from tests.factories.community import application, citizen, editor, member, resident

pytestmark = pytest.mark.django_db(transaction=True)


def close(user: User) -> Callable[[], object]:
    return partial(close_now, user)


def gone(user: User) -> bool:
    """With nothing left after the clock came by again."""
    with days_later(20):
        close_due_accounts()
    left = CivicRecord.objects.filter(member=user.record_id, kind="left").count()
    return left == 1 and not User.objects.filter(pk=user.pk).exists()


def test_two_machines_delete_once() -> None:
    ada = citizen("Ada")

    done = at_once(*[close(ada)] * 4)

    assert sorted(map(bool, done)) == [False, False, False, True]
    assert gone(ada)


def test_a_vote_and_the_end_of_the_voter_at_once() -> None:
    ballot, people = open_ballot()
    for voter in people[:6]:
        at_once(partial(cast_vote, ballot, by=voter, vote="yes"), close(voter))
        assert gone(voter)
    ballot.refresh_from_db()
    assert ballot.roll.filter(has_voted=True).count() == ballot.turnout
    assert ballot.roll.count() == ballot.roll_size


def test_votes_and_the_end_of_the_applicant_at_once() -> None:
    ballot, people = open_ballot()
    applicant = ballot.application.applicant

    votes = [partial(cast_vote, ballot, by=voter, vote="no") for voter in people[:4]]
    at_once(close(applicant), *votes)

    assert gone(applicant)
    assert not Ballot.objects.exists()


def test_decisions_and_the_end_of_the_applicant_at_once() -> None:
    for _each in range(4):
        asked = application()
        applicant = asked.applicant
        at_once(
            partial(grant_application, asked, by=editor(), reason="Welcome."),
            close(applicant),
            partial(decline_application, asked, by=editor(), reason="Not yet."),
        )
        assert gone(applicant)
        kinds = CivicRecord.objects.filter(member=applicant.record_id)
        ends = kinds.filter(kind__in=("granted", "declined", "withdrew"))
        assert ends.count() == 1
        assert kinds.order_by("-at")[0].kind == "left"


def test_a_decision_and_the_end_of_the_editor_at_once() -> None:
    for _each in range(4):
        asked, by = application(), editor()
        at_once(partial(grant_application, asked, by=by, reason="Welcome."), close(by))
        assert gone(by)
        asked.refresh_from_db()
        assert asked.decided_by is None
        assert asked.state in ("granted", "in_review")


def test_an_opinion_and_the_end_of_the_juror_at_once() -> None:
    citizens(9)
    for _each in range(4):
        appeal = appeal_about_sanction()
        juror = jurors(appeal)[0]
        at_once(
            partial(give_opinion, appeal, by=juror, opinion="upheld", reason="So."),
            close(juror),
            move_appeals_on,
        )
        move_appeals_on()
        assert gone(juror)
        assert PanelSeat.objects.taken().filter(appeal=appeal).count() == 3
        assert len(jurors(appeal)) in (2, 3)


def test_jurors_draw_and_the_end_of_the_member_at_once() -> None:
    citizens(3)
    for _each in range(4):
        appeal = appeal_about_sanction()
        appellant = appeal.member
        judging = [
            partial(give_opinion, appeal, by=juror, opinion="upheld", reason="So.")
            for juror in jurors(appeal)
        ]
        at_once(close(appellant), *judging, move_appeals_on)
        assert gone(appellant)
        ends = CivicRecord.objects.filter(member=appellant.record_id)
        assert ends.filter(kind__in=("upheld", "abandoned")).count() == 1


def test_drawing_and_the_end_of_one_who_might_be_drawn_at_once() -> None:
    for _each in range(4):
        ada, *_others = citizens(3)
        at_once(appeal_about_sanction, close(ada), appeal_about_sanction)
        assert gone(ada)
        move_appeals_on()
        assert not PanelSeat.objects.waiting().filter(juror=None).exists()
        User.objects.filter(standing="citizen").update(standing="visitor", citizen_number=None)


def test_an_editors_decision_on_an_appeal_and_the_end_of_the_editor_at_once() -> None:
    for _each in range(3):
        appeal, by = appeal_about_sanction(), editor()
        at_once(partial(decide_appeal, appeal, by=by, outcome="upheld", reason="Yes."), close(by))
        appeal.refresh_from_db()
        assert gone(by)
        assert appeal.state in ("editor", "upheld")
        assert appeal.is_with_editors


@pytest.mark.parametrize("takes_words", [False, True], ids=["keep", "take"])
def test_answers_and_likes_and_the_end_of_the_author_at_once(takes_words: bool) -> None:
    for _each in range(3):
        ada, piece = resident(), published_article()
        others = [resident() for _other in range(3)]
        said = [comment(piece, by=ada) for _comment in range(3)]
        theirs = comment(piece, by=others[0])
        like_comment(theirs, by=ada)
        ask_to_close(ada, by=ada, takes_words=takes_words)
        at_once(
            close(User.objects.get(pk=ada.pk)),
            partial(post_comment, piece, by=others[0], text="An answer.", parent=said[0]),
            partial(post_comment, piece, by=others[1], text="Another.", parent=theirs),
            partial(like_comment, said[1], by=others[1]),
            partial(like_comment, theirs, by=others[2]),
            partial(delete_comment, theirs, by=others[0]),
            partial(post_comment, piece, by=ada, text="One more."),
        )
        assert gone(ada)
        assert wrong_counters() == []


def test_keeping_it_and_the_day_at_once() -> None:
    for _each in range(6):
        ada = member()
        ask_to_close(ada, by=ada)
        with days_later(15):
            at_once(close_due_accounts, partial(keep_account, ada, by=ada), close_due_accounts)
            close_due_accounts()  # where SQLite let none of them write, the clock comes again
        kept = User.objects.filter(pk=ada.pk, left_at=None).first()
        assert gone(ada) if kept is None else kept.closes_at is None
