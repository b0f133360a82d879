"""The search: words, the index on both databases, questions to it and marked excerpts."""

from articles.search.asking import Question
from articles.search.entries import GATES, entries_of
from articles.search.excerpts import Excerpt, Part, excerpt_of, marked
from articles.search.finding import Found, dialect, find_articles
from articles.search.query import LONGEST_QUERY, Query, parse_query
from articles.search.words import words_of

__all__ = [
    "GATES",
    "LONGEST_QUERY",
    "Excerpt",
    "Found",
    "Part",
    "Query",
    "Question",
    "dialect",
    "entries_of",
    "excerpt_of",
    "find_articles",
    "marked",
    "parse_query",
    "words_of",
]
