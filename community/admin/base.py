"""What every desk page stands on: staff rights instead of Django's permissions, and plain words.

An app's ``admin`` says which right a page takes::

    class ReportAdmin(StaffAdmin):
        view_right = change_right = StaffRight.MODERATE

        def approve(self, request, comment):
            by = member(request.user)
            said(request, lambda: approve_comment(comment, by=by), _("Published."))

A right that is not named is not given: without ``add_right`` nobody adds.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from community.errors import Refused
from community.models import User
from community.permissions import StaffRight, staff_may

MOST_FOUND = 500  # members of one search; the newest, where more are called so
MOST_WORDS = 10  # of a search


def said(request: HttpRequest, action: Callable[[], object], done: object = "") -> bool:
    """Call ``action``; say ``done``, or in its own words why not. True when it was done."""
    try:
        action()
    except (Refused, PermissionDenied) as error:
        messages.error(request, str(error) or "403")
        return False
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    if done:
        messages.success(request, str(done))
    return True


class StaffRights:
    """Django's questions about permissions, answered from the table of staff rights."""

    view_right: StaffRight | None = None
    add_right: StaffRight | None = None
    change_right: StaffRight | None = None
    delete_right: StaffRight | None = None

    def may(self, request: HttpRequest, right: StaffRight | None) -> bool:
        return right is not None and staff_may(request.user, right)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.view_right)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.view_right) or self.may(request, self.change_right)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.add_right)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.change_right)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.delete_right)


class KeysFirst(Paginator[Any]):
    """Find the keys of a page first, and load those of ``rows``, which filter and order nothing.

    Otherwise a database that has to sort joins carries thousands of rows for fifty of them, and
    SQLite may look for the fifty by the index of a filter.
    """

    def __init__(self, *arguments: Any, rows: QuerySet[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = rows

    def page(self, number: int | str) -> Page[Any]:
        page = super().page(number)
        here: Any = page.object_list
        keys = list(here.values_list("pk", flat=True))
        loaded = self.rows.in_bulk(keys)
        page.object_list = [loaded[key] for key in keys if key in loaded]
        return page


class StaffAdmin(StaffRights, admin.ModelAdmin):  # type: ignore[type-arg]  # of any model
    """A ModelAdmin that asks the table of staff rights. Deleting in bulk is left out.

    A ``Refused`` that an action raises while a form is saved becomes a message on the same page.
    """

    show_full_result_count = False
    list_per_page = 50

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet[Any], *arguments: Any, **options: Any
    ) -> KeysFirst:
        rows = self.get_queryset(request)
        rows.query.select_related = queryset.query.select_related
        return KeysFirst(queryset, *arguments, rows=rows, **options)

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **options)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(request.path)

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """Render a page of the desk, in the frame that all of them share."""
        frame = self.admin_site.each_context(request)
        return render(request, template, {**frame, "opts": self.opts, **context})

    def row(  # of the model of this page
        self, pk: object, rows: QuerySet[Any] | None = None
    ) -> Any:  # noqa: ANN401
        """Return the row with this key (among ``rows``); 404 without."""
        try:
            return get_object_or_404(self.model if rows is None else rows, pk=pk)
        except ValueError as error:  # A key that is no number.
            raise Http404 from error

    def require(self, request: HttpRequest, right: StaffRight) -> None:
        if not self.may(request, right):
            raise PermissionDenied(_("Your role does not carry this right."))

    def to_list(self) -> HttpResponse:
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def to_row(self, pk: object) -> HttpResponse:
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", pk)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = dict(super().get_actions(request))
        actions.pop("delete_selected", None)
        return actions


class FoundByMember(admin.ModelAdmin):  # type: ignore[type-arg]  # of any model
    """Searching rows by their member, whose key is in ``member_field``.

    The members are looked through once, and not for the count, the list and each of its rows.
    """

    member_field = "pk"
    search_fields = ["pk"]  # the words are looked for in ``members_called``
    search_help_text = _lazy("A part of a name, a handle or an e-mail address")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        found = list(members_called(search_term).values_list("pk", flat=True)[:MOST_FOUND])
        return queryset.filter(**{f"{self.member_field}__in": found}), False


def members_called(words: str) -> QuerySet[User]:
    """Return those of whom every word is a part of the name, the handle or the address."""
    people = User.objects.all()
    for word in words.split()[:MOST_WORDS]:
        small = word.lower()  # as handles and addresses are stored
        people = people.filter(
            Q(handle__contains=small) | Q(email__contains=small) | Q(display_name__icontains=word)
        )
    return people.order_by("-created_at", "-id")


class OpenFilter(admin.SimpleListFilter):
    """Those that are open, unless others are asked for; ``shown`` is the word for them."""

    title = _lazy("which")
    parameter_name = "which"
    shown: Any = _lazy("open")
    open_states: Collection[str] = ()

    def lookups(self, *args: object) -> list[tuple[str, Any]]:
        return [("closed", _("closed")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:  # noqa: ANN401
        first, *others = super().choices(changelist)
        return [{**first, "display": self.shown}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        if self.value() == "closed":
            return queryset.exclude(state__in=self.open_states)
        return queryset.filter(state__in=self.open_states)


class StaffInline(StaffRights, admin.TabularInline):  # type: ignore[type-arg]  # of any model
    """Rows of a child model under a StaffAdmin."""

    extra = 0
