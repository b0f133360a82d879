"""The desk's pages about applications: the queue, one to decide on, and the figures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.actions.desk import look_at_application
from community.actions.ladder import ask_question, decline_application, grant_application
from community.actions.ladder.review import decision
from community.admin.about_applicant import about
from community.admin.application_queue import neighbours, queue_page
from community.admin.base import StaffAdmin, said
from community.admin.ladder_figures import figures_page
from community.admin.ready_reasons import Offer, offers_for, with_offer
from community.emails.ladder import application_letter, question_letter
from community.forms.ladder import DecisionForm, QuestionForm
from community.models import Application, ApplicationMessage, ReadyReason, User
from community.permissions import StaffRight, member

State, Use = Application.State, ReadyReason.Use
DECISIONS = {
    "grant": (State.GRANTED, grant_application, _("Granted. The applicant has been told.")),
    "decline": (State.DECLINED, decline_application, _("Declined. The applicant has been told.")),
}
ASKED = _("Asked. The applicant has been told, and the clock rests until the answer.")


@admin.register(Application)
class ApplicationAdmin(StaffAdmin):
    view_right = StaffRight.DECIDE_APPLICATIONS

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "community_application"
        look = view(require_POST(self.look))
        own = [
            path("figures/", view(self.figures), name=f"{name}_figures"),
            path("<int:pk>/look/", look, name=f"{name}_look"),
        ]
        return [*own, *super().get_urls()]

    # -- What is seen ------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        self.require(request, StaffRight.DECIDE_APPLICATIONS)
        context = queue_page(request.GET, member(request.user))
        return self.page(request, "admin/community/application/queue.html", **context)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """The decision page; a POST asks, grants, declines, fills in or shows, by its button."""
        self.require(request, StaffRight.DECIDE_APPLICATIONS)
        rows = Application.objects.select_related(
            "applicant", "charter", "look__by", "decided_by"
        ).prefetch_related("charter__steps")
        application, user = self.row(object_id, rows), member(request.user)
        offered, do = offers_for(application), request.POST.get("do", "")
        reason, question = forms_of(request.POST, do, offered)
        if do == "ask" or do in DECISIONS:
            _before, after = neighbours(application, user)
            if settle(request, application, do, question if do == "ask" else reason):
                return self.to_row(after) if after else self.to_list()
            application = self.row(object_id, rows)
        context = about(application, user)
        return self.page(
            request,
            "admin/community/application/decide.html",
            decision_form=reason,
            question_form=question,
            offers=offered,
            written=request.POST.get("reason", "").strip() or request.POST.get("text", "").strip(),
            preview=preview(application, do, reason, question, user),
            **context,
        )

    def figures(self, request: HttpRequest) -> HttpResponse:
        self.require(request, StaffRight.DECIDE_APPLICATIONS)
        context = figures_page(request.GET.get("step", ""))
        return self.page(request, "admin/community/application/figures.html", **context)

    def look(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Say that one looks at it; answers with the name of a colleague who does already."""
        self.require(request, StaffRight.DECIDE_APPLICATIONS)
        by = member(request.user)
        look = look_at_application(self.row(pk), by=by)
        return JsonResponse({"by": "" if look.by_id == by.pk else str(look.by)})


# -- Deciding --------------------------------------------------------------------------------------


def forms_of(posted: QueryDict, do: str, offered: list[Offer]) -> tuple[DecisionForm, QuestionForm]:
    """Both forms with what was written; only that of the button is checked."""
    written = {name: posted.get(name, "") for name in ("reason", "text")}
    use, _dot, key = do.partition(".")
    if use in Use:
        name = "text" if use == Use.ASK else "reason"
        written[name] = with_offer(written[name], offered, key)
    asks, decides = do in ("ask", "preview_ask"), do.removeprefix("preview_") in DECISIONS
    return (
        DecisionForm(posted if decides else None, initial={"reason": written["reason"]}),
        QuestionForm(posted if asks else None, initial={"text": written["text"]}),
    )


def settle(
    request: HttpRequest, application: Application, do: str, form: DecisionForm | QuestionForm
) -> bool:
    """Call the action behind the button; False where the page is shown again."""
    if not form.is_valid():
        return False
    by, given = member(request.user), form.cleaned_data
    if do == "ask":
        return said(request, lambda: ask_question(application, by=by, text=given["text"]), ASKED)
    _state, decide, done = DECISIONS[do]
    return said(request, lambda: decide(application, by=by, reason=given["reason"]), done)


def preview(
    application: Application, do: str, reason: DecisionForm, question: QuestionForm, by: User
) -> dict[str, Any] | None:
    """The letter and the page as the applicant would read them; nothing is stored."""
    name = do.removeprefix("preview_")
    form = question if name == "ask" else reason
    if name == do or not form.is_bound or not form.is_valid():
        return None
    would_be = Application.objects.select_related("applicant", "charter").get(pk=application.pk)
    if not would_be.is_in_review:
        return None
    if name == "ask":
        would_be.state = State.QUESTIONS
        message = ApplicationMessage(
            application=would_be, author=by, text=question.cleaned_data["text"].strip()
        )
        letter = question_letter(message)
    else:
        state = DECISIONS[name][0]
        words = reason.cleaned_data["reason"].strip()
        for field, value in decision(would_be, state, by=by, reason=words).items():
            setattr(would_be, field, value)
        letter = application_letter(would_be, f"application_{state}")
    return {"application": would_be, "subject": letter.subject, "letter": letter.body}
