"""Asking for the next standing, and the page of an application."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.actions.appeals import appeals_since
from community.actions.ladder import (
    answer_question,
    endorse_application,
    open_application,
    progress,
    submit_application,
    withdraw_application,
)
from community.errors import Refused
from community.forms.ladder import ApplicationForm, EndorsementForm, MessageForm
from community.html import safe
from community.models import Application, Charter, CharterStep, City, User
from community.permissions import (
    Person,
    applications_visible_to,
    can_endorse,
    can_see_messages,
    can_withdraw,
    has_endorsed,
    is_waiting,
    member,
)

CONFLICT, UNPROCESSABLE = 409, 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """What is asked and how far one has come; when all is met, the form."""
    user = member(request.user)
    charter = City.current().charter
    form = ApplicationForm(request.POST or None, initial={"charter": charter and charter.pk})
    if request.method != "POST":
        return apply_page(request, user, charter, form)
    if not form.is_valid():
        return apply_page(request, user, charter, form, status=UNPROCESSABLE)
    accepted = Charter.objects.adopted().filter(pk=form.cleaned_data["charter"]).first()
    try:
        application = submit_application(
            user, charter=accepted or Charter(), statement=form.cleaned_data["statement"]
        )
    except Refused as error:
        form.add_error(None, str(error))
        if accepted != charter:
            form.ask_for(charter)
        return apply_page(request, user, charter, form, status=CONFLICT)
    messages.success(request, _("Your application has arrived. Thank you."))
    return redirect(application)


def apply_page(
    request: HttpRequest,
    user: User,
    charter: Charter | None,
    form: ApplicationForm,
    *,
    status: int = 200,
) -> HttpResponse:
    step = next_step(user, charter)
    requirements = progress(user, step) if step else []
    context = {
        "step": step,
        "requirements": requirements,
        "ready": all(asked.met for asked in requirements),
        "application": open_application(user),
        "waiting": is_waiting(user),
        "last": user.applications.filter(standing=user.next_standing or "").first(),
        "charter": charter,
        "charter_text": safe(charter.html) if charter else "",
        "form": form,
    }
    return render(request, "community/apply.html", context, status=status)


def next_step(user: User, charter: Charter | None) -> CharterStep | None:
    standing = user.next_standing
    return charter.step_to(standing) if charter and standing else None


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
    status: int = 200,
) -> HttpResponse:
    user = request.user
    sees_messages = can_see_messages(user, application)
    context = {
        "application": application,
        "is_mine": application.applicant_id == user.pk,
        "endorsements": application.endorsements.select_related("endorser"),
        "may_endorse": can_endorse(user, application),
        "has_endorsed": has_endorsed(user, application),
        "may_withdraw": application.is_open and can_withdraw(user, application),
        "sees_messages": sees_messages,
        **appeal_of(application, user),
        "letters": application.messages.select_related("author") if sees_messages else [],
        "endorsement_form": endorsement_form or EndorsementForm(),
        "answer_form": answer_form or MessageForm(),
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
    return {"appeal": appeal, "may_appeal": is_declined and in_time}


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
    application, user = visible(request, pk), member(request.user)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return application_page(request, application, answer_form=form, status=UNPROCESSABLE)
    try:
        answer_question(application, by=user, text=form.cleaned_data["text"])
    except Refused as error:
        form.add_error("text", str(error))
        return application_page(request, application, answer_form=form, status=CONFLICT)
    messages.success(request, _("Your answer is with the editors."))
    return redirect(application)


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
