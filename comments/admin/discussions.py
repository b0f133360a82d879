"""Who may write under which article."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.actions import set_discussion_mode
from comments.models import Discussion
from community.admin.base import StaffAdmin
from community.permissions import StaffRight, member

NEWEST = 200


@admin.register(Discussion)
class DiscussionAdmin(StaffAdmin):
    view_right = add_right = change_right = StaffRight.MODERATE
    list_display = ["article", "mode", "slow_minutes", "published_count", "last_comment_at"]
    list_filter = ["mode"]
    list_select_related = ["article"]
    search_fields = ["article__title"]
    ordering = ["-last_comment_at", "-pk"]
    fields = [
        "article",
        "mode",
        "closed_reason",
        "slow_minutes",
        "published_count",
        "last_comment_at",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ANN401
        counted = ["published_count", "last_comment_at"]
        return ["article", *counted] if obj else counted

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:  # noqa: ANN401
        """Offer the newest pieces under which nobody has said anything yet."""
        free = Article.objects.published().filter(discussion__isnull=True).newest_first()
        newest = free.values_list("pk", flat=True)[:NEWEST]
        options["queryset"] = Article.objects.filter(pk__in=list(newest)).newest_first()
        options["help_text"] = _("Those with comments are in the list already.")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_form(self, request: HttpRequest, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        """Slow mode may be left empty."""
        form = super().get_form(request, *args, **options)
        if "slow_minutes" in form.base_fields:
            form.base_fields["slow_minutes"].required = False
        return form

    def save_model(
        self, request: HttpRequest, obj: Discussion, form: forms.ModelForm[Discussion], change: bool
    ) -> None:
        saved = set_discussion_mode(
            obj.article,
            by=member(request.user),
            mode=obj.mode,
            closed_reason=obj.closed_reason,
            slow_minutes=obj.slow_minutes,
        )
        obj.pk = saved.pk
