"""The queue of held and reported comments, and one page with everything that a decision needs."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.actions import approve_comment, hide_comment, keep_comment, restore_comment
from comments.admin.records import AuthorRecord, author_records, thread_around
from comments.forms import HideForm
from comments.models import Comment, Decision, Report
from comments.permissions import can_moderate
from community.admin.base import StaffAdmin, said
from community.html import safe
from community.models import CivicReason, User
from community.permissions import StaffRight, member

DONE = {
    "approve": _("The comment is shown."),
    "restore": _("The comment is shown again."),
    "keep": _("The comment stays."),
    "hide": _("The comment is hidden; its author is told why."),
}
BUTTONS: dict[str, list[str]] = {
    Comment.State.HELD: ["approve"],
    Comment.State.SPAM: ["approve"],
    Comment.State.HIDDEN: ["restore"],
    Comment.State.PUBLISHED: ["keep"],
}
LABELS = {"approve": _("Approve"), "restore": _("Show again"), "keep": _("Keep")}


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
    list_display = ["what", "why", "who", "where", "press"]
    list_display_links = ["where"]
    list_filter = [WaitingFilter, "held_by"]
    list_select_related = ["author", "parent__author", "discussion__article"]
    list_per_page = 50
    search_fields = ["text", "author__handle", "guest_name"]
    ordering = ["created_at", "pk"]
    actions = ["approve_selected", "keep_selected", "hide_selected"]

    class Media:
        css = {"all": ["admin-desk/comments.css"]}

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return QueueList

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
    def what(self, comment: Comment) -> SafeString:
        return format_html('<div class="desk-comment" dir="auto">{}</div>', safe(comment.html))

    @admin.display(description=_("why it waits"))
    def why(self, comment: Any) -> str:  # noqa: ANN401
        reasons = [comment.held_reason] if comment.state == Comment.State.HELD else []
        if comment.state != Comment.State.HELD:
            reasons.append(comment.get_state_display())
        reasons += sorted({report.get_reason_display() for report in comment.open_reports})
        return " · ".join(filter(None, reasons))

    @admin.display(description=_("author"))
    def who(self, comment: Any) -> SafeString:  # noqa: ANN401
        return format_html("<b><bdi>{}</bdi></b><br>{}", comment.author_name, comment.author_record)

    @admin.display(description=_("where"), ordering="created_at")
    def where(self, comment: Comment) -> SafeString:
        answers = comment.parent.author_name if comment.parent else ""
        return format_html(
            '<span dir="auto">{}</span><br>{}{}',
            comment.discussion.article.title,
            f"{localtime(comment.created_at):%Y-%m-%d %H:%M}",
            format_html("<br>→ <bdi>{}</bdi>", answers) if answers else "",
        )

    @admin.display(description=_("decide"))
    def press(self, comment: Comment) -> SafeString:
        """Buttons of the list's own form, which carries the token."""
        address = reverse("admin:comments_comment_decide", args=[comment.pk])
        buttons = [
            format_html(
                '<button class="button" name="do" value="{}" formaction="{}?seen={}">{}</button>',
                do, address, comment.text_hash, LABELS[do],
            )
            for do in BUTTONS.get(comment.state, [])
        ]  # fmt: skip
        return format_html("{}" * len(buttons), *buttons)

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
        comment = rows.filter(pk=object_id).first() or self.row(object_id)
        context = about(comment, member(request.user))
        return self.page(request, "admin/comments/comment/decide.html", **context)


def decide(
    request: HttpRequest, comment: Comment, do: str, *, reason: str = "", seen: str = ""
) -> None:
    by = member(request.user)
    actions: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_comment(comment, by=by, seen=seen),
        "restore": lambda: restore_comment(comment, by=by),
        "keep": lambda: keep_comment(comment, by=by),
        "hide": lambda: hide_comment(comment, by=by, reason=reason),
    }
    said(request, actions[do], DONE[do])


def about(comment: Comment, user: User) -> dict[str, Any]:
    log = list(Decision.objects.filter(comment=comment.uuid))
    reasons = dict(
        CivicReason.objects.filter(entry__in=[entry.pk for entry in log]).values_list(
            "entry", "text"
        )
    )
    names = dict(
        User.objects.filter(record_id__in=[entry.by for entry in log if entry.by]).values_list(
            "record_id", "display_name"
        )
    )
    return {
        "title": str(_("Comment by %s")) % comment.author_name,
        "comment": comment,
        "article": comment.discussion.article,
        "thread": thread_around(comment),
        "record": author_records([comment]).get(comment.author_id or 0, AuthorRecord(None)),
        "sanctions": comment.author.sanctions.all() if comment.author else [],
        "reports": comment.reports.select_related("reporter"),
        "edits": comment.edits.all(),
        "log": [(e, names.get(e.by) if e.by else None, reasons.get(e.pk, "")) for e in log],
        "may_decide": can_moderate(user, comment),
        "buttons": [(do, LABELS[do]) for do in BUTTONS.get(comment.state, [])],
        "may_hide": comment.state in ("published", "held", "spam"),
        "form": HideForm(),
    }
