from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("The publication")

    def ready(self) -> None:
        from articles.receivers import (  # noqa: PLC0415
            forget_words_after_flush,
            lay_out_publication_after_migration,
        )

        post_migrate.connect(lay_out_publication_after_migration, sender=self)
        post_migrate.connect(forget_words_after_flush, sender=self)
