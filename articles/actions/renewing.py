"""Texts that were stored under earlier rules, brought up to date."""

from django.db import transaction

from articles.actions.changes import tell_article_changed
from articles.actions.indexing import index_article
from articles.actions.writing import complete_text
from articles.models import Article

AT_ONCE = 200


def renew_texts(most: int = AT_ONCE) -> int:
    """Clean older texts anew and work out what follows from them; return how many.

    No version is kept and no time moves: what people wrote is the same. A piece that somebody saves
    meanwhile is left alone. Safe to repeat and to run on two machines at once.
    """
    renewed = 0
    for article in Article.objects.with_older_text().order_by("pk")[:most]:
        complete_text(article)
        with transaction.atomic():
            renewed += store_renewed(article)
            index_article(article.pk)
            tell_article_changed(article.pk)
    return renewed


def store_renewed(article: Article) -> int:
    rows = Article.objects.filter(pk=article.pk, version=article.version)
    return rows.update(
        body=article.body,
        preview=article.preview,
        word_count=article.word_count,
        text_version=article.text_version,
    )
