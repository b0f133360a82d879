"""Tell of a change, once it is certain."""

from functools import partial

from django.db import transaction

from articles.models import Article
from articles.signals import article_changed, publication_changed
from community.kept import forget_kept


def tell_article_changed(pk: int) -> None:
    send = partial(article_changed.send, sender=Article, article_pk=pk)
    transaction.on_commit(send, robust=True)


def tell_publication_changed() -> None:
    forget_kept()
    transaction.on_commit(partial(publication_changed.send, sender=None), robust=True)
