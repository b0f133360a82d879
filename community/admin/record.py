"""The civic record, to be read in sentences."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.admin.logs import LogAdmin
from community.admin.record_words import Told, details, sentence, told_about
from community.models import CivicRecord, User


@admin.register(CivicRecord)
class CivicRecordAdmin(LogAdmin):
    log = "civic"
    list_display = ["at", "sentence", "details", "words"]
    list_filter = ["kind"]
    empty_value_display = "–"
    list_per_page = 50
    search_fields = ["member"]  # ``get_search_results`` says what is looked for
    search_help_text = _("A name, a handle, or a member’s record id")
    fieldsets = [
        (None, {"fields": ["at", "sentence", "details", "words"]}),
        (
            _("As it is stored"),
            {
                "classes": ["collapse"],
                "fields": ["id", "kind", "standing", "member", "by", "facts", "reason_hash"],
            },
        ),
    ]
    readonly_fields = ["id", "sentence", "details", "words"]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Look everything up that the sentences of this page need, in a fixed number of queries."""
        changes = super().get_changelist_instance(request)
        entries = list(changes.result_list)
        told = told_about(entries)
        for entry in entries:
            entry.told = told
        changes.result_list = entries
        return changes

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CivicRecord], search_term: str
    ) -> tuple[QuerySet[CivicRecord], bool]:
        if not search_term.strip():
            return queryset, False
        ids = people_named(search_term.strip())
        return queryset.filter(Q(member__in=ids) | Q(by__in=ids)), False

    @admin.display(description=_("what happened"))
    def sentence(self, entry: CivicRecord) -> str:
        return sentence(entry, told_of(entry))

    @admin.display(description=_("more"))
    def details(self, entry: CivicRecord) -> str:
        return details(entry)

    @admin.display(description=_("reason"))
    def words(self, entry: CivicRecord) -> str:
        return told_of(entry).reasons.get(entry.pk, "")


def told_of(entry: Any) -> Told:  # noqa: ANN401  # an entry of a list carries it
    if not hasattr(entry, "told"):
        entry.told = told_about([entry])
    told: Told = entry.told
    return told


def people_named(term: str) -> list[UUID]:
    """Return the record ids that ``term`` may mean: one's own, or those of people of that name."""
    try:
        return [UUID(term)]
    except ValueError:
        handle = term.removeprefix("@")
        named = Q(handle__icontains=handle) | Q(display_name__icontains=term)
        return list(User.objects.filter(named).values_list("record_id", flat=True)[:100])
