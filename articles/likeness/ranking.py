"""Ask the database which pieces share the most telling words, on either database alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection

from articles.likeness.weighing import KEPT
from articles.models import StoryWord

NEAREST = 10  # the first found, whose words are asked for in the second round
FEEDBACK, SHARPNESS = 2.0, 3  # how much they count together, and how much more the nearer ones
CANDIDATES = 60


def nearest(words: Mapping[str, float], *, besides: int, most: int) -> dict[int, float]:
    """Return the likeness (0–1) of the ``most`` pieces that are likest, by their keys.

    One query, over the rows of these words alone: at most a few thousand for rare words.
    """
    if not words:
        return {}
    table, quote = StoryWord._meta.db_table, connection.ops.quote_name
    asked = ", ".join(["(%s, %s)"] * len(words))
    sql = (
        f"WITH asked(word, weight) AS (VALUES {asked})"  # noqa: S608  # names of ours, values as parameters
        f" SELECT rows.article_id, SUM(rows.weight * asked.weight) AS likeness"
        f" FROM asked JOIN {quote(table)} AS rows ON rows.word = asked.word"
        f" WHERE rows.article_id <> %s"
        f" GROUP BY rows.article_id ORDER BY likeness DESC, rows.article_id DESC LIMIT %s"
    )
    values = [value for pair in words.items() for value in pair]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, besides, most])
        return {pk: float(likeness) for pk, likeness in cursor.fetchall()}


def likest(pk: int) -> dict[int, float]:
    """Return pieces like the one with this key, the likest first, with their likeness.

    Two rounds: the words of the ten that are nearest are asked for as well, so that pieces on the
    same matter in other words come up (Rocchio's feedback). Four queries.
    """
    own = words_of([pk])[pk]
    first = nearest(own, besides=pk, most=NEAREST)
    together = sum(likeness**SHARPNESS for likeness in first.values())
    asked = defaultdict(float, own)
    for other, words in words_of(first).items():
        share = FEEDBACK * first[other] ** SHARPNESS / together
        for word, weight in words.items():
            asked[word] += share * weight
    widened = dict(sorted(asked.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT])
    return nearest(widened, besides=pk, most=CANDIDATES)


def words_of(pieces: Iterable[int]) -> dict[int, dict[str, float]]:
    """Return the weights of the words of each piece; one query."""
    keys = list(pieces)
    found: dict[int, dict[str, float]] = {pk: {} for pk in keys}
    rows = StoryWord.objects.filter(article__in=keys).order_by("-weight", "word")
    for article, word, weight in rows.values_list("article_id", "word", "weight"):
        found[article][word] = weight
    return found
