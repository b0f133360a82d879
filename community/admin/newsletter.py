"""Who gets the newsletter: looked at by editors, changed by the subscribers themselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.admin.base import StaffAdmin
from community.models import Interest, Subscriber
from community.permissions import StaffRight


@admin.register(Subscriber)
class SubscriberAdmin(StaffAdmin):
    view_right = StaffRight.EDIT_PUBLICATION
    list_display = ["email", "wishes", "confirmed_at"]
    list_filter = [*Interest.values]
    search_fields = ["email"]
    fields = ["email", *Interest.values, "confirmed_at"]
    show_full_result_count = True

    @admin.display(description=_("interests"))
    def wishes(self, subscriber: Subscriber) -> str:
        return ", ".join(str(interest.label) for interest in subscriber.interests)
