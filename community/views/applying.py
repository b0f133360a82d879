"""Asking for the next standing: what is asked, the quiz, the form that keeps what one writes."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.actions.ladder import (
    answer_quiz,
    begin_quiz,
    keep_application_draft,
    open_application,
    progress,
    submit_application,
)
from community.actions.ladder.drafts import drafted_statement
from community.actions.ladder.quiz import attempt_of_today, has_passed, questions_of
from community.errors import Refused
from community.forms.ladder import ApplicationForm, QuizForm
from community.html import safe
from community.models import Charter, CharterStep, City, User
from community.permissions import is_waiting, member


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """What is asked and how far one has come; when all is met, the form."""
    user = member(request.user)
    charter = City.current().charter
    given = {"charter": charter and charter.pk, "statement": drafted_statement(user)}
    form = ApplicationForm(request.POST or None, initial=given)
    if request.method != "POST":
        return apply_page(request, user, charter, form)
    keep_application_draft(user, statement=request.POST.get("statement", ""))
    if "later" in request.POST:
        messages.success(request, _("Kept. It waits here until you come back."))
        return redirect("community:apply")
    if not form.is_valid():
        return apply_page(request, user, charter, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    accepted = Charter.objects.adopted().filter(pk=form.cleaned_data["charter"]).first()
    try:
        application = submit_application(
            user, charter=accepted or Charter(), statement=form.cleaned_data["statement"]
        )
    except Refused as error:
        form.add_error(None, str(error))
        if accepted != charter:
            form.ask_for(charter)
        return apply_page(request, user, charter, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Your application has arrived. Thank you."))
    return redirect(application)


def apply_page(
    request: HttpRequest,
    user: User,
    charter: Charter | None,
    form: ApplicationForm,
    *,
    status: int = HTTPStatus.OK,
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
        **quiz_state(user, step),
    }
    return render(request, "community/apply.html", context, status=status)


def next_step(user: User, charter: Charter | None) -> CharterStep | None:
    standing = user.next_standing
    return charter.step_to(standing) if charter and standing else None


def quiz_state(user: User, step: CharterStep | None) -> dict[str, object]:
    """Whether the quiz of the step is asked, passed, or may be tried again tomorrow."""
    if step is None or not step.quiz_questions:
        return {"has_quiz": False, "quiz_passed": True, "quiz_today": None}
    today = attempt_of_today(user, step.charter)
    return {
        "has_quiz": True,
        "quiz_passed": has_passed(user, step.charter),
        "quiz_today": today if today and today.score is not None else None,
    }


@login_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being written; a script sends it as one goes."""
    keep_application_draft(member(request.user), statement=request.POST.get("statement", ""))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest) -> HttpResponse:
    """The quiz of the next step: begun by a press, sent once, tried again on another day."""
    user = member(request.user)
    step = next_step(user, City.current().charter)
    if step is None or not step.quiz_questions:
        return redirect("community:apply")
    attempt = attempt_of_today(user, step.charter)
    if request.method == "POST" and attempt is None:
        begin_quiz(user, step)
        return redirect("community:quiz")
    questions = questions_of(attempt) if attempt else []
    sent = request.method == "POST" and attempt is not None and attempt.score is None
    form = QuizForm(questions, request.POST if sent else None)
    if sent and attempt is not None and form.is_valid():
        attempt = answer_quiz(attempt, by=user, step=step, answers=form.answers)
        return told(request, attempt.score or 0, is_passed=attempt.is_passed)
    context = {
        "step": step,
        "attempt": attempt,
        "form": form,
        "passed": has_passed(user, step.charter),
        "number": min(step.quiz_questions, step.charter.questions.count()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "community/quiz.html", context, status=status)


def told(request: HttpRequest, score: int, *, is_passed: bool) -> HttpResponse:
    if is_passed:
        messages.success(request, _("Passed. Now your words, and the charter."))
        return redirect("community:apply")
    words = ngettext("%(count)d was right.", "%(count)d were right.", score) % {"count": score}
    messages.warning(request, words + " " + _("Read the charter once more and try tomorrow."))
    return redirect("community:quiz")
