"""Members and applications are taken over with the record of how they came by what they have."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from community.actions.importing import (
    ImportedApplication,
    ImportedMember,
    ImportedVotes,
    import_application,
    import_member,
)
from community.actions.ladder import progress
from community.actions.ladder.figures import count_ladder
from community.actions.ledger import verify_lives
from community.models import Application, Ballot, CivicRecord, LadderMonth, Notice, Standing, User
from tests.factories.community import charter, editor, took_part

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NUMBERS = {"hearing_days": 3, "ballot_days": 5, "quorum_least": 2, "young_roll": 3}


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def taken_over(handle: str, standing: str = "visitor") -> User:
    """Somebody who came 300 days ago; a resident after 50 days, a citizen after 100."""
    is_citizen = standing == "citizen"
    return import_member(
        ImportedMember(
            email=f"{handle}@example.org",
            handle=handle,
            display_name=handle.title(),
            created_at=ago(300),
            resident_since=None if standing == "visitor" else ago(250),
            citizen_since=ago(200) if is_citizen else None,
        )
    )


def asked(by: User, **given: object) -> ImportedApplication:
    row = {"charter": charter(citizen=NUMBERS), "statement": "I read.", "submitted_at": ago(20)}
    return ImportedApplication(applicant=by, **{**row, **given})  # type: ignore[arg-type]  # as given


def is_lawful() -> bool:
    """Whether the lives agree with the tables, but for the staff that the tests made."""
    findings = [found for found in verify_lives() if found.topic != "roles"]
    return findings == []


def test_founder_is_a_citizen_at_once_and_needs_no_admission_before() -> None:
    founder = import_member(
        ImportedMember(
            email="f@example.org",
            handle="f",
            display_name="F",
            created_at=ago(9),
            citizen_since=ago(8),
        )
    )
    entries = CivicRecord.objects.filter(member=founder.record_id)
    assert [entry.kind for entry in entries] == ["founded"]
    assert founder.resident_since == founder.citizen_since == ago(8)
    assert is_lawful()


def test_granted_application_gives_the_standing_as_the_decision_of_an_editor_does() -> None:
    ada, by = taken_over("ada"), editor()
    made = import_application(
        asked(ada, state="granted", decided_by=by, closed_at=ago(16), reason="Clear.")
    )

    ada.refresh_from_db()
    entry = CivicRecord.objects.get(member=ada.record_id, kind="granted")
    assert (ada.standing, ada.resident_since) == (Standing.RESIDENT, ago(16))
    assert (entry.by, entry.at, bool(entry.reason_hash)) == (by.record_id, ago(16), True)
    waited = (ago(16) - ago(20) - timedelta(hours=20)).total_seconds()
    assert entry.facts == {"application": made.pk, "waited": int(waited), "late": False}
    count_ladder()
    assert sum(LadderMonth.objects.values_list("granted", flat=True)) == 1
    assert not Notice.objects.exists()
    assert is_lawful()


@pytest.mark.parametrize("state", ["submitted", "in_review", "withdrawn", "expired", "declined"])
def test_any_other_state_leaves_the_standing_and_a_lawful_record(state: str) -> None:
    ada, by = taken_over("ada"), editor()
    is_open, is_decided = state in Application.OPEN_STATES, state == "declined"
    end = {} if is_open else {"closed_at": ago(3)}
    decision = {"decided_by": by, "reason": "Not yet."} if is_decided else {}
    import_application(asked(ada, state=state, **end, **decision))

    ada.refresh_from_db()
    assert ada.standing == Standing.VISITOR
    assert is_lawful()


@pytest.mark.parametrize(("yes", "no", "state"), [(3, 1, "granted"), (1, 3, "declined")])
def test_counted_ballot_says_what_came_of_the_application(yes: int, no: int, state: str) -> None:
    for name in "abcdef":
        taken_over(name, "citizen")
    ada = taken_over("ada", "resident")
    votes = ImportedVotes(yes=yes, no=no, abstain=1)
    made = import_application(asked(ada, standing=Standing.CITIZEN, state=state, votes=votes))

    ada.refresh_from_db()
    ballot = Ballot.objects.get()
    assert (made.state, ballot.outcome, ballot.roll_size) == (state, state, 6)
    assert (ada.standing == Standing.CITIZEN) is (state == "granted")
    assert (made.again_after is None) is (state == "granted")
    assert not ballot.roll.exists()
    assert is_lawful()


def test_roll_of_an_open_ballot_has_the_marks_of_those_who_voted() -> None:
    people = [taken_over(name, "citizen") for name in "abcdef"]
    ada = taken_over("ada", "resident")
    votes = ImportedVotes(yes=1, no=1, abstain=0, voters=people[:2])
    import_application(
        asked(
            ada,
            standing=Standing.CITIZEN,
            state="ballot",
            submitted_at=ago(5),
            votes=votes,
            endorsed_by=people[5:],
        )
    )

    assert not Ballot.objects.get().roll.uncalled().exists()
    marks = dict(Ballot.objects.get().roll.values_list("voter__handle", "has_voted"))
    assert marks == {"a": True, "b": True, "c": False, "d": False, "e": False}
    assert is_lawful()


def test_snapshot_tells_what_had_been_done_when_it_was_sent() -> None:
    ada = taken_over("ada")
    took_part(ada, "opened", day=timezone.localdate(ago(30)))
    took_part(ada, "opened", day=timezone.localdate(ago(2)))
    row = asked(ada, state="submitted")

    made = import_application(row)

    then = {each["name"]: each["have"] for each in made.snapshot}
    now = {each.name: each.have for each in progress(ada, row.charter.step_to("resident"))}
    assert (then["articles_opened"], now["articles_opened"]) == (1, 2)
    assert (then["account_days"], now["account_days"]) == (280, 300)
