"""Every number that people set keeps to a range: in the form, in the model, in the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from community.actions.charter import draft_charter
from community.models import Charter, CharterStep, City, ReadyReason
from community.models.numbers import Whole
from tests.factories.community import charter_in_force

pytestmark = pytest.mark.django_db

SET_BY_PEOPLE = (Charter, CharterStep, City, ReadyReason)
COUNTED_BY_THE_SITE = {"version", "next_citizen_number", "id"}
NUMBERS = [
    (model, field)
    for model in SET_BY_PEOPLE
    for field in model._meta.concrete_fields
    if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField)
    and field.name not in COUNTED_BY_THE_SITE
]


@pytest.mark.parametrize(("model", "field"), NUMBERS, ids=str)
def test_no_number_goes_without_a_range(model: type[models.Model], field: Whole) -> None:
    limits = {each.limit_value for each in field.validators if hasattr(each, "limit_value")}
    assert isinstance(field, Whole), f"{field}: make it with whole(...)"
    assert {field.low, field.high} <= limits
    names = [constraint.name for constraint in model._meta.constraints]
    assert names.count(f"{model._meta.model_name}_{field.name}_in_range") == 1


@pytest.mark.parametrize(("model", "field"), NUMBERS, ids=str)
def test_the_database_holds_the_range_at_both_ends(model: type[models.Model], field: Whole) -> None:
    City.current()
    rows = model._default_manager.all()
    assert rows.exists()
    for outside in (field.high + 1, field.low - 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{field.name: outside})
    for inside in (field.high, field.low):
        assert rows.update(**{field.name: inside})


CONTRADICTIONS = [
    ({"quiz_questions": 5, "quiz_right": 6}, "quiz_right"),
    ({"quiz_questions": 5, "quiz_right": 0}, "quiz_right"),
    ({"active_days": 8, "active_window_days": 7}, "active_days"),
    ({"comments": 3, "comment_articles": 4}, "comment_articles"),
    ({"grant_percent": 60, "editor_percent": 61}, "editor_percent"),
    ({"ballot_days": 7, "young_roll": 4, "quorum_least": 5}, "quorum_least"),
]
WITHOUT = {
    "quiz_questions": 0,
    "quiz_right": 0,
    "active_days": 0,
    "comments": 0,
    "comment_articles": 0,
    "ballot_days": 0,
}


@pytest.mark.parametrize(("numbers", "wrong"), CONTRADICTIONS)
def test_numbers_that_contradict_each_other_are_refused(
    numbers: dict[str, int], wrong: str
) -> None:
    step = CharterStep(charter=draft_charter(text="x", by=None), standing="resident", **WITHOUT)
    step.clean()
    for name, value in numbers.items():
        setattr(step, name, value)
    with pytest.raises(ValidationError) as refused:
        step.clean()
    assert set(refused.value.message_dict) == {wrong}


def test_numbers_that_just_fit_are_taken() -> None:
    step = charter_in_force().step_to("citizen")
    step.quiz_right, step.active_days = step.quiz_questions, step.active_window_days
    step.comment_articles, step.editor_percent = step.comments, step.grant_percent
    step.quorum_least = step.young_roll
    step.full_clean()


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ({"juror_days": 11, "panel_days": 10}, "juror_days"),
        ({"dormant_months": 1, "dormant_notice_days": 29}, "dormant_notice_days"),
    ],
)
def test_the_city_s_numbers_do_not_contradict_each_other(
    numbers: dict[str, int], wrong: str
) -> None:
    city = City.current()
    city.full_clean()
    for name, value in numbers.items():
        setattr(city, name, value)
    with pytest.raises(ValidationError) as refused:
        city.full_clean()
    assert wrong in refused.value.message_dict
