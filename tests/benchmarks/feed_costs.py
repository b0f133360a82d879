"""What each feed and map costs the database that is set, beside Django's own sitemaps."""

import resource
import time
from collections.abc import Callable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests.benchmarks.many_pieces import fill

TIMES = 5
PATHS = (
    "/feed/",
    "/feed/atom/",
    "/feed/json/",
    "/sections/section-3/feed/",
    "/tags/tag-7/feed/",
    "/authors/author-5/feed/",
    "/comments/feed/",
    "/articles/piece-0/comments/feed/",
    "/sitemap.xml",
    "/sitemap-articles-3.xml",
    "/sitemap-tags-0.xml",
    "/sitemap-authors-0.xml",
    "/sitemap-pages-0.xml",
    "/news-sitemap.xml",
    "/articles/piece-0/",
)


def main(pieces: int, comments: int) -> None:
    began = time.perf_counter()
    fill(pieces, comments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{pieces} pieces, {comments} comments, {connection.vendor},", end=" ")
    print(f"stored in {time.perf_counter() - began:.0f} s\n", flush=True)
    client = Client(headers={"host": "localhost"})
    for path in PATHS:
        report(path, lambda path=path: len(client.get(path).content))  # type: ignore[misc]
    report("Django's sitemap, its times", lambda: bool(Plain().get_latest_lastmod()))
    report("Django's sitemap, one part", lambda: len(str(Plain().get_urls(1, Here(), "https"))))  # type: ignore[arg-type]


class Here:
    domain = "example.org"


class Plain(Sitemap[Article]):
    limit = 5000

    def items(self) -> QuerySet[Article]:
        return Article.objects.published().defer("body", "preview").order_by("pk")

    def lastmod(self, item: Article) -> datetime | None:
        return item.updated_at or item.published_at


def report(name: str, ask: Callable[[], int]) -> None:
    with CaptureQueriesContext(connection) as asked:
        size = ask()
    queries = len(asked)  # before the next request empties their list
    spent, taken = list[float](), list[float]()
    for _ in range(TIMES):
        processor, clock = time.process_time(), time.perf_counter()
        ask()
        spent.append(1000 * (time.process_time() - processor))
        taken.append(1000 * (time.perf_counter() - clock))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:34} {size / 1024:6.0f} KB {queries:3} queries"
        f"  CPU {sorted(spent)[TIMES // 2]:7.1f} ms  took {sorted(taken)[TIMES // 2]:7.1f} ms"
        f"  peak {peak} MB",
        flush=True,
    )
