"""The queue of what residents suggest, the oldest first, and the page that decides on one."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles.actions import answer_suggestion, take_up_correction, take_up_story
from articles.forms.suggesting import (
    AnswerForm,
    TakeUpCorrectionForm,
    TakeUpStoryForm,
    draft_of,
)
from articles.models import Suggestion
from articles.permissions import can_decide_suggestion
from community.admin.base import StaffAdmin, said
from community.models import User
from community.permissions import StaffRight, member

Actions = dict[str, Callable[..., Suggestion]]
TAKE_UP, ANSWER = "take_up", "answer"
DONE = {
    TAKE_UP: _("Taken up; the member is told."),
    ANSWER: _("Answered; the member is told."),
}


class OpenFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for."""

    title = _("which")
    parameter_name = "which"

    def lookups(self, *args: object) -> list[tuple[str, Any]]:
        others = [choice for choice in Suggestion.State.choices if choice[0] != "open"]
        return [*others, ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:  # noqa: ANN401
        first, *others = super().choices(changelist)
        return [{**first, "display": _("waiting")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ANN401
        if self.value() in Suggestion.State.values:
            return queryset.filter(state=self.value())
        return queryset if self.value() == "all" else queryset.open()


@admin.register(Suggestion)
class SuggestionAdmin(StaffAdmin):
    view_right = StaffRight.PUBLISH_ARTICLES
    list_display = ["said", "kind", "article", "by", "at"]
    list_filter = [OpenFilter, "kind"]
    list_select_related = ["article", "target", "by"]
    list_per_page = 50
    ordering = ["at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        ends = [f"{end}__{text}" for end in ("article", "target") for text in ("body", "preview")]
        return super().get_queryset(request).defer(*ends)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": _("What residents suggest"), **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description=_("suggested"))
    def said(self, suggestion: Suggestion) -> str:
        return suggestion.wrong or f"→ {suggestion.target}"

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Everything about one. What cannot be done is said; what was typed stays."""
        self.require(request, StaffRight.PUBLISH_ARTICLES)
        rows = Suggestion.objects.select_related("article", "target", "by", "decided_by")
        suggestion, by = self.row(object_id, rows), member(request.user)
        do = request.POST.get("do", "")
        forms = forms_of(suggestion, request, do)
        if do in forms and forms[do].is_valid():
            data = forms[do].cleaned_data
            if said(request, lambda: ACTIONS[do](suggestion, data, by), DONE[do]):
                return self.to_list()
            suggestion.refresh_from_db()
        context = {
            "suggestion": suggestion,
            "article": suggestion.article,
            "forms": forms,
            "may_decide": can_decide_suggestion(by, suggestion),
            "title": suggestion.get_kind_display().capitalize(),
        }
        return self.page(request, "admin/articles/suggestion/decide.html", **context)


def forms_of(suggestion: Suggestion, request: HttpRequest, do: str) -> dict[str, Form]:
    """A correction begins with the words that were suggested."""
    sent = {name: request.POST if do == name else None for name in DONE}
    taking_up: Form = TakeUpStoryForm(sent[TAKE_UP])
    if suggestion.is_correction:
        taking_up = TakeUpCorrectionForm(sent[TAKE_UP], initial={"text": draft_of(suggestion)})
    return {TAKE_UP: taking_up, ANSWER: AnswerForm(sent[ANSWER])}


def take_up(suggestion: Suggestion, data: dict[str, Any], by: User) -> Suggestion:
    if suggestion.is_correction:
        return take_up_correction(suggestion, text=data["text"], by=by)
    return take_up_story(suggestion, kind=data["kind"], by=by)


def answer(suggestion: Suggestion, data: dict[str, Any], by: User) -> Suggestion:
    return answer_suggestion(suggestion, words=data["words"], by=by)


ACTIONS: Actions = {TAKE_UP: take_up, ANSWER: answer}
