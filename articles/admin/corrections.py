"""The desk's corrections: write one, and withdraw one with a reason."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles.actions import correct_article, withdraw_correction
from articles.forms.suggesting import WithdrawForm
from articles.models import Article, Correction
from community.admin.base import StaffAdmin, said
from community.permissions import StaffRight, member


@admin.register(Correction)
class CorrectionAdmin(StaffAdmin):
    """A correction is added and never changed; its page withdraws it."""

    view_right = add_right = StaffRight.PUBLISH_ARTICLES
    list_display = ["text", "article", "at", "by", "withdrawn_at"]
    list_select_related = ["article", "by"]
    list_per_page = 50
    search_fields = ["text", "article__title"]
    ordering = ["-at"]
    autocomplete_fields = ["article"]
    fields = ["article", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).defer("article__body", "article__preview")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> ModelChoiceField[Any] | None:
        """Only a piece that is out is corrected in public."""
        if db_field.name == "article":
            options["queryset"] = Article.objects.published()
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(
        self, request: HttpRequest, obj: Correction, form: ModelForm[Correction], change: bool
    ) -> None:
        stored = correct_article(obj.article, text=obj.text, by=member(request.user))
        obj.pk, obj.at, obj.by = stored.pk, stored.at, stored.by

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """The correction as readers see it; the form below withdraws it."""
        self.require(request, StaffRight.PUBLISH_ARTICLES)
        rows = Correction.objects.select_related("article", "by", "thanks_to", "withdrawn_by")
        correction = self.row(object_id, rows)
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            by, because = member(request.user), form.cleaned_data["because"]
            said(
                request,
                lambda: withdraw_correction(correction, because=because, by=by),
                _("Withdrawn. A line in its place says so."),
            )
            return self.to_row(correction.pk)
        context = {"correction": correction, "form": form, "title": _("Correction")}
        return self.page(request, "admin/articles/correction/read.html", **context)
