"""What a reader looks for, and where."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Section
from articles.models.publication import family_of
from articles.months import DECEMBER, Month
from articles.search import LONGEST_QUERY, Query, Question, parse_query

RECENT = {
    "week": (gettext_lazy("The past week"), timedelta(days=7)),
    "month": (gettext_lazy("The past month"), timedelta(days=31)),
    "year": (gettext_lazy("The past year"), timedelta(days=366)),
}


def choice(label: str, anything: str, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", anything), *choices])


class SearchForm(forms.Form):
    """Sent by GET; everything may be left out."""

    q = forms.CharField(
        label=gettext_lazy("What are you looking for?"),
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={
            "max_length": gettext_lazy("That is too long to look for. Leave the rarest words."),
            "null_characters_not_allowed": gettext_lazy("Look for words, please."),
        },
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )

    def __init__(self, data: QueryDict, *, sections: list[Section], years: Iterable[int]) -> None:
        """``years`` are those that can be chosen."""
        super().__init__(data)
        self.sections = sections
        self.years = {f"{year:04}": year for year in years}
        places = [(one.slug, one.name) for one in sections]
        times = [(name, str(label)) for name, (label, _span) in RECENT.items()]
        times += [(name, name) for name in self.years]
        self.fields |= {
            "section": choice(_("Section"), _("All sections"), places),
            "kind": choice(_("Kind"), _("Everything"), Article.Kind.choices),
            "when": choice(_("Published"), _("At any time"), times),
        }

    @property
    def query(self) -> Query:
        return parse_query(self.cleaned_data.get("q", ""))

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("section", "kind", "when"))

    def question(self, gates: frozenset[str]) -> Question:
        """Return what a valid form asks, for a reader to whom ``gates`` are open."""
        chosen = [one for one in self.sections if one.slug == self.cleaned_data["section"]]
        since, until = self.span()
        return Question(
            query=self.query,
            gates=gates,
            sections=frozenset(family_of(chosen[0], self.sections)) if chosen else frozenset(),
            kind=self.cleaned_data["kind"],
            since=since,
            until=until,
        )

    def span(self) -> tuple[datetime | None, datetime | None]:
        when: str = self.cleaned_data["when"]
        if when in RECENT:
            return timezone.now() - RECENT[when][1], None
        if when in self.years:
            year = self.years[when]
            return Month(year, 1).start, Month(year, DECEMBER).end
        return None, None
