"""The form of an article; it notices when somebody else saved the piece meanwhile."""

from dataclasses import dataclass
from difflib import ndiff
from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from articles.actions.writing import check_address
from articles.forms.editor import EXTENSIONS, SEE_ALSO, editor_field
from articles.models import Article
from community.errors import Refused
from community.html import plain_text

COMPARED = (
    "title", "slug", "standfirst", "kind", "section", "body", "cover", "access", "language",
    "question", "is_lead", "seo_title", "seo_description",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A field that stands otherwise in the stored piece; lines are (mark, words)."""

    label: str
    lines: list[tuple[str, str]]


class ArticleForm(forms.ModelForm[Article]):
    body = editor_field(_("text"), EXTENSIONS | SEE_ALSO)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    publish_at = forms.SplitDateTimeField(
        label=_("time of publication"),
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
        self.fields["version"].initial = self.instance.version
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
        if stored is None or cleaned.get("version") in (None, stored.version):
            return
        self.differences = differences(stored, cleaned)
        data = cast("QueryDict", self.data)
        self.data = MultiValueDict({**dict(data.lists()), "version": [str(stored.version)]})
        last = stored.revisions.select_related("by").first()
        name = last.by if last and last.by else _("Somebody")
        sentence = _(
            "%(name)s has saved this piece since you opened it. Nothing is lost: your text stands"
            " below, and above it what is different in theirs. Save again to put yours over it."
        )
        raise forms.ValidationError(sentence, params={"name": name}, code="changed")


def differences(stored: Article, cleaned: dict[str, Any]) -> list[Difference]:
    """Return what is different between the stored piece and what was sent."""
    found = []
    for name in COMPARED:
        theirs, mine = getattr(stored, name), cleaned.get(name)
        if words(theirs) != words(mine):
            label = ArticleForm.base_fields[name].label
            found.append(Difference(str(label), compared(words(theirs), words(mine))))
    return found


def words(value: object) -> str:
    if isinstance(value, Model):
        return str(value)
    return plain_text(value) if isinstance(value, str) else str(value or "–")


def compared(theirs: str, mine: str) -> list[tuple[str, str]]:
    """Return lines marked "theirs", "mine"; those that both have are left out."""
    marks = {"- ": "theirs", "+ ": "mine"}
    lines = ndiff(theirs.splitlines(), mine.splitlines())
    return [(marks[line[:2]], line[2:]) for line in lines if line[:2] in marks]
