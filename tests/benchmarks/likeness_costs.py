"""The share of the same topic among the first five suggestions, and what they cost."""

import random
import statistics
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone
from django.utils.html import escape

from articles.actions.likeness import count_words_anew, portray, portray_missing
from articles.likeness.ranking import likest
from articles.models import Article, Section, StoryWord
from tests.articles.labelled import Text, cosine_ranking, labelled_texts, share_of_same_topic
from tests.benchmarks.labelled_sets import debian, newsgroups, reuters_stories


def main(pieces: int, news: str, reuters: str) -> None:
    print(f"{'texts':34}{'number':>8}{'ours':>8}{'TF-IDF':>8}{'titles':>8}")
    print_quality("our own, short and misleading", labelled_texts())
    print_quality("Debian's descriptions by section", debian(2000))
    print_quality("two newsgroups", newsgroups(Path(news)) if news else [])
    print_quality(
        "Reuters, oil and acquisitions", reuters_stories(Path(reuters)) if reuters else []
    )
    print_cost(pieces)


def print_quality(name: str, texts: list[Text]) -> None:
    if not texts:
        print(f"{name:34}  not here")
        return
    topics = [text.topic for text in texts]
    pieces = store([(text.title or "–", f"<p>{escape(text.body)}</p>") for text in texts])
    place = {pk: at for at, pk in enumerate(pieces)}
    ours = share_of_same_topic(topics, lambda at: [place[pk] for pk in likest(pieces[at])])
    whole = cosine_ranking([f"{text.title} {text.body}" for text in texts])
    plain = share_of_same_topic(topics, whole)
    titles = share_of_same_topic(topics, cosine_ranking([text.title for text in texts]))
    print(f"{name:34}{len(texts):8}{ours:8.3f}{plain:8.3f}{titles:8.3f}", flush=True)
    Article.objects.all().delete()


def store(pieces: list[tuple[str, str]]) -> list[int]:
    """Store (title, body) as published pieces, portray them, and return their keys in order."""
    section, _made = Section.objects.get_or_create(slug="all", defaults={"name": "All"})
    rows = [
        Article(
            title=title[:200],
            slug=f"piece-{at}",
            body=body,
            section=section,
            state=Article.State.PUBLISHED,
            published_at=timezone.now(),
        )
        for at, (title, body) in enumerate(pieces)
    ]
    Article.objects.bulk_create(rows, batch_size=500)
    count_words_anew()
    while portray_missing():
        pass
    return [row.pk for row in rows]


def print_cost(number: int) -> None:
    """Generated pieces of about 700 words, by Zipf's law, each leaning to one of 100 topics."""
    if not number:
        return
    chance = random.Random(1)  # noqa: S311  # a benchmark
    words = [
        "".join(chance.choices("abcdefghiklmnoprstuw", k=chance.randint(3, 10)))
        for _ in range(40_000)
    ]
    weights = [1 / (at + 5) for at in range(len(words))]

    def body() -> str:
        topic = chance.randrange(100) * 80 + 300
        text = chance.choices(words, weights, k=560) + chance.choices(
            words[topic : topic + 80], k=140
        )
        chance.shuffle(text)
        return f"<p>{' '.join(text)}</p>"

    pieces = [(" ".join(chance.choices(words, weights, k=6)), body()) for _ in range(number)]
    started = time.perf_counter()
    keys = store(pieces)
    each = (time.perf_counter() - started) / number
    print(f"\n{number} pieces on {connection.vendor}: {each * 1000:.1f} ms to portray each of all")
    asked = chance.sample(keys, 200)
    for name, act in (("one saved piece", portray), ("suggestions for one", likest)):
        times = []
        for pk in asked:
            started = time.perf_counter()
            act(pk)
            times.append((time.perf_counter() - started) * 1000)
        times.sort()
        print(f"{name:22} p50 {statistics.median(times):6.1f} ms   p99 {times[-3]:6.1f} ms")
    print(f"{StoryWord.objects.count() / number:.0f} rows a piece")
