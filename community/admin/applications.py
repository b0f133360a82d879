"""The queue of applications, and one page with everything that a decision needs."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Value, When
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.actions.ladder import (
    ask_question,
    decline_application,
    grant_application,
    progress,
)
from community.actions.ladder.requirements import Requirement
from community.admin.base import OpenFilter, StaffAdmin, said
from community.emails.ladder import application_letter
from community.forms.ladder import DecisionForm, QuestionForm
from community.models import Application, User
from community.permissions import StaffRight, can_decide, has_endorsed, member

State = Application.State
IN_TURN = [State.IN_REVIEW, State.QUESTIONS, State.SUBMITTED]
TURNS = [When(state=state, then=Value(turn)) for turn, state in enumerate(IN_TURN)]
QUEUE: tuple[str | Combinable, ...] = (
    Case(*TURNS, default=Value(len(TURNS))),
    Case(When(state__in=Application.OPEN_STATES, then=F("decide_by"))),
    "-closed_at",
    "submitted_at",
    "pk",
)
DECISIONS = {
    "grant": (State.GRANTED, grant_application, _("Granted. The applicant has been told.")),
    "decline": (State.DECLINED, decline_application, _("Declined. The applicant has been told.")),
}


class WaitingFilter(OpenFilter):
    shown = _("waiting")
    open_states = Application.OPEN_STATES


@admin.register(Application)
class ApplicationAdmin(StaffAdmin):
    view_right = StaffRight.DECIDE_APPLICATIONS
    list_display = ["applicant", "standing", "state", "due", "submitted_at"]
    list_filter = [WaitingFilter, "standing"]
    list_select_related = ["applicant"]
    search_fields = ["applicant__handle", "applicant__display_name"]

    def get_ordering(self, request: HttpRequest) -> list[str | Combinable]:
        """Whoever waits for the editors longest stands first, the overdue on top."""
        return [*QUEUE]

    @admin.display(description=_("decision due"))
    def due(self, application: Application) -> str:
        if application.state == Application.State.QUESTIONS:
            return str(_("rests until the answer"))
        if application.is_overdue:
            return _("overdue since %(day)s") % {"day": f"{application.decide_by:%Y-%m-%d}"}
        in_review = application.is_in_review and application.decide_by
        return f"{application.decide_by:%Y-%m-%d}" if in_review else "–"

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """The decision page; a POST asks, grants, declines or previews, by the button ``do``."""
        self.require(request, StaffRight.DECIDE_APPLICATIONS)
        application, do = self.row(object_id), request.POST.get("do", "")
        question = QuestionForm(request.POST if do == "ask" else None)
        decision = DecisionForm(request.POST if do and do != "ask" else None)
        if do and self.settle(request, application, do, question, decision):
            return self.to_row(application.pk)
        context = about(application, member(request.user))
        context["preview"] = preview(application, do, decision)
        return self.page(
            request,
            "admin/community/application/decide.html",
            question_form=question,
            decision_form=decision,
            **context,
        )

    def settle(
        self,
        request: HttpRequest,
        application: Application,
        do: str,
        question: QuestionForm,
        decision: DecisionForm,
    ) -> bool:
        """Call the action behind the button; False where the page is shown again."""
        if do == "ask" and question.is_valid():
            text, by = question.cleaned_data["text"], member(request.user)
            said(request, lambda: ask_question(application, by=by, text=text), _("Asked."))
            return True
        if do in DECISIONS and decision.is_valid():
            _state, decide, done = DECISIONS[do]
            reason, by = decision.cleaned_data["reason"], member(request.user)
            said(request, lambda: decide(application, by=by, reason=reason), done)
            return True
        return False


def about(application: Application, user: User) -> dict[str, Any]:
    """Everything about the applicant on one page."""
    applicant = application.applicant
    step = application.charter.step_to(application.standing)
    return {
        "title": str(application),
        "application": application,
        "applicant": applicant,
        "requirements": then_and_now(application.snapshot, progress(applicant, step)),
        "endorsements": application.endorsements.select_related("endorser"),
        "letters": application.messages.select_related("author"),
        "sanctions": applicant.sanctions.select_related("imposed_by"),
        "earlier": applicant.applications.exclude(pk=application.pk),
        "may_decide": can_decide(user, application),
        "is_own": application.applicant_id == user.pk,
        "has_endorsed": has_endorsed(user, application),
        "public_url": reverse("community:application", args=[application.pk]),
    }


def then_and_now(
    snapshot: list[dict[str, Any]], today: list[Requirement]
) -> list[tuple[Requirement, int]]:
    """What was asked as it stood when the application was sent, and what the member has now."""
    now = {asked.name: asked.have for asked in today}
    then = [Requirement(**row) for row in snapshot]
    return [(asked, now.get(asked.name, 0)) for asked in then]


def preview(application: Application, do: str, form: DecisionForm) -> str:
    """The letter as the applicant would read it; nothing is stored."""
    state = {"preview_grant": State.GRANTED, "preview_decline": State.DECLINED}.get(do)
    if state is None or not form.is_valid():
        return ""
    would_be = Application.objects.select_related("applicant", "charter").get(pk=application.pk)
    would_be.state, would_be.reason = state, form.cleaned_data["reason"]
    return str(application_letter(would_be, f"application_{state}").body)
