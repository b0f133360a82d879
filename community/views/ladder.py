"""The page of an application: who vouches, what is asked and answered, the way back."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.actions.appeals import appeal_until, appeals_since
from community.actions.ladder import (
    answer_question,
    ask_in_hearing,
    endorse_application,
    withdraw_application,
)
from community.errors import Refused
from community.forms.ladder import EndorsementForm, MessageForm, QuestionForm
from community.models import Application, City
from community.permissions import (
    Person,
    applications_visible_to,
    can_ask_in_hearing,
    can_endorse,
    can_see_messages,
    can_withdraw,
    has_endorsed,
    member,
)

CONFLICT, UNPROCESSABLE = 409, 422
HEARING = Application.State.HEARING


@login_required
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    return application_page(request, visible(request, pk))


def visible(request: HttpRequest, pk: int) -> Application:
    applications = applications_visible_to(request.user)
    return get_object_or_404(applications.select_related("applicant", "charter"), pk=pk)


def application_page(
    request: HttpRequest,
    application: Application,
    *,
    endorsement_form: Form | None = None,
    answer_form: Form | None = None,
    question_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    sees_messages = can_see_messages(user, application)
    context = {
        "application": application,
        "is_mine": application.applicant_id == user.pk,
        "our_city": City.current(),
        "step": application.charter.step_to(application.standing),
        "endorsements": application.endorsements.select_related("endorser"),
        "may_endorse": can_endorse(user, application),
        "has_endorsed": has_endorsed(user, application),
        "may_withdraw": application.is_open and can_withdraw(user, application),
        "sees_messages": sees_messages,
        **appeal_of(application, user),
        "letters": application.messages.select_related("author") if sees_messages else [],
        "endorsement_form": endorsement_form or EndorsementForm(),
        "answer_form": answer_form or MessageForm(),
        "question_form": question_form or QuestionForm(),
        "may_ask": application.state == HEARING and can_ask_in_hearing(user, application),
    }
    return render(request, "community/application.html", context, status=status)


def appeal_of(application: Application, user: Person) -> dict[str, object]:
    """The applicant's last appeal against a decline, or whether one is possible now."""
    if application.applicant_id != user.pk:
        return {}
    appeal, closed_at = application.appeals.first(), application.closed_at
    is_declined = application.state == Application.State.DECLINED and closed_at is not None
    if appeal is not None and closed_at and is_declined and appeal.decision_at < closed_at:
        appeal = None  # against an earlier decline of the same application
    in_time = closed_at is not None and closed_at > appeals_since()
    until = appeal_until(closed_at) if closed_at else None
    return {"appeal": appeal, "may_appeal": is_declined and in_time, "appeal_until": until}


@login_required
@require_POST
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    application, user = visible(request, pk), member(request.user)
    form = EndorsementForm(request.POST)
    if not form.is_valid():
        return application_page(request, application, endorsement_form=form, status=UNPROCESSABLE)
    words = form.cleaned_data["words"]
    done = _("Thank you for vouching.")
    return settle(
        request, application, lambda: endorse_application(application, by=user, words=words), done
    )


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    application, form = visible(request, pk), MessageForm(request.POST)
    return send_message(
        request,
        application,
        form,
        answer_question,
        done=_("Your answer is with the editors."),
        again=partial(application_page, request, application, answer_form=form),
    )


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question in the hearing."""
    application, form = visible(request, pk), QuestionForm(request.POST)
    return send_message(
        request,
        application,
        form,
        ask_in_hearing,
        done=_("Asked. All who may vote read it, and the answer."),
        again=partial(application_page, request, application, question_form=form),
    )


def send_message(
    request: HttpRequest,
    application: Application,
    form: MessageForm,
    action: Callable[..., object],
    *,
    done: str,
    again: Callable[..., HttpResponse],
) -> HttpResponse:
    """Call ``action`` with what was written, or show the page ``again`` with it, and why."""
    by, status = member(request.user), UNPROCESSABLE
    if form.is_valid():
        try:
            action(application, by=by, text=form.cleaned_data["text"])
        except Refused as error:
            form.add_error("text", str(error))
            status = CONFLICT
        else:
            messages.success(request, done)
            return redirect(application)
    return again(status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    application, user = visible(request, pk), member(request.user)
    done = _("Your application is withdrawn. You may apply again at any time.")
    return settle(request, application, lambda: withdraw_application(application, by=user), done)


def settle(
    request: HttpRequest, application: Application, action: Callable[[], object], done: str
) -> HttpResponse:
    """Do it and go back to the application's page, or say there why not."""
    try:
        action()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(application)
