"""The city's public pages: what it is, what one promises, who may do what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.actions.ladder import is_young, open_application, progress
from community.actions.ladder.requirements import requirements_of
from community.html import safe
from community.models import Charter, CharterStep, City, Standing, User
from community.permissions import Right, applications_to_vouch_for, has_right, newest_citizens
from community.views.tables import number_rows, right_rows, sanction_rows, staff_rows

NEIGHBOURS, NEWEST = 12, 6
LONGEST_VERSION = 6  # digits


@require_safe
def community(request: HttpRequest) -> HttpResponse:
    city = City.current()
    steps = steps_of(city.charter)
    context = {
        "our_city": city,
        "steps": [{**describe(step), "young_today": is_young(step)} for step in steps],
        "mine": mine(request.user, steps) if isinstance(request.user, User) else None,
        "neighbours": applications_to_vouch_for(request.user).with_vouched()[:NEIGHBOURS],
        "newest": newest_citizens()[:NEWEST],
    }
    return render(request, "community/community.html", context)


def steps_of(charter: Charter | None) -> list[CharterStep]:
    return list(charter.steps.select_related("charter")) if charter else []


def describe(step: CharterStep) -> dict[str, object]:
    """What the charter says of the step, whatever day it is."""
    return {
        "step": step,
        "standing": step.standing,
        "before": Standing(step.standing).before,
        "requirements": requirements_of(step),
    }


def mine(user: User, steps: list[CharterStep]) -> dict[str, object]:
    """Where the member stands and how far the next house is."""
    step = next((step for step in steps if step.standing == user.next_standing), None)
    requirements = progress(user, step) if step else []
    return {
        "step": step,
        "requirements": requirements,
        "ready": all(asked.met for asked in requirements),
        "may_apply": step is not None and step.is_open and has_right(user, Right.APPLY),
        "application": open_application(user),
    }


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    """The charter in force, or with ``?version=`` one that was."""
    adopted = Charter.objects.adopted()
    version = request.GET.get("version", "")
    if version:
        is_number = version.isdecimal() and len(version) <= LONGEST_VERSION
        shown = get_object_or_404(adopted, version=version if is_number else 0)
    else:
        shown = get_object_or_404(adopted, city__pk=1)
    context = {
        "charter": shown,
        "text": safe(shown.html),
        "versions": adopted,
        "steps": [describe(step) for step in steps_of(shown)],
    }
    return render(request, "community/charter.html", context)


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    city = City.current()
    context = {
        "our_city": city,
        "standings": Standing.values,
        "rights": right_rows(city),
        "numbers": number_rows(city),
        "staff": staff_rows(),
        "sanctions": sanction_rows(),
    }
    return render(request, "community/rights.html", context)
