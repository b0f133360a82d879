"""The form of an article; it notices when somebody else saved the piece meanwhile."""

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from articles.actions.writing import check_address
from articles.differences import Difference, differences
from articles.forms.editor import EXTENSIONS, SEE_ALSO, editor_field
from articles.models import Article
from community.errors import Refused

COMPARED = (
    "title", "slug", "standfirst", "kind", "section", "body", "cover", "access", "language",
    "question", "is_lead", "seo_title", "seo_description",
)  # fmt: skip


class ArticleForm(forms.ModelForm[Article]):
    body = editor_field(_("Text"), EXTENSIONS | SEE_ALSO)
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    publish_at = forms.SplitDateTimeField(
        label=_("Time of publication"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("For “Schedule”. In the site’s time zone."),
    )

    class Meta:
        model = Article
        fields = [*COMPARED, "tags"]
        widgets = {"standfirst": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.differences: list[Difference] = []
        name_parts_of(self.fields["publish_at"].widget)
        self.fields["opened_version"].initial = self.instance.version
        if self.instance.state == Article.State.SCHEDULED:
            self.fields["publish_at"].initial = self.instance.published_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_version(cleaned)
        try:
            check_address(Article(pk=self.instance.pk, slug=cleaned.get("slug") or "-"))
        except Refused as error:
            self.add_error("slug", str(error))
        return cleaned

    def check_version(self, cleaned: dict[str, Any]) -> None:
        """Hold the row until the piece is saved, and compare. Pressing again saves over the other.

        Costs one query; the lock is released with the request's transaction.
        """
        stored = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None or cleaned.get("opened_version") in (None, stored.version):
            return
        labels = {name: self.fields[name].label for name in COMPARED}
        self.differences = differences(values_of(stored), cleaned, labels)
        data = cast("QueryDict", self.data)
        self.data = MultiValueDict({**dict(data.lists()), "opened_version": [str(stored.version)]})
        last = stored.revisions.select_related("by").first()
        name = last.by if last and last.by else _("Somebody")
        sentence = _(
            "%(name)s has saved this piece since you opened it. Nothing is lost: your text stands"
            " below, and above it what is different in theirs. Save again to put yours over it."
        )
        raise forms.ValidationError(sentence, params={"name": name}, code="changed")


def name_parts_of(widget: forms.Widget) -> None:
    """Name both boxes of a date and time for screen readers; their words have no ``for``."""
    if isinstance(widget, AdminSplitDateTime):
        date, time = widget.widgets
        date.attrs["aria-label"], time.attrs["aria-label"] = _("Date"), _("Time")


def values_of(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in COMPARED}
