"""The desk: Django's admin in the publication's colours."""


from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CivitasAdminSite(admin.AdminSite):
    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("What waits for me")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff
