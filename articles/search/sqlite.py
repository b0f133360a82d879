"""The index on SQLite: an FTS5 table beside the table of entries, under the same keys.

The words come ready (``articles.search.words``), so its tokeniser has only to part them at spaces.
What filters is kept as words too, in a column that no reader's word is looked for in: FTS5 joins
lists of words far faster than it looks rows up.
"""

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
from articles.search.query import Phrase

INSERT = (
    "INSERT INTO articles_searchwords (rowid, title, standfirst, words, marks)"
    " VALUES (%s, %s, %s, %s, %s)"
)
REMOVE = (
    "DELETE FROM articles_searchwords WHERE rowid IN"
    " (SELECT id FROM articles_searchentry WHERE article_id = %s)"
)
TIDY = "DELETE FROM articles_searchwords WHERE rowid NOT IN (SELECT id FROM articles_searchentry)"
FIND = (
    "SELECT rowid, -bm25(articles_searchwords, %s, %s, %s, 0) FROM articles_searchwords"
    " WHERE articles_searchwords MATCH %s AND rowid >= %s AND rowid < %s"
    " ORDER BY rowid DESC LIMIT %s"
)
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
        return self._find(question, wanted_in("title standfirst words", question), most)

    def find_in_titles(self, question: Question, *, most: int) -> Scored:
        everywhere = wanted_in("title standfirst words", question)
        return self._find(question, f"{everywhere} AND {wanted_in('title', question)}", most)

    def _find(self, question: Question, wanted: str, most: int) -> Scored:
        match = " AND ".join([f"({without_unwanted(wanted, question)})", *filters(question)])
        weights = (TITLE_WEIGHT, STANDFIRST_WEIGHT, TEXT_WEIGHT)
        since = first_id(question.since) if question.since else FIRST
        until = first_id(question.until) if question.until else LAST
        with connection.cursor() as cursor:
            cursor.execute(FIND, [*weights, match, since, until, most])
            return [(int(key), float(score)) for key, score in cursor.fetchall()]


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


def wanted_in(columns: str, question: Question) -> str:
    return f"{{{columns}}} : ({' AND '.join(map(phrase, question.query.wanted))})"


def without_unwanted(wanted: str, question: Question) -> str:
    hidden = [gate_mark(gate, is_whole=gate not in question.gates) for gate in GATES]
    left_out = [f"marks : ({any_of(hidden)})"]
    if question.query.unwanted:
        phrases = " OR ".join(map(phrase, question.query.unwanted))
        left_out.append(f"{{title standfirst words}} : ({phrases})")
    return f"({wanted}) NOT ({' OR '.join(left_out)})"


def filters(question: Question) -> Iterator[str]:
    if question.kind:
        yield f"marks : ({any_of([f'kind{question.kind}'])})"
    if question.sections:
        yield f"marks : ({any_of(f'section{pk}' for pk in sorted(question.sections))})"


def any_of(marks: Iterable[str]) -> str:
    return " OR ".join(f'"{mark}"' for mark in marks)
