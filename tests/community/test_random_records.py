"""Whatever lives are lived, the record tells them lawfully, and so does its export."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from community.actions.ledger import CIVIC, export_lines, verify_file, verify_lives
from tests.community.test_random_lives import Lives

pytestmark = pytest.mark.django_db


class RecordedLives(Lives):
    """The same lives; at the end of each the whole record is read."""

    def teardown(self) -> None:
        try:
            # The cast's editors are made, not appointed.
            wrong = [finding for finding in verify_lives() if finding.topic != "roles"]
            assert wrong == []
            self.export_verifies()
        finally:
            super().teardown()

    def export_verifies(self) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "record.jsonl"
            path.write_text("".join(f"{line}\n" for line in export_lines(CIVIC)))
            assert list(verify_file(path, lambda count: None)) == []


def live(*, lives: int) -> None:
    how = settings(
        max_examples=lives,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(RecordedLives, settings=how)


def test_random_lives_make_a_lawful_record() -> None:
    live(lives=10)


@pytest.mark.deep
def test_many_random_lives_make_a_lawful_record() -> None:
    live(lives=150)
