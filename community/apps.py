from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("The city")

    def ready(self) -> None:
        from community.receivers import lay_out_city_after_migration  # noqa: PLC0415

        post_migrate.connect(lay_out_city_after_migration, sender=self)
