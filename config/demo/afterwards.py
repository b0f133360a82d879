"""What came after publication: series, corrections, suggestions, and whom the pieces pleased."""

import random
from datetime import datetime

from articles.actions import (
    answer_suggestion,
    bookmark_article,
    correct_article,
    like_article,
    suggest_correction,
    suggest_story,
)
from articles.models import Article, Series, SeriesPart, Suggestion
from articles.permissions import can_like
from community.models import User
from config.demo.reading import Facts, ago

Pieces = dict[str, Article]
Cast = dict[str, User]

# How many pieces a member of the cast likes and keeps, by standing.
LIKED = {"visitor": 3, "resident": 6, "citizen": 9}
KEPT = 2


def load_afterwards(facts: Facts, articles: Pieces, cast: Cast, now: datetime) -> None:
    for row in facts["series"]:
        load_series(row, articles)
    for row in facts["corrections"]:
        load_correction(row, articles, cast, now)
    for row in facts["suggestions"]:
        load_suggestion(row, articles, cast, now)
    for handle, member in cast.items():
        please(member, list(articles.values()), random.Random(handle))  # noqa: S311 - not secret


def load_series(row: Facts, articles: Pieces) -> None:
    words = {name: row[name] for name in ("slug", "title", "description")}
    series = Series.objects.create(**words, is_demo=True)
    SeriesPart.objects.bulk_create(
        SeriesPart(series=series, article=articles[slug], position=at)
        for at, slug in enumerate(row["parts"])
    )


def load_correction(row: Facts, articles: Pieces, cast: Cast, now: datetime) -> None:
    article, found_by = articles[row["article"]], cast.get(row.get("thanks_to", ""))
    made = correct_article(article, text=row["text"], by=cast[row["by"]], thanks_to=found_by)
    made.at = article.updated_at = ago(now, row["days_ago"])
    made.save(update_fields=["at"])
    article.save(update_fields=["updated_at"])


def load_suggestion(row: Facts, articles: Pieces, cast: Cast, now: datetime) -> None:
    suggestion = suggested(row, articles, cast)
    suggestion.at = ago(now, row["days_ago"])
    suggestion.save(update_fields=["at"])
    if "answer" in row:
        answer_suggestion(suggestion, words=row["answer"], by=cast[row["answered_by"]])


def suggested(row: Facts, articles: Pieces, cast: Cast) -> Suggestion:
    article, by = articles[row["article"]], cast[row["by"]]
    if "target" in row:
        return suggest_story(article, target=articles[row["target"]], why=row["why"], by=by)
    return suggest_correction(
        article, wrong=row["wrong"], right=row["right"], source="", wants_thanks=True, by=by
    )


def please(member: User, articles: list[Article], chance: random.Random) -> None:
    """Like and keep some of what ``member`` may read: the same before every load."""
    open_to = [article for article in articles if can_like(member, article)]
    for article in chance.sample(open_to, LIKED[member.standing]):
        like_article(article, by=member)
    for article in chance.sample(open_to, KEPT):
        bookmark_article(article, by=member)
