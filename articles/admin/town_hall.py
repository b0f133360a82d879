"""The desk's town hall: what waits for an answer, the oldest first, and the page that gives one."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.actions import (
    answer_proposal,
    decline_proposal,
    hide_proposal,
    link_article,
    take_up_proposal,
)
from articles.actions.proposals.answer import BEFORE_DONE
from articles.forms.town_hall import HideProposalForm, LinkArticleForm, ProposalAnswerForm
from articles.models import Proposal
from articles.origins import pieces_like
from articles.permissions import can_answer_proposal
from community.admin.base import StaffAdmin, said
from community.html import safe
from community.models import User
from community.permissions import StaffRight, member

ANSWER, TAKE_UP, DECLINE, LINK, HIDE = "answer", "take_up", "decline", "link", "hide"
Deed = Callable[[Proposal, dict[str, Any], User], object]
DEEDS: dict[str, Deed] = {
    ANSWER: lambda row, data, by: answer_proposal(row, words=data["words"], by=by),
    TAKE_UP: lambda row, data, by: take_up_proposal(row, words=data["words"], by=by),
    DECLINE: lambda row, data, by: decline_proposal(row, words=data["words"], by=by),
    LINK: lambda row, data, by: link_article(row, data["piece"], words=data["note"], by=by),
    HIDE: lambda row, data, by: hide_proposal(row, words=data["reason"], by=by),
}
DONE = {
    ANSWER: _("Answered; everybody reads it, and its author is told."),
    TAKE_UP: _("Taken up; its author is told."),
    DECLINE: _("Declined; its author is told."),
    LINK: _("Linked; the piece says what it came of, and the author is told."),
    HIDE: _("Taken out of sight; its author is told why."),
}
FORMS = {ANSWER: "answer", TAKE_UP: "answer", DECLINE: "answer", LINK: "link", HIDE: "hide"}


class StateFilter(admin.SimpleListFilter):
    """Those that are undecided, unless others are asked for."""

    title = _("which")
    parameter_name = "which"

    def lookups(self, *args: object) -> list[tuple[str, Any]]:
        return [*Proposal.State.choices, ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:  # noqa: ANN401
        first, *others = super().choices(changelist)
        return [{**first, "display": _("undecided")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ANN401
        if self.value() in Proposal.State.values:
            return queryset.filter(state=self.value())
        return queryset if self.value() == "all" else queryset.undecided()


@admin.register(Proposal)
class ProposalAdmin(StaffAdmin):
    view_right = StaffRight.PUBLISH_ARTICLES
    list_display = ["title", "by", "state", "seconds", "votes", "until"]
    list_filter = [StateFilter, "section"]
    list_select_related = ["by"]
    list_per_page = 50
    search_fields = ["title"]
    ordering = ["until", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).defer("why", "html", "words")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": _("The town hall"), **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description=_("seconds"), ordering="second_count")
    def seconds(self, proposal: Proposal) -> int:
        return proposal.second_count

    @admin.display(description=_("for : against"), ordering="support_count")
    def votes(self, proposal: Proposal) -> str:
        if not proposal.opened_at:
            return "–"
        return f"{proposal.support_count} : {proposal.against_count}"

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Everything about one. What cannot be done is said; what was typed stays."""
        self.require(request, StaffRight.PUBLISH_ARTICLES)
        rows = Proposal.objects.select_related("by", "section", "article")
        proposal, by = self.row(object_id, rows), member(request.user)
        do = request.POST.get("do", "")
        forms = forms_of(request, by, do)
        form = forms.get(FORMS.get(do, ""))
        if form is not None and form.is_valid():
            data = form.cleaned_data
            if said(request, lambda: DEEDS[do](proposal, data, by), DONE[do]):
                return self.to_row(proposal.pk)
            proposal.refresh_from_db()
        context = {
            "proposal": proposal,
            "text": safe(proposal.html),
            "answers": proposal.answers.select_related("by"),
            "alike": pieces_like(proposal),
            "forms": forms,
            "may_answer": can_answer_proposal(by, proposal),
            "may_decide": proposal.is_undecided,
            "may_link": proposal.state in BEFORE_DONE,
            "title": _now("Proposal"),
        }
        return self.page(request, "admin/articles/proposal/decide.html", **context)


def forms_of(request: HttpRequest, by: User, do: str) -> dict[str, Form]:
    """The one that was sent has what was typed."""
    sent = {name: request.POST if FORMS.get(do) == name else None for name in FORMS.values()}
    return {
        "answer": ProposalAnswerForm(sent["answer"]),
        "link": LinkArticleForm(by, sent["link"]),
        "hide": HideProposalForm(sent["hide"]),
    }
