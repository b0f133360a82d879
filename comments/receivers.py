"""What the discussion does when a piece changes; and that its log is one of those kept for good."""

from typing import Any

from articles.models import Article
from comments.actions.log import FACTS
from comments.counting import forget_count
from comments.models import Decision
from community.actions.ledger import Log, add_log


def forget_count_of_changed(article_pk: int, **kwargs: Any) -> None:
    """A piece that was withdrawn, or went behind a gate, tells no number any more."""
    for uuid in Article.objects.filter(pk=article_pk).values_list("uuid", flat=True):
        forget_count(uuid)


def add_log_of_decisions() -> None:
    """Let the moderation log be exported and verified like the civic record."""
    add_log(Log("moderation", Decision, FACTS))
