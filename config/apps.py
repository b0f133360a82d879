from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = _("The site")

    def ready(self) -> None:
        import config.receivers  # noqa: F401, PLC0415 - the one place where a room is imported late


class CivitasAdminConfig(AdminConfig):
    default_site = "config.admin.CivitasAdminSite"
