"""The index on PostgreSQL: two tsvector columns beside those that the model knows, each with GIN.

``words`` holds everything, weighted A to C by its place, ``title`` the title alone. The words come
ready (``articles.search.words``), so neither a configuration nor an extension is asked for any.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from articles.models import Access, SearchEntry
from articles.search.asking import (
    STANDFIRST_WEIGHT,
    TEXT_WEIGHT,
    TITLE_WEIGHT,
    Question,
    Scored,
)
from articles.search.entries import Entry, first_id
from articles.search.query import Phrase

INSERT = (
    "INSERT INTO articles_searchentry"
    " (id, article_id, section_id, kind, access, is_whole, title, words)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector, %s::tsvector)"
)
# Statistics do not tell the planner that a text kept out of line is dear to open: left alone it
# opens all of them where a word is common, instead of asking the index.
BY_INDEX = (
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),"
    " set_config('jit', 'off', true)"
)
# The newest that hold all words come from the index alone; whether they stand side by side is seen
# in the text. PHRASES_IN bounds how many are opened for that.
NEWEST = (
    "SELECT id, words, title FROM articles_searchentry WHERE {column} @@ %s::tsquery{filters}"
    " ORDER BY id DESC LIMIT %s"
)
FIND = (
    "SELECT id, ts_rank(%s::real[], words, %s::tsquery, 1) FROM (SELECT id, words FROM ({newest})"
    " AS newest WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s) AS found"
)
FIND_IN_TITLES = (
    "SELECT id FROM ({newest}) AS newest WHERE title @@ %s::tsquery"
    " AND (%s = '' OR NOT words @@ %s::tsquery) ORDER BY id DESC LIMIT %s"
)
PHRASES_IN = 10_000
LAST_PLACE = 16_383  # in a tsvector
MOST_PLACES = 255  # of one word
BETWEEN_FIELDS = 8  # no phrase begins in the title and ends in the text
HIGHEST = TITLE_WEIGHT
WEIGHTS = [0.0, TEXT_WEIGHT / HIGHEST, STANDFIRST_WEIGHT / HIGHEST, 1.0]  # D, C, B, A


class PostgreSQL:
    def write(self, entries: Sequence[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [row_of(entry) for entry in entries])

    def remove(self, articles: Sequence[int]) -> None:
        SearchEntry.objects.filter(article__in=articles).delete()

    def tidy(self) -> None:
        """Nothing to do: the words stand in the row that goes with its article."""

    def find(self, question: Question, *, most: int) -> Scored:
        exact = " & ".join([all_of(question), *(f"!({one})" for one in left_out(question))])
        loose = " & ".join([loosely(question), *(f"!({one})" for one in left_out_words(question))])
        near = most if loose == exact else PHRASES_IN
        newest, values = newest_with("words", loose, question, near)
        first = [WEIGHTS, all_of(question)]
        rows = fetch(FIND.format(newest=newest), [*first, *values, exact, most])
        return [(int(key), float(score)) for key, score in rows]

    def find_in_titles(self, question: Question, *, most: int) -> list[int]:
        unwanted = " | ".join(left_out(question))
        newest, values = newest_with("title", loosely(question), question, PHRASES_IN)
        rest = [all_of(question), unwanted, unwanted, most]
        rows = fetch(FIND_IN_TITLES.format(newest=newest), [*values, *rest])
        return [int(key) for (key,) in rows]


def newest_with(column: str, words: str, question: Question, most: int) -> tuple[str, list[Any]]:
    """Return what asks the index for the newest entries whose ``column`` has all words."""
    conditions = list(filters(question))
    more = "".join(f" AND {text}" for text, _values in conditions)
    values = [value for _text, given in conditions for value in given]
    return NEWEST.format(column=column, filters=more), [words, *values, most]


def fetch(sql: str, values: list[Any]) -> Iterable[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_INDEX)
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def row_of(entry: Entry) -> tuple[int | str, ...]:
    facts = (entry.id, entry.article, entry.section, entry.kind, entry.access, entry.is_whole)
    fields = [(entry.title, "A"), (entry.standfirst, "B"), (entry.text, "C")]
    return (*facts, tsvector(fields[:1]), tsvector(fields))


def tsvector(fields: Sequence[tuple[Sequence[str], str]]) -> str:
    """Write the words with their places and weights, as PostgreSQL reads them."""
    places: dict[str, list[str]] = {}
    place = 0
    for words, weight in fields:
        for word in words:
            place += 1
            known = places.setdefault(word, [])
            if len(known) < MOST_PLACES:
                known.append(f"{min(place, LAST_PLACE)}{weight}")
        place += BETWEEN_FIELDS
    return " ".join(f"{lexeme(word)}:{','.join(at)}" for word, at in places.items())


# -- The language of tsquery: every word is quoted, every step in parentheses ----------------------


def lexeme(word: str) -> str:
    """SECURITY: inside quotes nothing is an operator, and words hold letters and digits alone."""
    escaped = word.replace("\\", "").replace("'", "")
    return f"'{escaped}'"


def lexemes(phrase: Phrase) -> list[str]:
    first = [lexeme(word) for word in phrase.words[:-1]]
    return [*first, f"{lexeme(phrase.words[-1])}:*" if phrase.is_open else lexeme(phrase.words[-1])]


def in_order(phrase: Phrase) -> str:
    return f"({' <-> '.join(lexemes(phrase))})"


def in_any_order(phrase: Phrase) -> str:
    return f"({' & '.join(lexemes(phrase))})"


def all_of(question: Question) -> str:
    return " & ".join(map(in_order, question.query.wanted))


def loosely(question: Question) -> str:
    """The same without asking for order, which the index cannot tell."""
    return " & ".join(map(in_any_order, question.query.wanted))


def left_out(question: Question) -> list[str]:
    return [in_order(phrase) for phrase in question.query.unwanted]


def left_out_words(question: Question) -> list[str]:
    """Those of a single word: of the others the index cannot tell."""
    return [in_order(phrase) for phrase in question.query.unwanted if len(phrase.words) == 1]


def filters(question: Question) -> Iterator[tuple[str, list[Any]]]:
    readable = [Access.EVERYONE.value, *sorted(question.gates)]
    rule = "(CASE WHEN is_whole THEN access = ANY(%s) ELSE access <> ALL(%s) END)"
    yield rule, [readable, readable]
    if question.kind:
        yield "kind = %s", [question.kind]
    if question.sections:
        yield "section_id = ANY(%s)", [sorted(question.sections)]
    if question.since:
        yield "id >= %s", [first_id(question.since)]
    if question.until:
        yield "id < %s", [first_id(question.until)]
