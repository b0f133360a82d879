"""The list of watched words."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from comments.actions import forget_word, watch_word
from comments.models import WatchedWord
from community.admin.base import StaffAdmin
from community.permissions import StaffRight, member


@admin.register(WatchedWord)
class WatchedWordAdmin(StaffAdmin):
    view_right = add_right = change_right = delete_right = StaffRight.MODERATE
    list_display = ["word", "effect", "note", "created_at"]
    list_filter = ["effect"]
    search_fields = ["word", "note"]

    def save_model(
        self, request: HttpRequest, obj: WatchedWord, form: forms.ModelForm[Any], change: bool
    ) -> None:
        watch_word(obj, by=member(request.user))

    def delete_model(self, request: HttpRequest, obj: WatchedWord) -> None:
        forget_word(obj, by=member(request.user))
