"""Series, with their parts in order."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import BaseModelFormSet, Form, ModelChoiceField, ModelForm
from django.forms import Field as FormField
from django.http import HttpRequest

from articles.actions import save_series, set_series_parts
from articles.models import Series, SeriesPart
from articles.permissions import articles_openable_by
from community.admin.base import StaffAdmin, StaffInline
from community.permissions import StaffRight, member


class SeriesPartInline(StaffInline):
    model = SeriesPart
    view_right = StaffRight.WRITE_ARTICLES
    add_right = change_right = delete_right = StaffRight.EDIT_PUBLICATION
    autocomplete_fields = ["article"]
    fields = ["article", "position"]
    ordering = ["position", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SeriesPart]:
        rows = super().get_queryset(request).select_related("article")
        return rows.defer("article__body", "article__preview")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> FormField | None:
        """Name the box for screen readers: its column has a heading, but no label."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None:
            field.widget.attrs["aria-label"] = str(field.label)
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "article":
            options["queryset"] = articles_openable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(Series)
class SeriesAdmin(StaffAdmin):
    view_right = StaffRight.WRITE_ARTICLES
    add_right = change_right = StaffRight.EDIT_PUBLICATION
    list_display = ["title", "description"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "description"]
    inlines = [SeriesPartInline]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Series | None = None
    ) -> dict[str, Sequence[str]]:
        return self.prepopulated_fields if obj is None and self.has_add_permission(request) else {}

    def get_view_on_site_url(self, obj: Series | None = None) -> str | None:
        return obj.get_absolute_url() if obj else None

    def save_model(
        self, request: HttpRequest, obj: Series, form: ModelForm[Series], change: bool
    ) -> None:
        save_series(obj, by=member(request.user))

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Series],
        formsets: Iterable[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        for rows in formsets:
            kept = [row for row in rows.cleaned_data if row and not row.get("DELETE")]
            kept.sort(key=lambda row: row.get("position") or 0)
            articles = [row["article"] for row in kept]
            set_series_parts(form.instance, articles, by=member(request.user))

    def construct_change_message(
        self, request: HttpRequest, form: Form, formsets: object, add: bool = False
    ) -> list[dict[str, Any]]:
        """Say in Django's log what changed; the rows are not saved by their formsets."""
        return [{"added": {}}] if add else [{"changed": {"fields": form.changed_data}}]
