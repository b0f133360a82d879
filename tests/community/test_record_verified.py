"""The verifier says exactly what was done to the record, its guards, and the tables beside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from community import append_only
from community.actions.appeals import appeal_sanction, decide_appeal
from community.actions.charter import save_city
from community.actions.importing import enter_standing
from community.actions.ladder import cast_vote, grant_application, withdraw_application
from community.actions.ledger import LOGS, Finding, Log, verify_database
from community.actions.ledger.rules import RULES
from community.actions.people import appoint_member, found_city
from community.actions.record import empty_reason, write_record
from community.actions.sanctions import impose_sanction
from community.models import (
    Application,
    Ballot,
    CharterStep,
    City,
    CivicReason,
    CivicRecord,
    Sanction,
    User,
)
from tests.factories.ballots import hurry_ballot, open_ballot
from tests.factories.community import administrator, application, charter, editor, member

pytestmark = pytest.mark.django_db


def findings() -> list[Finding]:
    """What is found; roles that the cast holds without an appointment are left out."""
    found = verify_database(lambda count: None)
    return [finding for finding in found if not finding.sentence.endswith("no appointment.")]


def sentences(topic: str) -> list[str]:
    found = findings()
    assert {finding.topic for finding in found} <= {topic}, found
    return [finding.sentence for finding in found]


@contextmanager
def tampering() -> Iterator[None]:
    with append_only.lifted(connection):
        yield


def tampered(pk: UUID, **values: Any) -> None:
    with tampering():
        assert CivicRecord.objects.filter(pk=pk).update(**values) == 1


def latest(kind: str) -> CivicRecord:
    return CivicRecord.objects.filter(kind=kind).order_by("-at")[0]


@pytest.fixture
def granted() -> Application:
    """A visitor who was admitted as a resident."""
    asked = application()
    return grant_application(asked, by=editor(), reason="Welcome.")


# -- As it should be -------------------------------------------------------------------------------


def test_what_the_actions_write_is_found_to_be_well(granted: Application) -> None:
    founder = found_city(member())
    appoint_member(founder, "editor", by=None)
    held = impose_sanction(granted.applicant, "held", by=editor(), reason="Hasty.")
    appeal = appeal_sanction(held, by=granted.applicant, statement="I was not.")
    decide_appeal(appeal, by=founder, outcome="upheld", reason="Indeed.")
    city = City.current()
    city.appeal_days, city.name = 20, "Elsewhere"
    save_city(city, by=founder)

    assert findings() == []


def test_every_kind_of_the_record_has_a_rule() -> None:
    assert set(CivicRecord.Kind.values) <= set(RULES)


def test_every_kind_of_every_log_has_its_facts() -> None:
    for log in LOGS.values():
        kinds = {value for value, _label in log.model._meta.get_field("kind").flatchoices}  # type: ignore[union-attr]
        assert kinds <= set(log.facts), log.name


def test_emptied_reason_is_no_finding(granted: Application) -> None:
    empty_reason(latest("granted").pk)

    assert findings() == []


def test_entries_follow_each_other_although_the_clock_stands_still_or_goes_back() -> None:
    user = member()
    first = write_record("appointed", member=user, facts={"role": "writer"})
    ahead = write_record(
        "dismissed",
        member=user,
        facts={"role": "writer"},
        at=first.at + timedelta(days=1),
    )
    last = write_record("appointed", member=user, facts={"role": "writer"})

    assert first.at < ahead.at < last.at


# -- The guards ------------------------------------------------------------------------------------


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_missing_guard_is_found(log: Log) -> None:
    append_only.uninstall(connection, log.table)

    found = sentences("guard")

    assert f"UPDATE in {log.table} is not refused." in found
    assert f"DELETE in {log.table} is not refused." in found
    assert sum("is missing, disabled or another" in sentence for sentence in found) >= 2
    append_only.install(connection, log.table)
    assert findings() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such switch")
def test_disabled_trigger_and_a_function_that_lets_pass_are_found() -> None:
    table = CivicRecord._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only_whole")
    assert f"TRUNCATE in {table} is not refused." in sentences("guard")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only_whole")
        body = append_only.POSTGRESQL_FUNCTION.replace("RAISE EXCEPTION", "RAISE NOTICE").replace(
            "USING ERRCODE = 'integrity_constraint_violation';", "; RETURN OLD;"
        )
        cursor.execute(body)
    assert f"DELETE in {table} is not refused." in sentences("guard")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's way round its triggers")
def test_trigger_that_does_something_else_is_found() -> None:
    table = CivicRecord._meta.db_table
    name = f"{table}_append_only_delete"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN SELECT 1; END")

    assert f"DELETE in {table} is not refused." in sentences("guard")


def test_trial_leaves_nothing_behind() -> None:
    before = CivicRecord.objects.count()

    findings()

    assert CivicRecord.objects.count() == before


# -- Entries that were changed, added or taken out -------------------------------------------------


def test_standing_in_an_entry_that_was_changed_is_found(granted: Application) -> None:
    tampered(latest("granted").pk, standing="citizen")

    found = findings()

    assert {finding.topic for finding in found} == {"story", "standing"}
    assert any("not one rung up" in finding.sentence for finding in found)


def test_entry_that_was_taken_out_is_found(granted: Application) -> None:
    with tampering():
        CivicReason.objects.filter(entry=latest("granted").pk).delete()
        latest("granted").delete()

    found = " ".join(map(str, findings()))

    assert "a resident by the tables, a visitor by the record" in found
    assert f"application {granted.pk} is “granted” by the tables, “reviewed” by the record" in found


def test_entry_that_was_made_up_is_found() -> None:
    user = member()
    entry = write_record("granted", member=user, standing="resident", facts={"application": 7})

    found = findings()

    assert found[0].entry == str(entry.pk)
    assert found[0].sentence == "“granted” speaks of an application that was never sent."


def test_decision_on_ones_own_application_is_found(granted: Application) -> None:
    tampered(latest("granted").pk, by=granted.applicant.record_id)

    assert sentences("story") == ["Somebody decided on their own application."]


def test_decision_by_an_endorser_is_found() -> None:
    voucher = editor()
    asked = application()
    write_record(
        "endorsed",
        member=asked.applicant,
        by=voucher,
        standing="resident",
        facts={"application": asked.pk},
    )
    grant_application(asked, by=voucher, reason="Welcome.")

    assert sentences("story") == ["Somebody decided on an application that they had endorsed."]


def test_second_open_application_is_found(granted: Application) -> None:
    user = member()
    for pk in (901, 902):
        facts = {"application": pk, "charter": 1}
        write_record("applied", member=user, by=user, standing="resident", facts=facts)

    found = [finding.sentence for finding in findings()]

    assert "An application was sent while another one was open." in found


@pytest.mark.parametrize(
    "facts",
    [{"role": "Ada Lovelace, 12 Main Street"}, {"role": "editor", "note": "x"}, {"role": [1.5]}],
)
def test_free_text_among_the_facts_is_found(facts: dict[str, Any]) -> None:
    entry = write_record("appointed", member=member(), facts=facts)

    found = [finding for finding in findings() if finding.topic == "facts"]

    assert [finding.entry for finding in found] == [str(entry.pk)]


def test_unknown_kind_is_found() -> None:
    write_record("crowned", member=member())

    assert "The log has no kind “crowned”." in [finding.sentence for finding in findings()]


# -- Reasons ---------------------------------------------------------------------------------------


def test_reason_in_other_words_is_found(granted: Application) -> None:
    entry = latest("granted").pk
    CivicReason.objects.filter(entry=entry).update(text="Never.")

    found = findings()

    assert [(one.topic, one.entry) for one in found] == [("reason", str(entry))]


def test_reason_without_an_entry_is_found() -> None:
    CivicReason.objects.create(entry=uuid4(), salt="x", text="Because.")

    assert sentences("reason") == ["A reason is kept that belongs to no entry."]


# -- The tables of today ---------------------------------------------------------------------------


def differ(topic: str, expected: str) -> None:
    assert any(expected in sentence for sentence in sentences(topic))


def test_standing_without_an_entry_is_found() -> None:
    user = member()
    User.objects.filter(pk=user.pk).update(standing="resident")

    differ("standing", "a resident by the tables, a visitor by the record")


def test_number_that_was_changed_is_found() -> None:
    founder = found_city(member())
    User.objects.filter(pk=founder.pk).update(citizen_number=77)

    differ("standing", "citizen no. 77 by the tables, no. 1 by the record")


def test_dormancy_without_an_entry_is_found() -> None:
    founder = found_city(member())
    User.objects.filter(pk=founder.pk).update(dormant_since=timezone.now())

    differ("standing", "dormant by the tables, awake by the record")


def test_role_without_an_appointment_is_found() -> None:
    user = member()
    user.groups.add(Group.objects.get_or_create(name="administrator")[0])

    found = [finding.sentence for finding in verify_database(lambda count: None)]

    assert found == [
        f"Member {user.record_id}: is administrator, and the record has no appointment."
    ]


def test_application_that_was_reopened_by_hand_is_found() -> None:
    asked = application()
    withdraw_application(asked, by=asked.applicant)
    Application.objects.filter(pk=asked.pk).update(state="in_review", closed_at=None)

    differ("application", f"application {asked.pk} is “in_review” by the tables, “withdrew” by")


def test_application_that_is_gone_is_found() -> None:
    asked = application()
    Application.objects.filter(pk=asked.pk).delete()

    differ("application", f"application {asked.pk} is in the record and nowhere else")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda pk: Sanction.objects.filter(pk=pk).update(lifted_at=timezone.now()), "is not held"),
        (lambda pk: Sanction.objects.filter(pk=pk).update(kind="warning"), "is not held"),
        (lambda pk: Sanction.objects.filter(pk=pk).delete(), "is in the record and nowhere else"),
    ],
)
def test_sanction_that_was_changed_by_hand_is_found(
    change: Callable[[int], object], expected: str
) -> None:
    held = impose_sanction(member(), "held", by=editor(), reason="Hasty.")
    pk = held.pk
    change(pk)

    differ("sanction", f"sanction {pk} {expected}")


def test_sanction_without_an_entry_is_found() -> None:
    made = Sanction.objects.create(user=member(), kind="held", reason="Hasty.")

    differ("sanction", f"sanction {made.pk} is not in the record")


def test_appeal_that_was_ended_by_hand_is_found() -> None:
    held = impose_sanction(member(), "held", by=editor(), reason="Hasty.")
    appeal = appeal_sanction(held, by=held.user, statement="I was not.")
    appeal.state = "withdrawn"
    appeal.save(update_fields=["state"])

    differ("appeal", f"appeal {appeal.pk} is “withdrawn” by the tables, “passed_on” by the record")


def test_account_that_was_deleted_by_hand_is_found() -> None:
    user = member()
    appoint_member(user, "writer", by=None)
    user.delete()

    differ("account", "has no account, and the record has no leave")


def test_who_left_stays_in_a_lawful_record(granted: Application) -> None:
    user = granted.applicant
    write_record("left", member=user)
    user.delete()

    assert findings() == []


def test_what_is_told_of_somebody_who_left_is_found() -> None:
    user = member()
    write_record("left", member=user)
    write_record("appointed", member=user, facts={"role": "writer"})
    user.delete()

    assert sentences("story") == ["“appointed” is told of somebody who had left."]


def test_charter_that_was_put_in_force_by_hand_is_found() -> None:
    before = City.current().charter
    charter()
    City.objects.update(charter=before)

    differ("charter", "Charter 1 is in force by the tables, 2 by the record")


def test_number_of_the_city_that_was_changed_by_hand_is_found() -> None:
    city = City.current()
    city.appeal_days = 20
    save_city(city, by=administrator())
    City.objects.update(appeal_days=1)

    differ("city", "“appeal_days” is 1 by the tables, 20 by the record")


def test_citizen_number_that_was_given_twice_is_found() -> None:
    found_city(member())
    other = member()
    write_record("granted", member=other, standing="resident")
    write_record("granted", member=other, standing="citizen", facts={"number": 1})

    found = [finding.sentence for finding in findings()]

    assert "Two members are citizen no. 1." in found


# -- Ballots ---------------------------------------------------------------------------------------


def counted_ballot(*, yes: int, no: int) -> Ballot:
    """A ballot that is over; how everybody in it came by their standing stands in the record."""
    ballot, people = open_ballot(voters=12)
    for user in User.objects.exclude(standing="visitor"):
        enter_standing(user)
    for user, vote in zip(people, ["yes"] * yes + ["no"] * no, strict=False):
        cast_vote(ballot, by=user, vote=vote)
    hurry_ballot(ballot)
    return ballot


def test_counted_ballot_is_found_to_be_well() -> None:
    counted_ballot(yes=7, no=3)

    assert findings() == []


def test_tally_that_was_changed_afterwards_is_found() -> None:
    ballot = counted_ballot(yes=7, no=3)
    Ballot.objects.filter(pk=ballot.pk).update(yes=8)

    differ("ballot", f"ballot {ballot.pk} was counted otherwise by the record")


def test_outcome_that_the_numbers_do_not_give_is_found() -> None:
    counted_ballot(yes=6, no=4)
    entry = latest("counted")
    tampered(entry.pk, facts={**entry.facts, "outcome": "granted"})

    found = [finding.sentence for finding in findings()]

    assert "The ballot came to “granted”; its numbers make it “declined”." in found


def test_count_under_other_numbers_than_the_charters_is_found() -> None:
    ballot = counted_ballot(yes=7, no=3)
    CharterStep.objects.filter(charter=ballot.application.charter).update(grant_percent=90)

    differ("ballot", f"ballot {ballot.pk} was counted under other numbers than its charter’s")


# -- The command -----------------------------------------------------------------------------------


def test_command_fails_with_a_finding_and_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    entry = write_record("crowned", member=member())

    with pytest.raises(CommandError, match="2 findings in the logs of this database"):
        call_command("verify_record")

    assert f"story: The record has no kind “crowned”. (entry {entry.pk})" in capsys.readouterr().out


def test_command_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_record")

    assert "All is well" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_guards_are_tried_outside_a_transaction_too() -> None:
    assert findings() == []
    assert not transaction.get_connection().in_atomic_block
