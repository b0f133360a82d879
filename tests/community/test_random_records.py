"""Whatever lives are lived and appeals judged, the record tells them lawfully, its export too."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from community.actions.ledger import CIVIC, export_lines, verify_file, verify_lives
from tests.community.lives import Lives
from tests.community.test_random_panels import Panels

pytestmark = pytest.mark.django_db


def verify(*made: str) -> None:
    """Read the whole record; the cast is ``made`` with what the record does not tell."""
    assert [finding for finding in verify_lives() if finding.topic not in made] == []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.jsonl"
        path.write_text("".join(f"{line}\n" for line in export_lines(CIVIC)))
        assert list(verify_file(path, lambda count: None)) == []


class RecordedLives(Lives):
    """The same lives; at the end of each the record is read."""

    def teardown(self) -> None:
        try:
            verify("roles")
        finally:
            super().teardown()


class RecordedPanels(Panels):
    def teardown(self) -> None:
        try:
            verify("roles", "standing")
        finally:
            super().teardown()


def live(machine: type[RuleBasedStateMachine], *, lives: int) -> None:
    how = settings(
        max_examples=lives,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)


@pytest.mark.parametrize("machine", [RecordedLives, RecordedPanels])
def test_random_lives_make_a_lawful_record(machine: type[RuleBasedStateMachine]) -> None:
    live(machine, lives=8)


@pytest.mark.deep
@pytest.mark.parametrize("machine", [RecordedLives, RecordedPanels])
def test_many_random_lives_make_a_lawful_record(machine: type[RuleBasedStateMachine]) -> None:
    live(machine, lives=150)
