"""Ask the index, and put what it finds in order."""

import math
import time
from dataclasses import dataclass

from django.db import connection

from articles.search.asking import Dialect, Question, Scored
from articles.search.entries import article_of, seconds_of
from articles.search.postgres import PostgreSQL
from articles.search.sqlite import SQLite

MOST = 1000  # pieces that are ranked: the newest that fit, and those that fit by their title
FRESHNESS = 0.5  # what a piece of today gains over a very old one that fits as well
HALF_LIFE = 365 * 24 * 3600  # seconds, after which half of it is gone


@dataclass(frozen=True, slots=True)
class Found:
    """``articles`` by key, the best first; ``is_cut``: there are more than are ranked."""

    articles: list[int]
    is_cut: bool


def dialect() -> Dialect:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def find_articles(question: Question) -> Found:
    """Return the pieces that fit: one or two questions to the index, whatever it holds.

    Words that more than MOST pieces hold tell little of which is meant. Of those the newest are
    ranked; before them stand the newest that hold all the words in their title.
    """
    if not question.query.wanted:
        return Found([], is_cut=False)
    index = dialect()
    scored = index.find(question, most=MOST + 1)
    is_cut = len(scored) > MOST
    if is_cut:
        best = max(score for _entry, score in scored) * (1 + FRESHNESS)
        titles = index.find_in_titles(question, most=MOST)
        scored = [*scored[:MOST], *((entry, best) for entry in titles)]
    return Found(in_order(scored)[:MOST], is_cut=is_cut)


def in_order(scored: Scored) -> list[int]:
    """Return the articles, each once, by how well they fit and mildly by how new they are."""
    now = time.time()
    best: dict[int, float] = {}
    for entry, score in scored:
        best[entry] = max(score, best.get(entry, 0.0))
    ranked = sorted(best, key=lambda entry: (best[entry] * freshness(entry, now), entry))
    return list(dict.fromkeys(article_of(entry) for entry in reversed(ranked)))


def freshness(entry: int, now: float) -> float:
    age = max(0.0, now - seconds_of(entry))
    return 1 + FRESHNESS * math.exp2(-age / HALF_LIFE)
