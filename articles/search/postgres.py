"""The index on PostgreSQL: two tsvector columns beside those that the model knows, each with GIN.

``words`` holds everything, weighted A to C by its place, ``title`` the title alone. The words come
ready (``articles.search.words``), so neither a configuration nor an extension is asked for any.
"""

from collections.abc import Iterator, Sequence
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
FIND = (
    "SELECT id, ts_rank(%s::real[], words, %s::tsquery, 1) FROM ("
    " SELECT id, words FROM ("
    "  SELECT id, words, title FROM articles_searchentry WHERE {column} @@ %s::tsquery{filters}"
    "  ORDER BY id DESC LIMIT %s) AS near"
    " WHERE words @@ %s::tsquery AND {column} @@ %s::tsquery ORDER BY id DESC LIMIT %s) AS found"
)
PHRASES_IN = 20_000
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
        return self._find("words", question, most)

    def find_in_titles(self, question: Question, *, most: int) -> Scored:
        return self._find("title", question, most)

    def _find(self, column: str, question: Question, most: int) -> Scored:
        all_wanted, exact = wanted(question), tsquery(question)
        in_column = exact if column == "words" else all_wanted
        loose = loose_tsquery(question, with_unwanted=column == "words")
        near = most if loose == exact else PHRASES_IN
        conditions = list(filters(question))
        sql = FIND.format(column=column, filters="".join(f" AND {text}" for text, _ in conditions))
        given = [value for _, values in conditions for value in values]
        values = [WEIGHTS, all_wanted, loose, *given, near, exact, in_column, most]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BY_INDEX)
            cursor.execute(sql, values)
            return [(int(key), float(score)) for key, score in cursor.fetchall()]


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


def phrase_query(parts: Sequence[str], join: str = " <-> ") -> str:
    return f"({join.join(parts)})"


def wanted(question: Question) -> str:
    return " & ".join(phrase_query(lexemes(phrase)) for phrase in question.query.wanted)


def tsquery(question: Question) -> str:
    left_out = [f"!{phrase_query(lexemes(phrase))}" for phrase in question.query.unwanted]
    return " & ".join([wanted(question), *left_out])


def loose_tsquery(question: Question, *, with_unwanted: bool) -> str:
    """The same without asking for order, which the index cannot tell."""
    all_words = [phrase_query(lexemes(phrase), " & ") for phrase in question.query.wanted]
    single = [phrase for phrase in question.query.unwanted if len(phrase.words) == 1]
    left_out = [f"!{phrase_query(lexemes(phrase))}" for phrase in single]
    return " & ".join([*all_words, *(left_out if with_unwanted else [])])


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
