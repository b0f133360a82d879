"""Charters and the city's numbers: new versions, never changed ones."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.actions.charter import adopt_charter, draft_charter, save_charter, save_city
from community.errors import Refused
from community.models import Charter, City, CivicRecord, User
from tests.factories.community import charter, charter_in_force, editor, member, moderator

pytestmark = pytest.mark.django_db


def test_new_version_takes_over_words_and_numbers() -> None:
    charter(young_city=4, resident={"comments": 9})
    drafted = draft_charter(text="Be kind.", by=editor(), like=charter_in_force())
    assert (drafted.version, drafted.young_city) == (3, 4)
    assert drafted.step_to("resident").comments == 9


def test_adopting_is_recorded_once() -> None:
    drafted, by = draft_charter(text="Be *kind*.", by=None), editor()
    for _ in range(2):
        adopt_charter(drafted, by=by)
    assert charter_in_force() == drafted
    assert "<em>kind</em>" in charter_in_force().html
    entry = CivicRecord.objects.get(kind="chartered", by=by.record_id)
    assert entry.facts == {"version": 2}


def test_version_that_was_in_force_does_not_come_back_or_change() -> None:
    first = charter_in_force()
    charter()
    with pytest.raises(Refused, match="stays as it was"):
        adopt_charter(first, by=editor())
    first.text = "Everything is allowed."
    with pytest.raises(Refused, match="stays as it was"):
        save_charter(first, by=editor())


@pytest.mark.parametrize("make", [member, moderator])
def test_only_editors_make_and_adopt(make: Callable[[], User]) -> None:
    with pytest.raises(PermissionDenied):
        draft_charter(text="Mine.", by=make())
    with pytest.raises(PermissionDenied):
        adopt_charter(charter_in_force(), by=make())


def test_numbers_that_contradict_each_other_are_not_adopted() -> None:
    drafted = draft_charter(text="Be kind.", by=None)
    drafted.steps.filter(standing="citizen").update(active_days=91)
    with pytest.raises(ValidationError, match="More active days"):
        adopt_charter(drafted, by=None)
    assert charter_in_force() != drafted


def test_charter_lacking_a_step_is_refused() -> None:
    drafted = draft_charter(text="Be kind.", by=None)
    drafted.steps.filter(standing="citizen").delete()
    with pytest.raises(Refused, match="both steps"):
        adopt_charter(drafted, by=None)


def test_script_in_a_charter_does_not_reach_the_page() -> None:
    drafted = draft_charter(text="Be <script>alert(1)</script> [kind](javascript:x).", by=None)
    adopt_charter(drafted, by=None)
    assert "<script" not in charter_in_force().html
    assert "href" not in charter_in_force().html


def test_changed_number_of_the_city_is_in_the_record() -> None:
    city, by = City.current(), editor()
    city.visitor_links, city.name = 4, "New Haven"
    save_city(city, by=by)
    assert City.current().visitor_links == 4
    entry = CivicRecord.objects.get(kind="changed")
    assert entry.facts == {"visitor_links": [1, 4], "name": "reworded"}


def test_city_number_out_of_range_is_refused() -> None:
    city = City.current()
    city.visitor_links = 999
    with pytest.raises(ValidationError):
        save_city(city, by=editor())


def test_drafts_are_not_adopted() -> None:
    draft_charter(text="Be kind.", by=None)
    assert Charter.objects.adopted().count() == 1
