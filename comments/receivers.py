"""What the discussion does when a piece changes."""

from typing import Any

from articles.models import Article
from comments.counting import forget_count


def forget_count_of_changed(article_pk: int, **kwargs: Any) -> None:
    """A piece that was withdrawn, or went behind a gate, tells no number any more."""
    for uuid in Article.objects.filter(pk=article_pk).values_list("uuid", flat=True):
        forget_count(uuid)
