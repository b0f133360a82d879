"""The queue of held and reported comments, and one page with everything that a decision needs."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.admin.deciding import DONE, LABELS, buttons_for, decide, decision_page
from comments.admin.records import AuthorRecord, author_records
from comments.checks import CHAIN
from comments.forms import HideForm
from comments.models import Comment, Report
from community.admin.base import StaffAdmin
from community.html import safe
from community.permissions import StaffRight, member

BUTTON = '<button class="button" name="do" value="{}" formaction="{}">{}</button>'


def why(comment: Any) -> str:  # noqa: ANN401  # with its open reports
    """Why it waits: the check that stopped it, and what readers say is wrong."""
    first = comment.held_reason if comment.state == Comment.State.HELD else ""
    reported = sorted({report.get_reason_display() for report in comment.open_reports})
    return " · ".join(filter(None, [first or comment.get_state_display(), *reported]))


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for, or all those of one author."""

    title = _("which")
    parameter_name = "which"

    def lookups(self, *args: object) -> list[tuple[str, Any]]:
        return [*Comment.State.choices, ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:  # noqa: ANN401
        first, *others = super().choices(changelist)
        return [{**first, "display": _("waiting")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ANN401
        if self.value() in Comment.State.values:
            return queryset.filter(state=self.value())
        if self.value() == "all" or "author__id__exact" in request.GET:
            return queryset
        return queryset.waiting()


class StoppedByFilter(admin.SimpleListFilter):
    """By the check that objected."""

    title = _("stopped by")
    parameter_name = "held_by"

    def lookups(self, *args: object) -> list[tuple[str, Any]]:
        return [*((check.NAME, check.NAME) for check in CHAIN), ("reports", "reports")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ANN401
        return queryset.filter(held_by=self.value()) if self.value() else queryset


class QueueList(ChangeList):
    """Looks up the authors' records of one page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        records = author_records(self.result_list)
        for comment in self.result_list:
            comment.author_record = records.get(comment.author_id, AuthorRecord(None))


@admin.register(Comment)
class CommentAdmin(StaffAdmin):
    view_right = StaffRight.MODERATE
    list_display = ["what", "about"]
    list_display_links = None
    list_filter = [WaitingFilter, StoppedByFilter]
    list_select_related = ["author", "parent__author", "discussion__article"]
    list_per_page = 50
    search_fields = ["text", "author__handle", "guest_name"]
    ordering = ["created_at", "pk"]
    actions = ["approve_selected", "keep_selected", "hide_selected"]

    class Media:
        css = {"all": ["admin-desk/comments.css"]}

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return QueueList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": _("Comments that wait"), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        unsettled = Report.objects.filter(settled_at__isnull=True)
        open_reports = Prefetch("reports", queryset=unsettled, to_attr="open_reports")
        return super().get_queryset(request).prefetch_related(open_reports)

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [
            path("<int:pk>/decide/", decide, name="comments_comment_decide"),
            *super().get_urls(),
        ]

    # -- What a row says ---------------------------------------------------------------------------

    @admin.display(description=_("comment"))
    def what(self, comment: Any) -> SafeString:  # noqa: ANN401
        """The text as readers see it, and buttons of the list's own form, which has the token."""
        decide, page = (
            reverse(f"admin:comments_comment_{name}", args=[comment.pk])
            for name in ("decide", "change")
        )
        address = f"{decide}?seen={comment.text_hash}"
        presses = buttons_for(comment, is_reported=bool(comment.open_reports))
        return format_html(
            '<div class="desk-comment" dir="auto">{}</div><p class="desk-press">{}{}</p>',
            safe(comment.html),
            format_html_join("", BUTTON, ((do, address, LABELS[do]) for do in presses)),
            format_html('<a href="{}">{}</a>', page, _("Open, hide…")),
        )

    @admin.display(description=_("why it waits, who wrote it, where"))
    def about(self, comment: Any) -> SafeString:  # noqa: ANN401
        return format_html(
            "<p><b>{}</b></p><p><bdi>{}</bdi>: {}</p>"
            '<p><a href="{}#comment-{}" dir="auto">{}</a>, {}{}</p>',
            why(comment),
            comment.author_name,
            comment.author_record,
            comment.discussion.article.get_absolute_url(),
            comment.pk,
            comment.discussion.article.title,
            f"{localtime(comment.created_at):%Y-%m-%d %H:%M}",
            format_html("<br>→ <bdi>{}</bdi>", comment.parent.author_name)
            if comment.parent
            else "",
        )

    # -- Deciding ----------------------------------------------------------------------------------

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One press in the list or on the page; the action asks whether it may."""
        do, seen = request.POST.get("do", ""), request.GET.get("seen", "")
        if do in DONE:
            decide(request, self.row(pk), do, reason=request.POST.get("reason", ""), seen=seen)
        return self.to_list()

    @admin.action(description=_("Approve those selected"))
    def approve_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        for comment in comments:
            decide(request, comment, "approve", seen=comment.text_hash)

    @admin.action(description=_("Keep those selected"))
    def keep_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        for comment in comments:
            decide(request, comment, "keep")

    @admin.action(description=_("Hide those selected, for one reason…"))
    def hide_selected(
        self, request: HttpRequest, comments: QuerySet[Comment]
    ) -> HttpResponse | None:
        """Ask for the reason on a page of its own, then hide."""
        form = HideForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            for comment in comments:
                decide(request, comment, "hide", reason=form.cleaned_data["reason"])
            return None
        title = ngettext("Hide %d comment", "Hide %d comments", len(comments)) % len(comments)
        return self.page(
            request, "admin/comments/comment/hide.html", form=form, comments=comments, title=title
        )

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Everything about one comment; its buttons post to ``decide``."""
        self.require(request, StaffRight.MODERATE)
        rows = Comment.objects.select_related("author", "parent__author", "discussion__article")
        comment = self.row(object_id, rows)
        context = decision_page(comment, member(request.user))
        return self.page(request, "admin/comments/comment/decide.html", **context)
