from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles.signals import article_changed


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("The discussion")

    def ready(self) -> None:
        from comments.receivers import add_log_of_decisions, forget_count_of_changed  # noqa: PLC0415

        add_log_of_decisions()
        article_changed.connect(forget_count_of_changed)
