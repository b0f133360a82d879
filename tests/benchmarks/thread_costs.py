"""Fill an empty database with two discussions and compare what their pages cost."""

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from comments.models import Comment, Discussion
from comments.pages import Order, at_the_top, first_answers, in_order, load_page, picks_of
from comments.thread import Reader
from community.models import User
from tests.benchmarks.many_comments import a_piece, discuss, people

REQUESTS, ROUNDS = 10, 9
ALLOWED_RATIO, ALLOWED_MS = 1.2, 12


def main(comments: int) -> None:
    authors = people()
    few, many = a_piece("few"), a_piece("many")
    discuss(few, 50, authors)
    discussion = discuss(many, comments, authors)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"\n{connection.vendor}: {comments} comments against 50")
    for who in (None, authors[1]):
        compare(who, few, many)
    others(many, discussion, authors[1])
    plans(discussion)


def compare(who: User | None, few: Article, many: Article) -> None:
    client = client_of(who)
    one, other = (piece.get_absolute_url() for piece in (few, many))
    facts = [facts_of(client, address) for address in (one, other)]
    pairs = [(cost(client, one), cost(client, other)) for _each in range(ROUNDS)]
    ratio = statistics.median(more / less for less, more in pairs)
    name = "a member" if who else "a stranger"
    for number, (queries, size), spent in zip(
        (50, "many"), facts, zip(*pairs, strict=True), strict=True
    ):
        middle = statistics.median(spent)
        costs = f"{queries} queries, {middle:5.2f} ms CPU, {size / 1024:.0f} KB"
        print(f"{name:10} {number!s:>5}: {costs}")
    print(
        f"{name:10} ratio {ratio:.2f} (the budget is {ALLOWED_RATIO}, {ALLOWED_MS} ms)", flush=True
    )


def client_of(who: User | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if who:
        client.force_login(who)
    return client


def facts_of(client: Client, address: str) -> tuple[int, int]:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return len(seen), len(response.content)


def cost(client: Client, address: str) -> float:
    """Milliseconds of processor time for one request; on PostgreSQL without its own."""
    began = time.process_time()
    for _each in range(REQUESTS):
        client.get(address)
    return 1000 * (time.process_time() - began) / REQUESTS


def others(many: Article, discussion: Discussion, who: User) -> None:
    """The pages around: wall time, the middle and the worst of some turns."""
    client, pages = client_of(who), reverse("comments:discussion", args=[many.slug])
    deep = Comment.objects.filter(discussion=discussion, depth=9, state="published").first()
    busy = Comment.objects.filter(discussion=discussion).order_by("-answer_count").first()
    assert deep is not None
    assert busy is not None
    last = discussion.comments.at_the_top().count() // 55
    for name, address in {
        "newest": f"{pages}?sort=newest",
        "oldest, in the middle": f"{pages}?sort=oldest&page={last // 2}",
        "oldest, near the end": f"{pages}?sort=oldest&page={last}",
        "picks": f"{pages}?sort=picks",
        f"the busiest branch ({busy.answer_count})": reverse("comments:thread", args=[busy.pk]),
        "a deep branch": reverse("comments:thread", args=[deep.pk]),
        "a permalink": deep.get_absolute_url(),
        "the count": reverse("comments:count", args=[many.uuid]),
    }.items():
        spent = sorted(clocked(partial(client.get, address)) for _each in range(30))
        print(f"{name:32} p50 {spent[15]:6.2f} ms   worst {spent[-1]:6.2f} ms", flush=True)


def clocked(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def plans(discussion: Discussion) -> None:
    """How the database finds what it is asked for."""
    for reader in (
        Reader(None, is_moderator=False),
        Reader(1, is_moderator=False),
        Reader(1, is_moderator=True),
    ):
        for order in (Order.BEST, Order.NEWEST):
            print(f"\n{reader.pk} {reader.is_moderator} {order}")
            print(in_order(at_the_top(discussion, reader), order)[:51].explain())
    page = load_page(discussion, Reader(None, is_moderator=False))
    print(
        "\nfirst answers\n",
        first_answers(page.top).order_by("created_at", "pk").explain()[-3000:],
    )
    print("\npicks\n", picks_of(discussion).order_by("created_at").explain())
