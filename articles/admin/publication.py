"""What frames the articles: the publication, sections, authors, pages, old addresses."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles.actions import save_author, save_page, save_publication, save_section
from articles.admin.editing import EditorAdmin
from articles.forms import PageForm
from articles.models import Author, OldAddress, Page, Publication, Section
from community.admin.base import StaffAdmin
from community.permissions import StaffRight, member


@admin.register(Publication)
class PublicationAdmin(StaffAdmin):
    """One row, so the list leads straight to it."""

    view_right = change_right = StaffRight.EDIT_PUBLICATION
    autocomplete_fields = ["logo"]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "logo", "accent", "contact_email", "social_links"]}),
        (_("Newsletter"), {"fields": ["newsletter_heading", "newsletter_pitch"]}),
        (_("Discussion"), {"fields": ["discussion_invitation"]}),
        (
            _("Links that are paid for"),
            {"fields": ["affiliate_hosts", "affiliate_parameters", "disclosure"]},
        ),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.require(request, StaffRight.EDIT_PUBLICATION)
        return self.to_row(Publication.current().pk)

    def save_model(
        self, request: HttpRequest, obj: Publication, form: ModelForm[Publication], change: bool
    ) -> None:
        save_publication(obj, by=member(request.user))


@admin.register(Section)
class SectionAdmin(StaffAdmin):
    view_right = StaffRight.WRITE_ARTICLES
    add_right = change_right = StaffRight.EDIT_PUBLICATION
    list_display = ["name", "parent", "position"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "parent", "position"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Section | Author | None = None
    ) -> dict[str, Sequence[str]]:
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}

    def save_model(
        self, request: HttpRequest, obj: Section, form: ModelForm[Section], change: bool
    ) -> None:
        save_section(obj, by=member(request.user))


@admin.register(Author)
class AuthorAdmin(StaffAdmin):
    view_right = StaffRight.WRITE_ARTICLES
    add_right = change_right = StaffRight.EDIT_PUBLICATION
    list_display = ["name", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["user", "picture"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "bio", "picture", "user"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Section | Author | None = None
    ) -> dict[str, Sequence[str]]:
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}

    def save_model(
        self, request: HttpRequest, obj: Author, form: ModelForm[Author], change: bool
    ) -> None:
        save_author(obj, by=member(request.user))


@admin.register(Page)
class PageAdmin(EditorAdmin):
    form = PageForm
    view_right = add_right = change_right = StaffRight.EDIT_PUBLICATION
    list_display = ["title", "published_at", "position"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}

    def get_view_on_site_url(self, obj: Page | None = None) -> str | None:
        return obj.get_absolute_url() if obj else None

    def save_model(
        self, request: HttpRequest, obj: Page, form: ModelForm[Page], change: bool
    ) -> None:
        save_page(obj, by=member(request.user))


@admin.register(OldAddress)
class OldAddressAdmin(StaffAdmin):
    """Addresses are kept by actions and importers; here one looks them up."""

    view_right = StaffRight.EDIT_PUBLICATION
    list_display = ["address", "target"]
    search_fields = ["address"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OldAddress]:
        return super().get_queryset(request).select_related("article", "page")

    @admin.display(description=_("leads to"))
    def target(self, old: OldAddress) -> str:
        return str(old.article or old.page)
