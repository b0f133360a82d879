"""What the discussion does when a piece changes, and what community knows of it."""

from typing import Any

from articles.models import Article
from comments.actions.appeals import reporters_of
from comments.actions.log import FACTS
from comments.counting import forget_count
from comments.models import Decision
from community.actions.appeals.parties import reporters_are
from community.actions.ledger import Log, add_log


def forget_count_of_changed(article_pk: int, **kwargs: Any) -> None:
    """A piece that was withdrawn, or went behind a gate, tells no number any more."""
    for uuid in Article.objects.filter(pk=article_pk).values_list("uuid", flat=True):
        forget_count(uuid)


def make_known() -> None:
    """Let community keep the moderation log like the civic record, and ask who reported."""
    add_log(Log("moderation", Decision, FACTS))
    reporters_are(reporters_of)
