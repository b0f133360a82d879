"""Rows under an article: its byline, related stories and gallery; stored by actions."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.forms import Field as FormField
from django.http import HttpRequest

from articles.actions.writing import check_signed
from articles.models import Article, Byline, GalleryPicture, RelatedStory
from articles.permissions import articles_openable_by, can_edit, can_write
from community.errors import Refused


class ArticleInline(admin.TabularInline):  # type: ignore[type-arg]  # of several models
    """Whoever may edit the article may edit its rows."""

    extra = 0
    ordering = ["position", "pk"]

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> FormField | None:
        """Name the box for screen readers: its column has a heading, but no label."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None:
            field.widget.attrs["aria-label"] = str(field.label)
        return field

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can_edit(request.user, obj) if obj else can_write(request.user)

    has_change_permission = has_delete_permission = has_add_permission


class BylineRows(BaseInlineFormSet[Byline, Article, ModelForm[Byline]]):
    """Says before anything is saved what the action would refuse."""

    def clean(self) -> None:
        super().clean()
        kept = [row for row in self.cleaned_data if row and not row.get("DELETE")]
        if self.has_changed() and not any(self.errors):
            try:
                check_signed(self.instance, [row["author"].pk for row in kept])
            except Refused as error:
                raise ValidationError(str(error)) from error


class BylineInline(ArticleInline):
    model = Byline
    formset = BylineRows
    autocomplete_fields = ["author"]
    fields = ["author", "position"]

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **options: Any) -> int:
        """A new piece begins with a place for its author."""
        return 0 if obj else 1


class RelatedStoryInline(ArticleInline):
    """What the text places itself is not listed: the text decides on it."""

    model = RelatedStory
    fk_name = "origin"
    autocomplete_fields = ["target"]
    fields = ["kind", "target", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedStory]:
        return super().get_queryset(request).filter(in_text=False).select_related("target")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> ModelChoiceField[Any] | None:
        """SECURITY: a key sent by hand would show the title of somebody else's draft."""
        if db_field.name == "target":
            options["queryset"] = articles_openable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **options)


class GalleryInline(ArticleInline):
    model = GalleryPicture
    autocomplete_fields = ["picture"]
    fields = ["picture", "position"]
