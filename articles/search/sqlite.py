"""The index on SQLite: an FTS5 table beside the table of entries, under the same keys.

The words come ready (``articles.search.words``), so its tokeniser has only to part them at spaces.
What filters is kept as words too, in a column that no reader's word is looked for in: FTS5 joins
lists of words far faster than it looks rows up.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from articles.models import SearchEntry
from articles.search.asking import (
    STANDFIRST_WEIGHT,
    TEXT_WEIGHT,
    TITLE_WEIGHT,
    Question,
    Scored,
)
from articles.search.entries import GATES, Entry, first_id
from articles.search.query import Phrase, longest

INSERT = (
    "INSERT INTO articles_searchwords (rowid, title, standfirst, words, marks)"
    " VALUES (%s, %s, %s, %s, %s)"
)
REMOVE = (
    "DELETE FROM articles_searchwords WHERE rowid IN"
    " (SELECT id FROM articles_searchentry WHERE article_id = %s)"
)
TIDY = "DELETE FROM articles_searchwords WHERE rowid NOT IN (SELECT id FROM articles_searchentry)"
WHERE = (
    " FROM articles_searchwords WHERE articles_searchwords MATCH %s AND rowid >= %s AND rowid < %s"
    " ORDER BY rowid DESC LIMIT %s"
)
SCORE = "-bm25(articles_searchwords, %s, %s, %s, 0)"
FIND = f"SELECT rowid{WHERE}"
FIND_SCORED = f"SELECT rowid, {SCORE}{WHERE}"
AMONG = (
    " FROM articles_searchwords WHERE articles_searchwords MATCH %s"
    " AND +rowid IN (SELECT value FROM json_each(%s))"
)
SCORE_FOUND = f"SELECT rowid, {SCORE}{AMONG}"
WEIGHTS = (TITLE_WEIGHT, STANDFIRST_WEIGHT, TEXT_WEIGHT)
# For every phrase of a question bm25 reads through all that the table has of it.
SCORED_BY = 3
EVERYWHERE = "title standfirst words"
FIRST, LAST = -(2**63), 2**63 - 1


class SQLite:
    def write(self, entries: Sequence[Entry]) -> None:
        SearchEntry.objects.bulk_create(map(row_of, entries), batch_size=500)
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [words_of_row(entry) for entry in entries])

    def remove(self, articles: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(REMOVE, [(pk,) for pk in articles])
        SearchEntry.objects.filter(article__in=articles).delete()

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TIDY)

    def find(self, question: Question, *, most: int) -> Scored:
        """Of a long question the longest words, which are the rarest, decide on the order."""
        query, values = question.query, self._values(EVERYWHERE, question, most)
        with connection.cursor() as cursor:
            if len(query.wanted) + len(query.unwanted) <= SCORED_BY:
                cursor.execute(FIND_SCORED, [*WEIGHTS, *values])
            else:
                cursor.execute(FIND, values)
                found = json.dumps([key for (key,) in cursor.fetchall()])
                match = all_of(EVERYWHERE, longest(query.wanted, SCORED_BY))
                cursor.execute(SCORE_FOUND, [*WEIGHTS, match, found])
            return [(int(key), float(score)) for key, score in cursor.fetchall()]

    def find_in_titles(self, question: Question, *, most: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(FIND, self._values("title", question, most))
            return [int(key) for (key,) in cursor.fetchall()]

    def _values(self, columns: str, question: Question, most: int) -> list[str | int]:
        wanted = without_unwanted(all_of(columns, question.query.wanted), question)
        match = " AND ".join([f"({wanted})", *filters(question)])
        since = first_id(question.since) if question.since else FIRST
        until = first_id(question.until) if question.until else LAST
        return [match, since, until, most]


def row_of(entry: Entry) -> SearchEntry:
    return SearchEntry(
        id=entry.id,
        article_id=entry.article,
        section_id=entry.section,
        kind=entry.kind,
        access=entry.access,
        is_whole=entry.is_whole,
    )


def words_of_row(entry: Entry) -> tuple[int | str, ...]:
    texts = (entry.title, entry.standfirst, entry.text, marks_of(entry))
    return (entry.id, *(" ".join(words) for words in texts))


def marks_of(entry: Entry) -> list[str]:
    """Pieces for everyone carry no mark of access: what must stay hidden is a short list then."""
    gate = [gate_mark(entry.access, is_whole=entry.is_whole)] if entry.access in GATES else []
    return [f"kind{entry.kind}", f"section{entry.section}", *gate]


def gate_mark(access: str, *, is_whole: bool) -> str:
    return f"{'whole' if is_whole else 'open'}{access}"


# -- The language of FTS5: every word is quoted, every step in parentheses -------------------------


def phrase(wanted: Phrase) -> str:
    """SECURITY: inside quotes nothing is an operator, and words hold letters and digits alone."""
    words = " ".join(word.replace('"', "") for word in wanted.words)
    return f'"{words}" *' if wanted.is_open else f'"{words}"'


def all_of(columns: str, phrases: Iterable[Phrase]) -> str:
    return f"{{{columns}}} : ({' AND '.join(map(phrase, phrases))})"


def without_unwanted(wanted: str, question: Question) -> str:
    hidden = [gate_mark(gate, is_whole=gate not in question.gates) for gate in GATES]
    left_out = [f"marks : ({any_of(hidden)})"]
    if question.query.unwanted:
        phrases = " OR ".join(map(phrase, question.query.unwanted))
        left_out.append(f"{{{EVERYWHERE}}} : ({phrases})")
    return f"({wanted}) NOT ({' OR '.join(left_out)})"


def filters(question: Question) -> Iterator[str]:
    if question.kind:
        yield f"marks : ({any_of([f'kind{question.kind}'])})"
    if question.sections:
        yield f"marks : ({any_of(f'section{pk}' for pk in sorted(question.sections))})"


def any_of(marks: Iterable[str]) -> str:
    return " OR ".join(f'"{mark}"' for mark in marks)
