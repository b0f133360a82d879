"""The desk's page of articles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import save_article, set_bylines, set_gallery, set_related_stories
from articles.admin.editing import EditorAdmin
from articles.admin.inlines import BylineInline, GalleryInline, RelatedStoryInline
from articles.admin.likely import follow_suggestion
from articles.admin.moves import MOVES, move_article, open_moves
from articles.admin.thumbnails import thumbnail
from articles.admin.versions import versions_of
from articles.forms import ArticleForm
from articles.likely import likely_stories
from articles.models import Article, Byline, GalleryPicture, RelatedStory
from articles.models.articles import in_byline_order
from articles.permissions import (
    articles_openable_by,
    articles_previewable_by,
    can_edit,
    can_preview,
    can_write,
)
from community.admin.base import said
from community.html import safe
from community.permissions import StaffRight, member

PICKED = 20
Fieldsets = list[tuple[Any, Any]]
Rows = list[type[InlineModelAdmin[Any, Any]]]


@admin.register(Article)
class ArticleAdmin(EditorAdmin):
    form = ArticleForm
    view_right = add_right = change_right = StaffRight.WRITE_ARTICLES
    inlines = [BylineInline, RelatedStoryInline, GalleryInline]
    list_display = ["title", "state", "kind", "section", "names", "published_at", "word_count"]
    list_filter = ["state", "kind", "access", "section"]
    list_select_related = ["section"]
    list_per_page = 50
    search_fields = ["title", "standfirst"]
    ordering = ["-created_at"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["section", "cover"]
    radio_fields = {"kind": admin.HORIZONTAL, "access": admin.HORIZONTAL}
    readonly_fields = ["cover_shown", "text_shown"]
    change_form_template = "admin/articles/article/change_form.html"
    fieldsets = [
        (None, {"fields": ["opened_version", "title", "standfirst", "body"]}),
        (gettext_lazy("Place"), {"fields": ["section", "tags", "kind", "access", "is_lead"]}),
        (gettext_lazy("Cover"), {"fields": ["cover", "cover_shown"]}),
        (gettext_lazy("Discussion"), {"fields": ["question"]}),
        (
            gettext_lazy("Address, language, search engines"),
            {"fields": ["slug", "language", "seo_title", "seo_description"]},
        ),
        (gettext_lazy("Schedule"), {"fields": ["publish_at"]}),
    ]

    # -- Who may what --------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """What one may open at the desk; what one may link to is more, and has no page here."""
        is_search = request.path == reverse("admin:autocomplete")
        rows = (articles_openable_by if is_search else articles_previewable_by)(request.user)
        return rows.prefetch_related(in_byline_order()).order_by(*self.get_ordering(request))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can_preview(request.user, obj) if obj else can_write(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can_edit(request.user, obj) if obj else can_write(request.user)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Sequence[str]]:
        """A view-only page has no slug to fill; a published piece keeps its address."""
        is_new = obj is None or (
            obj.published_at is None and self.has_change_permission(request, obj)
        )
        return self.prepopulated_fields if is_new else {}

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Rows:
        """Only a gallery has a list of pictures; on a new page it may become one."""
        is_gallery = obj is None or obj.kind == Article.Kind.GALLERY
        return [BylineInline, RelatedStoryInline, *([GalleryInline] if is_gallery else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Fieldsets:
        """Where a piece may only be looked at, its text is shown as text."""
        if obj is None or self.has_change_permission(request, obj):
            return list(self.fieldsets)
        fields = ["title", "standfirst", "text_shown", "section", "tags", "slug", "question"]
        return [(None, {"fields": fields})]

    # -- Columns -------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("by"))
    def names(self, article: Article) -> str:
        return ", ".join(author.name for author in article.authors.all())

    @admin.display(description=gettext_lazy("cover now"))
    def cover_shown(self, article: Article) -> str:
        return thumbnail(article.cover) if article.cover else "–"

    @admin.display(description=gettext_lazy("text"))
    def text_shown(self, article: Article) -> str:
        return safe(article.body)

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        return obj.get_absolute_url() if obj else None

    # -- Saving and moving ---------------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        tags = form.cleaned_data.get("tags")
        save_article(obj, by=member(request.user), tags=tags)

    def save_related(
        self,
        request: HttpRequest,
        form: ArticleForm,
        formsets: Iterable[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        for formset in formsets:
            self.save_rows(request, form.instance, formset)

    def save_rows(
        self, request: HttpRequest, article: Article, rows: BaseModelFormSet[Any, Any]
    ) -> None:
        """Hand the rows of an inline, in their order, to the action that stores them."""
        if not rows.has_changed():
            return
        kept = [data for data in rows.cleaned_data if data and not data.get("DELETE")]
        kept.sort(key=lambda data: data.get("position") or 0)
        by = member(request.user)
        if rows.model is Byline:
            set_bylines(article, [data["author"] for data in kept], by=by)
        elif rows.model is RelatedStory:
            links = [(data["target"], data["kind"]) for data in kept]
            set_related_stories(article, links, by=by)
        elif rows.model is GalleryPicture:
            set_gallery(article, [data["picture"] for data in kept], by=by)

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Form,
        formsets: object,
        add: bool = False,
    ) -> list[dict[str, Any]]:
        """Say in Django's log what changed; the rows are not saved by their formsets."""
        return [{"added": {}}] if add else [{"changed": {"fields": form.changed_data}}]

    def response_add(
        self, request: HttpRequest, obj: Article, *args: Any, **options: Any
    ) -> HttpResponse:
        return self.moved(request, obj) or super().response_add(request, obj, *args, **options)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        answer = self.related(request, obj) or self.moved(request, obj)
        return answer or super().response_change(request, obj)

    def related(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """After the text is saved, follow the suggestion whose button was pressed."""
        if asked := request.POST.get("_relate", ""):
            by = member(request.user)
            said(
                request, lambda: messages.success(request, follow_suggestion(article, asked, by=by))
            )
            return self.to_row(article.pk)
        return None

    def moved(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """After the text is saved, do what the button says; its page says how that went."""
        name = request.POST.get("_move", "")
        if name not in MOVES:
            return None
        at = self.time_asked(request, article)
        by = member(request.user)
        said(request, lambda: move_article(article, name, by=by, at=at), MOVES[name].done)
        return self.to_row(article.pk)

    def time_asked(self, request: HttpRequest, article: Article) -> datetime | None:
        field = ArticleForm(instance=article).fields["publish_at"]
        given = field.widget.value_from_datadict(request.POST, {}, "publish_at")
        at: datetime | None = field.clean(given)
        return at

    # -- Pages of its own ----------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            path("pick/", site.admin_view(self.pick), name="articles_article_pick"),
            path("<int:pk>/move/", site.admin_view(self.move), name="articles_article_move"),
            *super().get_urls(),
        ]

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move a piece that may be looked at but not edited: a writer takes it back from review."""
        article = self.row(pk)
        if request.method != "POST" or not self.has_view_permission(request, article):
            raise PermissionDenied(_("Your role does not carry this right."))
        return self.moved(request, article) or self.to_row(pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions of a piece, the newest first, each with what it changed."""
        article = self.row(object_id)
        if not self.has_view_permission(request, article):
            raise PermissionDenied(_("Your role does not carry this right."))
        context = {"original": article, "versions": versions_of(article), "title": article.title}
        return self.page(request, "admin/articles/article/history.html", **context)

    def pick(self, request: HttpRequest) -> JsonResponse:
        """Answer the editor's dialog: pieces whose titles hold ``q``, or the one of ``uuid``."""
        self.require(request, StaffRight.WRITE_ARTICLES)
        words, uuid = request.GET.get("q", ""), request.GET.get("uuid", "")
        likely = [] if words or uuid else self.likely_beside(request)
        found = articles_openable_by(request.user).matching(words=words, uuid=uuid)
        others = found.exclude(pk__in=[piece.pk for piece in likely])
        return JsonResponse({"results": [picked(piece) for piece in [*likely, *others[:PICKED]]]})

    def likely_beside(self, request: HttpRequest) -> list[Article]:
        """Return what is like the piece that the dialog was opened in, as far as it is stored."""
        beside = request.GET.get("beside", "")
        rows = self.get_queryset(request).filter(pk=beside) if beside.isdecimal() else []
        return [
            each.article
            for article in rows
            for each in likely_stories(article, member(request.user))
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        article = options.get("obj")
        by = member(request.user)
        context["moves"] = open_moves(by, article or Article())
        if article is not None and self.has_change_permission(request, article):
            context |= {"shows_likely": True, "likely": likely_stories(article, by)}
        context["differences"] = getattr(context["adminform"].form, "differences", [])
        return super().render_change_form(request, context, *args, **options)


def picked(article: Article) -> dict[str, str]:
    when = article.published_at.date().isoformat() if article.published_at else ""
    note = f"{article.get_state_display()} {when}".strip()
    return {"uuid": str(article.uuid), "label": article.title, "note": note}
