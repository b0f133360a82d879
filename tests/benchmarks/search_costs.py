"""Fill an empty database with made-up pieces, index them and time the pages that find them."""

import random
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote_plus

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from articles.actions import index_all_articles
from articles.html import preview_of
from articles.models import Access, Article, Author, Byline, Section
from articles.months import months_with_pieces
from tests.benchmarks.make_texts import Texts

AT_ONCE = 500
SECTIONS, AUTHORS, TAGS = 24, 300, 500
DAYS = 20 * 365
SAMPLES = 100
TEXTS = Texts()
RANKS = {  # places in the vocabulary
    "very common": (0, 20),
    "common": (20, 300),
    "usual": (300, 4000),
    "rare": (15_000, 60_000),
}


def main(pieces: int) -> None:
    fill(pieces)
    print(f"{connection.vendor}, {pieces} pieces", flush=True)
    index(pieces)
    for name, addresses in asked(random.Random(7)).items():  # noqa: S311  # the same every time
        report(name, [spent_on(address) for address in addresses])


def fill(pieces: int) -> None:
    sections = [Section(name=f"Section {at}", slug=f"section-{at}") for at in range(SECTIONS)]
    authors = [Author(name=f"Author {at}", slug=f"author-{at}") for at in range(AUTHORS)]
    tags = [Tag(name=f"tag {at}", slug=f"tag-{at}") for at in range(TAGS)]
    Section.objects.bulk_create(sections)
    Author.objects.bulk_create(authors)
    Tag.objects.bulk_create(tags)
    kind = ContentType.objects.get_for_model(Article)
    for first in range(0, pieces, AT_ONCE):
        made = [piece(number, sections) for number in range(first, first + AT_ONCE)]
        Article.objects.bulk_create(made)
        Byline.objects.bulk_create(
            Byline(article=row, author=authors[row.word_count % AUTHORS]) for row in made
        )
        TaggedItem.objects.bulk_create(
            TaggedItem(tag=tags[at % TAGS], content_type=kind, object_id=row.pk)
            for row in made
            for at in (row.word_count, row.word_count + 7, row.word_count + 31)
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def piece(number: int, sections: list[Section]) -> Article:
    """One in ten is a story, one in twenty behind a gate."""
    chance = random.Random(number)  # noqa: S311  # the same every time
    body = TEXTS.body(chance)
    return Article(
        title=TEXTS.words(chance, 7).capitalize(),
        slug=f"piece-{number}",
        standfirst=TEXTS.words(chance, 20),
        body=body,
        preview=preview_of(body),
        word_count=body.count(" "),
        section=sections[number % SECTIONS],
        kind="story" if number % 10 == 0 else "commentary",
        access=Access.CITIZENS if number % 20 == 7 else Access.EVERYONE,
        state=Article.State.PUBLISHED,
        published_at=timezone.now() - timedelta(days=chance.uniform(0, DAYS)),
    )


def index(pieces: int) -> None:
    began = time.perf_counter()
    for _done in index_all_articles():
        pass
    each = (time.perf_counter() - began) / pieces * 1000
    print(f"  indexing: {each:.2f} ms a piece", flush=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_searchentry")


def asked(chance: random.Random) -> dict[str, list[str]]:
    """Name each sort of page, and addresses of it; a page of results may be any of the first."""

    def word(rank: str) -> str:
        return chance.choice(TEXTS.vocabulary[slice(*RANKS[rank])])

    def search(text: str, more: str = "") -> str:
        return f"/search/?q={quote_plus(text)}{more}"

    months = [month for month, _count in months_with_pieces()]
    each = range(SAMPLES)
    sorts = {f"{rank} word": [search(word(rank)) for _at in each] for rank in RANKS}
    return {
        **sorts,
        "beginning of three letters": [search(word("usual")[:3]) for _at in each],
        "two common words": [search(f"{word('common')} {word('common')}") for _at in each],
        "three very common words": [
            search(" ".join(word("very common") for _three in range(3))) for _at in each
        ],
        "ten words, so eight": [
            search(" ".join(word("common") for _ten in range(10))) for _at in each
        ],
        "phrase of very common words": [
            search(f'"{word("very common")} {word("very common")}"') for _at in each
        ],
        "phrase of common words": [search(f'"{word("common")} {word("common")}"') for _at in each],
        "common word without another": [
            search(f"{word('common')} -{word('very common')}") for _at in each
        ],
        "common word, all filters": [
            search(word("common"), f"&section=section-{at % SECTIONS}&kind=story&when=year")
            for at in each
        ],
        "very common word, page 40": [search(word("very common"), "&page=40") for _at in each],
        "nothing found": [search("zzzyx") for _at in each],
        "search without words": ["/search/"] * SAMPLES,
        "archive": ["/archive/"] * SAMPLES,
        "month": [chance.choice(months).get_absolute_url() for _at in each],
        "section": [f"/sections/section-{at % SECTIONS}/" for at in each],
        "section, page 100": [f"/sections/section-{at % SECTIONS}/?page=100" for at in each],
        "tag": [f"/tags/tag-{at}/" for at in each],
        "author": [f"/authors/author-{at}/" for at in each],
    }


@dataclass(frozen=True)
class Spent:
    """Milliseconds: by the clock, and of processors (ours and the database's process)."""

    clock: float
    processor: float


def spent_on(address: str) -> Spent:
    """Ask twice and take the quicker: a machine has other work, which is not what is measured."""
    client = Client()
    return min((once(client, address) for _each in range(2)), key=lambda spent: spent.clock)


def once(client: Client, address: str) -> Spent:
    worked, began = processor_time(), time.perf_counter()
    response = client.get(address)
    took, work = time.perf_counter() - began, processor_time() - worked
    if response.status_code not in (200, 404):
        raise SystemExit(f"{address}: {response.status_code}")
    return Spent(took * 1000, work * 1000)


def processor_time() -> float:
    """In seconds; of what PostgreSQL does, that of our connection's process."""
    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    nanoseconds = Path(f"/proc/{number}/schedstat").read_text().split()[0]
    return time.process_time() + int(nanoseconds) / 1e9


def report(name: str, spent: list[Spent]) -> None:
    clock = sorted(one.clock for one in spent)
    processor = sorted(one.processor for one in spent)
    print(f"  {name:30} {places(clock)}   processor {places(processor)}", flush=True)


def places(ordered: list[float]) -> str:
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99) - 1]
    return f"p50 {middle:6.1f} ms  p99 {high:6.1f} ms"
