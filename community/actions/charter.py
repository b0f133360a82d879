"""Charters: drafted, adopted, never changed afterwards. The city's own numbers too."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from community.actions.default_quiz import default_quiz
from community.actions.desk import lay_out_reasons
from community.actions.record import write_record
from community.errors import Refused
from community.html import clean_body
from community.kept import forget_kept
from community.models import (
    Charter,
    CharterStep,
    City,
    CivicRecord,
    QuizQuestion,
    Standing,
    User,
)
from community.permissions import StaffRight, staff_may

# What a fresh site asks; an editor adopts a new version to ask something else.
DEFAULT_STEPS: dict[Standing, dict[str, int | bool]] = {
    Standing.RESIDENT: {
        "account_days": 14,
        "articles_opened": 10,
        "opened_days": 5,
        "comments": 3,
        "clean_days": 90,
        "endorsements": 1,
        "wait_days": 30,
    },
    Standing.CITIZEN: {
        "standing_days": 60,
        "active_days": 20,
        "comments": 20,
        "comment_articles": 10,
        "constructive_people": 5,
        "clean_days": 180,
        "endorsements": 2,
        "endorsements_each": 5,
        "quiz_questions": 10,
        "quiz_right": 8,
        "hearing_days": 5,
        "ballot_days": 7,
        "wait_days": 90,
    },
}


def default_text() -> str:
    """The first charter, in the language of the site."""
    promises = [
        _("I read before I write, and I answer what was said."),
        _("I argue with the argument, never with the person."),
        _("I use one name here and stand by what I say under it."),
        _("When I was wrong, I say so in the same place."),
        _("I judge others as I wish to be judged: on the record, with a reason."),
    ]
    return "\n".join(f"{number}. {promise}" for number, promise in enumerate(promises, start=1))


def lay_out_city() -> None:
    """Give a fresh site its City row, first charter and ready reasons; silent the second time."""
    with transaction.atomic():
        city = City.current()
        if city.charter_id is None:
            adopt_charter(draft_charter(text=default_text(), by=None), by=None)
            lay_out_reasons()


def draft_charter(*, text: str, by: User | None, like: Charter | None = None) -> Charter:
    """Begin a new version with ``text``, and the numbers of ``like`` (or those of a fresh site)."""
    with transaction.atomic():
        refuse_unless_lawgiver(by)
        newest = Charter.objects.aggregate(newest=Max("version"))["newest"] or 0
        young_city = {"young_city": like.young_city} if like else {}
        charter = Charter.objects.create(version=newest + 1, text=text, **young_city)
        for standing, numbers in DEFAULT_STEPS.items():
            copied = numbers_of(like.step_to(standing)) if like else numbers
            CharterStep.objects.create(charter=charter, standing=standing, **copied)
        copy_quiz(charter, like)
    return charter


def copy_quiz(charter: Charter, like: Charter | None) -> None:
    """Give a draft the questions of ``like``, or those of a fresh site."""
    given = [(row.text, row.right, row.wrong) for row in like.questions.all()] if like else []
    rows = given or [(text, right, "\n".join(wrong)) for text, right, *wrong in default_quiz()]
    QuizQuestion.objects.bulk_create(
        QuizQuestion(charter=charter, text=text, right=right, wrong=wrong)
        for text, right, wrong in rows
    )


def numbers_of(step: CharterStep) -> dict[str, int | bool]:
    return model_to_dict(step, exclude=["id", "charter", "standing"])


def adopt_charter(charter: Charter, *, by: User | None) -> Charter:
    """Put a draft in force; silent when it is. Open applications stay under their own version.

    ``by`` None is the site itself, laying out a fresh city.
    """
    with transaction.atomic():
        refuse_unless_lawgiver(by)
        City.current()
        city = City.objects.select_for_update().get(pk=1)
        charter = Charter.objects.select_for_update().get(pk=charter.pk)
        if city.charter_id == charter.pk:
            return charter
        if not charter.is_draft:
            raise Refused(_("A version that was in force stays as it was. Make a new one like it."))
        refuse_unless_whole(charter)
        charter.html = clean_body(MarkdownIt("commonmark", {"html": False}).render(charter.text))
        charter.adopted_at = timezone.now()
        charter.save(update_fields=["html", "adopted_at"])
        city.charter = charter
        city.save(update_fields=["charter"])
        forget_kept()
        facts = {"version": charter.version}
        write_record(CivicRecord.Kind.CHARTERED, member=None, by=by, facts=facts)
    return charter


def refuse_unless_whole(charter: Charter) -> None:
    """ValidationError for a number out of range, Refused for a missing part."""
    charter.full_clean(exclude=["html"])
    steps = {step.standing: step for step in charter.steps.all()}
    if set(steps) != {Standing.RESIDENT, Standing.CITIZEN}:
        raise Refused(_("A charter needs the numbers of both steps."))
    for step in steps.values():
        step.full_clean()
    questions = list(charter.questions.all())
    for question in questions:
        question.full_clean()
    if len(questions) < max(step.quiz_questions for step in steps.values()):
        raise Refused(_("The quiz has fewer questions than it asks. Write some more."))


def save_charter(charter: Charter, *, by: User) -> None:
    """Store a draft that an editor wrote."""
    refuse_unless_lawgiver(by)
    with transaction.atomic():
        stored = Charter.objects.select_for_update().get(pk=charter.pk)
        if not stored.is_draft:
            raise Refused(_("A version that was in force stays as it was. Make a new one like it."))
        charter.save(update_fields=["text", "young_city"])


def save_city(city: City, *, by: User) -> None:
    """Store the city's settings; the record keeps each changed number, and the names of words."""
    if not staff_may(by, StaffRight.EDIT_CITY):
        raise PermissionDenied(_("Only editors change the city."))
    city.full_clean()
    with transaction.atomic():
        City.current()
        stored = City.objects.select_for_update().get(pk=1)
        facts: dict[str, int | str | bool | list[int] | None] = {}
        for field in (f.name for f in City._meta.concrete_fields if f.editable and f.name != "id"):
            before, after = getattr(stored, field), getattr(city, field)
            if field != "charter" and before != after:
                facts[field] = [before, after] if isinstance(after, int) else "reworded"
                setattr(stored, field, after)
        if facts:
            stored.save(update_fields=list(facts))
            forget_kept()
            write_record(CivicRecord.Kind.CHANGED, member=None, by=by, facts=facts)


def refuse_unless_lawgiver(by: User | None) -> None:
    if by is not None and not staff_may(by, StaffRight.EDIT_CITY):
        raise PermissionDenied(_("Only editors change the charter."))
