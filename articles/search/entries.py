"""What the index keeps of a piece: the words that everybody may find it by, and all its words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from articles.models import Access, Article
from articles.search.words import words_of
from community.html import plain_text

GATES = tuple(access for access in Access if access != Access.EVERYONE)
MOST_BYTES = 900_000  # of the words of one text, so that PostgreSQL's tsvector (1 MB) holds them
BESIDE_A_WORD = 8  # bytes that a tsvector spends on a word beside its letters

_KEY_BITS = 28  # of the article's key
_TIME_SHIFT = _KEY_BITS + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the index.

    ``is_whole``: of the whole text, for those who may read it. A piece behind a gate has a second
    entry for all others, of its title, its standfirst and its public preview.
    """

    id: int
    article: int
    section: int
    kind: str
    access: str
    is_whole: bool
    title: list[str]
    standfirst: list[str]
    text: list[str] = field(repr=False)


def entry_id(article: int, published_at: datetime, *, is_whole: bool) -> int:
    """Return a key that grows with the time of publication: by it the newest come first for free.

    The second of publication (dates before 1970 are negative), the article's key (28 bits), the
    kind of entry (1 bit).
    """
    return (first_id(published_at) | (article << 1)) + is_whole


def first_id(moment: datetime) -> int:
    """Return the lowest key of the second that ``moment`` lies in."""
    return int(moment.astimezone(UTC).timestamp() // 1) << _TIME_SHIFT


def article_of(entry: int) -> int:
    return (entry >> 1) & ((1 << _KEY_BITS) - 1)


def seconds_of(entry: int) -> int:
    """Return the time of publication in seconds since 1970."""
    return entry >> _TIME_SHIFT


def entries_of(article: Article) -> Iterator[Entry]:
    """Yield one entry, two for a piece behind a gate, none for what is not published."""
    if not article.is_published or article.published_at is None:
        return
    texts = {True: article.body}
    if article.access != Access.EVERYONE:
        texts[False] = article.opening
    for is_whole, html in texts.items():
        yield Entry(
            id=entry_id(article.pk, article.published_at, is_whole=is_whole),
            article=article.pk,
            section=article.section_id,
            kind=article.kind,
            access=article.access,
            is_whole=is_whole,
            title=words_of(article.title),
            standfirst=words_of(article.standfirst),
            text=cut(words_of(plain_text(html))),
        )


def cut(words: list[str]) -> list[str]:
    """Return as many of the first words as the index can hold."""
    taken = 0
    if (len(words) << 8) < MOST_BYTES:  # No word is longer than 240 bytes: all fit.
        return words
    for at, word in enumerate(words):
        taken += len(word.encode()) + BESIDE_A_WORD
        if taken > MOST_BYTES:
            return words[:at]
    return words
