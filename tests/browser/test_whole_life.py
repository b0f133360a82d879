"""One person's whole life in the city, as she and those around her see it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import BrowserContext

from community.models import User
from tests.browser.conftest import Complaints
from tests.browser.life import citizenship, residence, years
from tests.browser.life.stage import Stage
from tests.factories.community import charter, citizen, editor, moderator, resident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(
    new_context: Callable[..., BrowserContext], base_url: str, run_tasks: Callable[[], int]
) -> Iterator[Stage]:
    """A city that is not young, where five citizens beside two friends may vote and three must."""
    charter(young_city=0, citizen={"young_roll": 3, "quorum_least": 3})
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC)) as clock:
        yield Stage(new_context, base_url, run_tasks, clock, new_context().new_page())


def neighbours(*names: str) -> list[User]:
    return [citizen(name) for name in names]


def test_from_a_visitor_to_a_citizen_who_comes_back(stage: Stage, complaints: Complaints) -> None:
    complaints.allow("status of 403")  # the vote of somebody dormant
    edda, dario = editor("Edda Berg"), editor("Dario Conti")
    friends = neighbours("Ana Reis", "Ben Okri")
    voters = neighbours("Cleo Ray", "Dov Adler", "Eve Sato", "Fay Moss", "Gil Ortega")
    residence.arrive(stage, moderator("Mo Iversen"))
    residence.take_root(stage)
    residence.apply(stage, resident("Rana Aziz"))
    residence.be_declined(stage, edda)
    residence.object_once(stage)
    residence.be_found_right(stage)
    residence.be_admitted(stage, edda, dario)
    residence.live_here(stage)

    citizenship.take_part(stage, voters[0])
    stage.change_browser(scripts=False)
    citizenship.pass_quiz(stage)
    citizenship.apply(stage)
    citizenship.be_vouched_for(stage, friends)
    citizenship.be_heard(stage, voters[1])
    votes = ["Yes", "Yes", "Yes", "No"]
    citizenship.be_voted_on(stage, dict(zip(voters, votes, strict=False)))
    stage.change_browser(scripts=True)
    citizenship.be_counted(stage)
    citizenship.celebrate(stage)

    years.vouch(stage)
    years.be_missed(stage)
    years.leave_a_ballot_open(stage, friends)
    years.fall_asleep(stage)
    years.wake_up(stage)
