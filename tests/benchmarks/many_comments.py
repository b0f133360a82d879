"""A discussion with very many comments, stored past the actions: for measuring."""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from articles.models import Article, Section
from comments.actions.importing import recount
from comments.best import best_score
from comments.models import Comment, Discussion
from community.html import comment_html
from community.models import User
from tests.benchmarks.make_archive import paragraph

AT_ONCE = 2000
PEOPLE = 500
DEEPEST = 10
BUSY = 40  # threads with hundreds of answers


def a_piece(slug: str) -> Article:
    section = Section.objects.get_or_create(slug="world", defaults={"name": "World"})[0]
    chance = random.Random(3)  # noqa: S311  # the same every time
    body = "\n".join(f'<p id="b{at}">{paragraph(chance)}</p>' for at in range(20))
    return Article.objects.create(
        title="The last ferry",
        slug=slug,
        section=section,
        body=body,
        preview=body[:500],
        question="Should it wait?",
        word_count=1200,
        state=Article.State.PUBLISHED,
        published_at=timezone.now() - timedelta(days=20),
    )


def people() -> list[User]:
    wanted = range(PEOPLE)
    made = [
        User(handle=f"m{n}", display_name=f"Member {n}", email=f"m{n}@example.org", standing=s)
        for n, s in ((n, ("visitor", "resident")[n % 2]) for n in wanted)
    ]
    return User.objects.bulk_create(made)


def discuss(article: Article, number: int, authors: list[User]) -> Discussion:
    """A third stands at the top; some threads have hundreds of answers, some are ten deep."""
    discussion = Discussion.objects.create(article=article)
    first = (Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    batch = list[Comment]()
    for comment in talk(discussion, first, number, authors):
        batch.append(comment)
        if len(batch) == AT_ONCE:
            Comment.objects.bulk_create(batch)
            batch = []
    Comment.objects.bulk_create(batch)
    recount([discussion.pk])
    discussion.refresh_from_db()
    return discussion


def talk(discussion: Discussion, first: int, number: int, authors: list[User]) -> Iterator[Comment]:
    chance = random.Random(number)  # noqa: S311  # the same every time
    begun = timezone.now() - timedelta(days=19)
    texts = [paragraph(chance) for _each in range(50)]
    htmls = [comment_html(text) for text in texts]
    parents = list[Comment]()
    busy = list[Comment]()
    for at in range(number):
        is_top = at % 3 == 0
        parent = None if is_top else chance.choice((busy if at % 4 == 1 else parents)[-3000:])
        written = begun + timedelta(days=18.9) * at / number
        points = chance.randrange(30)
        comment = Comment(
            pk=first + at,
            discussion=discussion,
            author=chance.choice(authors),
            parent=parent,
            root_id=parent.top_pk if parent else None,
            depth=parent.depth + 1 if parent else 1,
            text=texts[at % 50],
            html=htmls[at % 50],
            text_hash=f"{at}",
            state=state(at),
            score=best_score(points, written),
            like_count=points,
            created_at=written,
            published_at=written if state(at) == "published" else None,
            picked_at=written if at % 5000 == 6 else None,
        )
        yield comment
        if comment.depth < DEEPEST:
            parents.append(comment)
        if is_top and (not busy or at % (number // BUSY + 1) < 3):
            busy.append(comment)


def state(at: int) -> str:
    """One in fifty does not show, and some of these had answers."""
    return ("hidden", "deleted", "spam", "held")[at // 50 % 4] if at % 50 == 49 else "published"
