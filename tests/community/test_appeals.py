"""Appeals: once, in time, by the person concerned; how they end, and what follows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from comments.actions import (
    appeal_hiding,
    approve_comment,
    end_settled_appeals,
    hide_comment,
    restore_comment,
)
from comments.models import Comment, Decision, Discussion
from comments.tasks import overturn_hiding
from community.actions.appeals import (
    appeal_application,
    appeal_sanction,
    decide_appeal,
    withdraw_appeal,
)
from community.actions.ladder import decline_application, grant_application
from community.actions.ladder.requirements import progress
from community.errors import AlreadyDecided, Refused
from community.models import Appeal, CivicReason, CivicRecord, Notice, Participation, User
from community.permissions import can_decide
from tests.factories.appeals import (
    STATEMENT,
    appeal_about_application,
    appeal_about_comment,
    appeal_about_sanction,
    citizens,
    comment_hidden,
    declined_application,
    panel_finds,
)
from tests.factories.comments import comment, held_comment, hidden_comment
from tests.factories.community import (
    application,
    charter_in_force,
    editor,
    meets_requirements,
    member,
    moderator,
    sanction,
)

pytestmark = pytest.mark.django_db
OPENERS = [appeal_about_comment, appeal_about_sanction, appeal_about_application]


def later(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def kinds_of(appeal: Appeal) -> list[str]:
    entries = CivicRecord.objects.filter(facts__appeal=appeal.pk).order_by("at")
    return list(entries.values_list("kind", flat=True))


# -- Opening ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("open_one", OPENERS)
def test_each_kind_of_decision_can_be_appealed(open_one: Callable[[], Appeal]) -> None:
    citizens()
    appeal = open_one()
    assert (appeal.state, appeal.seats.count()) == ("panel", 3)
    assert CivicReason.objects.get(entry=appeal.decision).text
    assert kinds_of(appeal) == ["appealed", "drawn"]


@pytest.mark.parametrize("kind", ["warning", "held", "silenced", "suspended", "banned"])
def test_every_sanction_can_be_appealed_by_whom_it_hits(kind: str) -> None:
    appeal = appeal_about_sanction(sanction(member(), kind))
    assert appeal.is_open


def test_comment_taken_for_spam_can_be_appealed() -> None:
    taken = comment(state=Comment.State.SPAM)
    assert taken.author is not None
    with pytest.raises(Refused, match="No moderator"):
        appeal_hiding(taken, by=taken.author, statement=STATEMENT)
    Decision.objects.create(kind="spam", comment=taken.uuid, by=moderator().record_id)
    assert appeal_hiding(taken, by=taken.author, statement=STATEMENT).is_open


@pytest.mark.parametrize("make", [comment, held_comment, hidden_comment])
def test_what_no_moderator_has_hidden_cannot_be_appealed(make: Callable[[], Comment]) -> None:
    written = make()
    assert written.author is not None
    with pytest.raises(Refused, match="No moderator"):
        appeal_hiding(written, by=written.author, statement=STATEMENT)


def test_open_application_cannot_be_appealed() -> None:
    sent = application()
    with pytest.raises(Refused, match="Only a declined"):
        appeal_application(sent, by=sent.applicant, statement=STATEMENT)


def test_nobody_appeals_for_another() -> None:
    imposed, hidden, declined, other = (
        sanction(member()),
        comment_hidden(),
        declined_application(),
        member(),
    )
    with pytest.raises(PermissionDenied, match="Only the person"):
        appeal_sanction(imposed, by=other, statement=STATEMENT)
    with pytest.raises(PermissionDenied, match="Only the person"):
        appeal_hiding(hidden, by=other, statement=STATEMENT)
    with pytest.raises(PermissionDenied, match="Only the person"):
        appeal_application(declined, by=other, statement=STATEMENT)


@pytest.mark.parametrize(("days", "allowed"), [(13.9, True), (14, False)])
def test_fourteen_days_and_no_longer(days: float, allowed: bool) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        imposed = sanction(member())
        with later(days):
            if allowed:
                assert appeal_about_sanction(imposed).is_open
            else:
                with pytest.raises(Refused, match="time for an appeal"):
                    appeal_about_sanction(imposed)


def test_the_same_appeal_twice_is_one_and_another_is_refused() -> None:
    imposed = sanction(member())
    first = appeal_about_sanction(imposed)
    assert appeal_about_sanction(imposed) == first
    with pytest.raises(Refused, match="appealed against this already"):
        appeal_sanction(imposed, by=imposed.user, statement="And besides.")


def test_once_for_ever_holds_in_the_database() -> None:
    first = appeal_about_sanction()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_withdrawn_appeal_is_not_opened_again() -> None:
    imposed = sanction(member())
    withdraw_appeal(appeal_about_sanction(imposed), by=imposed.user)
    with pytest.raises(Refused, match="already"):
        appeal_sanction(imposed, by=imposed.user, statement="Once more.")


@pytest.mark.parametrize(("words", "answer"), [(" ", "Say first"), ("x" * 3001, "3000")])
def test_statement_has_words_and_a_measure(words: str, answer: str) -> None:
    imposed = sanction(member())
    with pytest.raises(Refused, match=answer):
        appeal_sanction(imposed, by=imposed.user, statement=words)


@pytest.mark.parametrize("kind", ["silenced", "suspended", "banned"])
def test_nobody_loses_the_right_of_appeal(client: Client, kind: str) -> None:
    user = member("Bo")
    imposed = sanction(user, kind)
    client.force_login(user)
    address = f"/community/appeals/sanctions/{imposed.pk}/"
    assert address in client.get("/community/me/").text
    assert client.get(address).status_code == 200
    sent = client.post(address, {"statement": STATEMENT}, follow=True)
    assert "Your appeal has arrived" in sent.text
    assert Appeal.objects.get().member == user


# -- An editor decides -----------------------------------------------------------------------------


def test_fewer_than_three_free_go_to_an_editor_from_the_start() -> None:
    citizens(2)
    appeal = appeal_about_sanction()
    assert (appeal.state, appeal.seats.count()) == ("editor", 0)
    assert kinds_of(appeal) == ["appealed", "passed_on"]


def test_editor_decides_with_a_reason_and_it_is_told(
    run_tasks: Callable[[], int], mailoutbox: list[EmailMessage]
) -> None:
    appeal, by = appeal_about_sanction(), editor()
    with pytest.raises(Refused, match="Give a reason"):
        decide_appeal(appeal, by=by, outcome="dismissed", reason=" ")
    decide_appeal(appeal, by=by, outcome="dismissed", reason="Three insults are three.")
    run_tasks()
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_by) == ("dismissed", by)
    assert Notice.objects.filter(user=appeal.member, kind="appeal_dismissed").count() == 1
    letter = mailoutbox[-1]
    assert "an editor" in letter.body
    assert "Three insults are three." in letter.body
    assert by.display_name not in letter.body
    assert kinds_of(appeal)[-1] == "not_upheld"


def test_the_same_decision_twice_is_silent_and_another_reads_a_sentence() -> None:
    appeal, by = appeal_about_sanction(), editor()
    for _each in range(2):
        decide_appeal(appeal, by=by, outcome="upheld", reason="He did not.")
    assert kinds_of(appeal).count("upheld") == 1
    with pytest.raises(AlreadyDecided):
        decide_appeal(appeal, by=by, outcome="dismissed", reason="Or did he.")
    with pytest.raises(AlreadyDecided):
        decide_appeal(appeal, by=editor(), outcome="upheld", reason="I agree.")


def test_editor_waits_for_the_panel() -> None:
    citizens()
    with pytest.raises(Refused, match="A panel of citizens has until"):
        decide_appeal(appeal_about_sanction(), by=editor(), outcome="upheld", reason="Now.")


def test_decider_may_give_in_only_where_nobody_else_is_there() -> None:
    by = editor()
    appeal = appeal_about_sanction(sanction(member(), by=by))
    with pytest.raises(PermissionDenied, match="you may take it back"):
        decide_appeal(appeal, by=by, outcome="dismissed", reason="I said so.")
    second = editor()
    with pytest.raises(PermissionDenied, match="without a part"):
        decide_appeal(appeal, by=by, outcome="upheld", reason="I was wrong.")
    second.groups.clear()
    assert decide_appeal(appeal, by=by, outcome="upheld", reason="I was wrong.").state == "upheld"


def test_member_who_is_an_editor_does_not_decide_their_own() -> None:
    user = editor()
    hidden = comment_hidden(author=user)
    with pytest.raises(PermissionDenied):
        decide_appeal(appeal_about_comment(hidden), by=user, outcome="upheld", reason="I am right.")


# -- What follows ----------------------------------------------------------------------------------


def test_upheld_comment_is_shown_again_with_all_that_goes_with_it(
    run_tasks: Callable[[], int],
) -> None:
    citizens()
    hidden = comment_hidden()
    appeal = panel_finds(appeal_about_comment(hidden), "upheld")
    run_tasks()
    hidden.refresh_from_db()
    assert (appeal.state, hidden.state, hidden.hidden_reason) == ("upheld", "published", "")
    assert hidden.kept_at is not None
    assert Discussion.objects.get().published_count == 1
    assert Participation.objects.filter(source=hidden.uuid, kind="commented").count() == 1
    decision = Decision.objects.get(kind="overturned")
    assert (decision.by, decision.facts) == (None, {"appeal": appeal.pk})


def test_overturning_twice_is_once(run_tasks: Callable[[], int]) -> None:
    hidden = comment_hidden()
    appeal = appeal_about_comment(hidden)
    decide_appeal(appeal, by=editor(), outcome="upheld", reason="Fine.")
    run_tasks()
    overturn_hiding.call(str(hidden.uuid), appeal.pk)
    assert Decision.objects.filter(kind="overturned").count() == 1
    assert Discussion.objects.get().published_count == 1


def test_comment_hidden_anew_stays_so_and_takes_an_appeal_of_its_own(
    run_tasks: Callable[[], int],
) -> None:
    hidden, by = comment_hidden(), moderator()
    appeal = appeal_about_comment(hidden)
    decide_appeal(appeal, by=editor(), outcome="upheld", reason="Fine.")
    restore_comment(hidden, by=by)
    hide_comment(hidden, by=by, reason="And now it names a neighbour.")
    run_tasks()
    hidden.refresh_from_db()
    assert hidden.state == "hidden"
    assert appeal_about_comment(hidden) != appeal


def test_dismissed_comment_stays_hidden(run_tasks: Callable[[], int]) -> None:
    citizens()
    hidden = comment_hidden()
    panel_finds(appeal_about_comment(hidden), "dismissed")
    run_tasks()
    hidden.refresh_from_db()
    assert hidden.state == "hidden"


def test_overturned_sanction_is_lifted_and_counts_no_more() -> None:
    user = meets_requirements(member())
    imposed = sanction(user, "silenced")
    step = charter_in_force().step_to("resident")
    assert not all(asked.met for asked in progress(user, step))
    decide_appeal(appeal_about_sanction(imposed), by=editor(), outcome="upheld", reason="No.")
    imposed.refresh_from_db()
    assert imposed.overturned
    assert imposed.lifted_at
    assert all(asked.met for asked in progress(user, step))
    released = CivicRecord.objects.get(kind="released")
    assert released.facts["overturned"] is True


def test_sanction_that_is_over_can_still_be_overturned() -> None:
    imposed = sanction(member(), "silenced", days=2)
    with later(3):
        decide_appeal(appeal_about_sanction(imposed), by=editor(), outcome="upheld", reason="No.")
    imposed.refresh_from_db()
    assert (imposed.overturned, imposed.lifted_at) == (True, None)


def test_declined_application_comes_back_and_another_editor_decides() -> None:
    by, second = editor(), editor()
    declined = declined_application(by=by)
    decide_appeal(appeal_about_application(declined), by=second, outcome="upheld", reason="Look.")
    declined.refresh_from_db()
    assert (declined.state, declined.again_after, declined.reason) == ("in_review", None, "")
    assert not can_decide(by, declined)
    with pytest.raises(PermissionDenied, match="You declined it before"):
        decline_application(declined, by=by, reason="Still no.")
    assert grant_application(declined, by=second, reason="Welcome.").state == "granted"


def test_declined_again_takes_an_appeal_again() -> None:
    second = editor()
    declined = declined_application()
    first = appeal_about_application(declined)
    decide_appeal(first, by=second, outcome="upheld", reason="Look.")
    decline_application(declined, by=second, reason="We have looked.")
    assert appeal_about_application(declined) != first


def test_application_stays_closed_where_another_is_open_by_now() -> None:
    declined = declined_application()
    appeal = appeal_about_application(declined)
    declined.again_after = None
    declined.save(update_fields=["again_after"])
    second = application(declined.applicant, statement="Once more.")
    decide_appeal(appeal, by=editor(), outcome="upheld", reason="Look.")
    declined.refresh_from_db()
    assert (declined.state, declined.again_after, second.is_open) == ("declined", None, True)


# -- Ending otherwise ------------------------------------------------------------------------------


def test_member_withdraws_and_the_panel_is_told() -> None:
    citizens()
    appeal = appeal_about_sanction()
    for _each in range(2):
        withdraw_appeal(appeal, by=appeal.member)
    assert kinds_of(appeal)[-1:] == ["abandoned"]
    assert Notice.objects.filter(kind="panel_over").count() == 3
    with pytest.raises(PermissionDenied):
        withdraw_appeal(appeal, by=editor())


def test_decided_appeal_is_not_withdrawn() -> None:
    appeal = appeal_about_sanction()
    decide_appeal(appeal, by=editor(), outcome="dismissed", reason="No.")
    with pytest.raises(AlreadyDecided):
        withdraw_appeal(appeal, by=appeal.member)


def shown_again(hidden: Comment) -> None:
    restore_comment(hidden, by=moderator())


def gone(hidden: Comment) -> None:
    hidden.delete()


@pytest.mark.parametrize("settle", [shown_again, gone])
def test_appeal_about_nothing_any_more_ends(settle: Callable[[Comment], None]) -> None:
    hidden, other = comment_hidden(), appeal_about_comment()
    appeal = appeal_about_comment(hidden)
    settle(hidden)
    assert [end_settled_appeals(), end_settled_appeals()] == [1, 0]
    appeal.refresh_from_db()
    other.refresh_from_db()
    assert (appeal.state, other.state) == ("withdrawn", "editor")
    assert Notice.objects.filter(user=appeal.member, kind="appeal_ended").count() == 1


def test_spam_that_was_approved_is_settled_too() -> None:
    hidden = comment(state=Comment.State.SPAM)
    Decision.objects.create(kind="spam", comment=hidden.uuid, by=moderator().record_id)
    appeal_about_comment(hidden)
    approve_comment(hidden, by=moderator())
    assert end_settled_appeals() == 1


def test_account_that_goes_takes_its_appeals_and_leaves_the_record() -> None:
    appeal = appeal_about_sanction()
    member_id: int = appeal.member_id
    User.objects.filter(pk=member_id).delete()
    assert not Appeal.objects.exists()
    assert CivicRecord.objects.filter(kind="appealed").exists()
