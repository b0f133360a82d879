"""The desk's queue of comments, and one page with everything that a decision needs."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.actions import claim_comment, undo_batch
from comments.addresses import number
from comments.admin.deciding import DONE, Press, decide, decide_all
from comments.admin.pages import decision_page, queue_page
from comments.forms import HideAllForm, HideForm
from comments.models import Comment
from comments.models.comment import CommentQuerySet
from community.admin.base import StaffAdmin, said
from community.models import User
from community.permissions import StaffRight, member

MOST = 500  # comments that one press hides
SETTLING = {"approve_selected": "settle", "keep_selected": "settle", "spam_selected": "spam"}


@admin.register(Comment)
class CommentAdmin(StaffAdmin):
    view_right = StaffRight.MODERATE

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("undo/", view(require_POST(self.undo)), name="comments_comment_undo"),
            path("author/<int:pk>/hide/", view(self.hide_author), name="comments_comment_hide_all"),
            path(
                "<int:pk>/decide/", view(require_POST(self.decide)), name="comments_comment_decide"
            ),
            path("<int:pk>/claim/", view(require_POST(self.claim)), name="comments_comment_claim"),
        ]
        return [*own, *super().get_urls()]

    # -- What is seen ------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """The queue; a POST decides on those selected, by the button ``action``."""
        self.require(request, StaffRight.MODERATE)
        if request.method == "POST":
            return self.decide_selected(request)
        context = queue_page(request.GET, member(request.user))
        return self.page(request, "admin/comments/comment/queue.html", **context)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """The decision page; its buttons post to ``decide``."""
        self.require(request, StaffRight.MODERATE)
        rows = Comment.objects.select_related(
            "author", "parent__author", "discussion__article", "claim__by"
        )
        comment = self.row(object_id, rows)
        context = decision_page(comment, member(request.user))
        return self.page(request, "admin/comments/comment/decide.html", **context)

    def back(self, request: HttpRequest) -> HttpResponse:
        """Back to the queue, as it was narrowed down."""
        response = self.to_list()
        query = QueryDict(request.POST.get("back", ""))
        if query:
            response["Location"] += f"?{query.urlencode()}"
        return response

    # -- Deciding ----------------------------------------------------------------------------------

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One press in the list or on the page; the action asks whether it may."""
        self.require(request, StaffRight.MODERATE)
        do, comment = request.POST.get("do", ""), self.row(pk)
        if do == "hide":
            self.hide(request, comment, request.GET.get("state", ""))
        elif do in DONE:
            decide(
                request,
                comment,
                Press(do, seen=request.GET.get("seen", ""), stood=request.GET.get("state", "")),
            )
        return self.back(request)

    def hide(self, request: HttpRequest, comment: Comment, stood: str) -> None:
        """In the list each row has its own fields, with the key of the comment in their names."""
        given = {
            name: request.POST.get(f"{name}_{comment.pk}", request.POST.get(name, ""))
            for name in ("ready", "reason")
        }
        form = HideForm(given)
        if form.is_valid():
            decide(request, comment, replace(hiding(form), stood=stood))
        else:
            for sentences in form.errors.values():
                messages.error(request, " ".join(map(str, sentences)))

    def decide_selected(self, request: HttpRequest) -> HttpResponse:
        sent = map(number, request.POST.getlist("_selected_action"))
        keys = [key for key in sent if key][:MOST]
        rows = Comment.objects.select_related("author", "discussion__article")
        comments, action = rows.filter(pk__in=keys), request.POST.get("action", "")
        if not keys:
            messages.warning(request, _("Select comments first."))
        elif action == "hide_selected":
            return self.hide_selected(request, comments)
        elif action in SETTLING:
            decide_all(request, comments, Press(SETTLING[action]))
        return self.back(request)

    def hide_selected(self, request: HttpRequest, comments: CommentQuerySet) -> HttpResponse:
        """Ask for the reason on a page of its own, then hide."""
        form = HideForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            decide_all(request, comments, hiding(form))
            return self.back(request)
        title = ngettext("Hide %d comment", "Hide %d comments", len(comments)) % len(comments)
        context = {"comments": comments, "form": form, "title": title}
        context["back"] = request.POST.get("back", request.GET.urlencode())
        return self.page(request, "admin/comments/comment/hide.html", **context)

    def hide_author(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hide what one author wrote in the last days, for a reason."""
        self.require(request, StaffRight.MODERATE)
        author = self.row(pk, User.objects.all())
        form = HideAllForm(request.POST or None, initial={"days": "7"})
        days = int(form.cleaned_data["days"]) if form.is_valid() else 7
        comments = written_by(author, days)
        if form.is_valid() and "sure" in request.POST:
            decide_all(request, comments, hiding(form))
            return self.to_list()
        title = _("Hide comments of %s") % author.display_name
        context = {"comments": comments, "form": form, "title": title, "author": author}
        context["is_checked"] = form.is_valid()
        return self.page(request, "admin/comments/comment/hide.html", **context)

    def undo(self, request: HttpRequest) -> HttpResponse:
        self.require(request, StaffRight.MODERATE)
        try:
            batch = UUID(request.POST.get("batch", ""))
        except ValueError:
            return self.back(request)
        by, done = member(request.user), _("Taken back: all is as it was before.")
        said(request, lambda: undo_batch(batch, by=by), done)
        return self.back(request)

    def claim(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say that one looks at it; answers with the name of a colleague who does already."""
        self.require(request, StaffRight.MODERATE)
        by = member(request.user)
        claim = claim_comment(self.row(pk), by=by)
        return JsonResponse({"by": "" if claim.by_id == by.pk else str(claim.by)})


def hiding(form: HideForm) -> Press:
    given = form.cleaned_data
    return Press("hide", reason=given["reason"], rule=given["rule"])


def written_by(author: User, days: int) -> CommentQuerySet:
    since = timezone.now() - timedelta(days=days)
    comments = Comment.objects.filter(
        author=author,
        created_at__gt=since,
        state__in=(Comment.State.PUBLISHED, Comment.State.HELD),
    )
    newest = comments.select_related("author", "discussion__article").order_by("-created_at", "-pk")
    return newest[:MOST]
