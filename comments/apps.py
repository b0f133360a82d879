from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles.signals import article_changed


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("The discussion")

    def ready(self) -> None:
        from comments.receivers import forget_count_of_changed, make_known  # noqa: PLC0415

        make_known()
        article_changed.connect(forget_count_of_changed)
