"""A site with very many pieces, stored past the actions: for measuring, in its own database."""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from articles.models import Article, Author, Byline, RelatedStory, Section
from comments.html import text_hash
from comments.models import Comment, Discussion
from tests.benchmarks.make_archive import paragraph, sentence

SECTIONS, AUTHORS, TAGS = 24, 400, 2000
AT_ONCE = 2000
COMMENTS_OF_ONE = 10_000


def fill(pieces: int, comments: int) -> None:
    sections = Section.objects.bulk_create(
        Section(name=f"Section {n}", slug=f"section-{n}") for n in range(SECTIONS)
    )
    authors = Author.objects.bulk_create(
        Author(name=f"Author {n}", slug=f"author-{n}") for n in range(AUTHORS)
    )
    tags = Tag.objects.bulk_create(Tag(name=f"tag {n}", slug=f"tag-{n}") for n in range(TAGS))
    kind = ContentType.objects.get_for_model(Article)
    for first in range(0, pieces, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, pieces))
        made = Article.objects.bulk_create(piece(n, sections) for n in numbers)
        Byline.objects.bulk_create(
            Byline(article=each, author=authors[each.pk % AUTHORS]) for each in made
        )
        TaggedItem.objects.bulk_create(
            TaggedItem(tag=tags[(each.pk + step) % TAGS], content_type=kind, object_id=each.pk)
            for each in made
            for step in (1, 7, 31)
        )
        RelatedStory.objects.bulk_create(
            RelatedStory(origin=one, target=other)
            for one, other in zip(made[::3], made[1::3], strict=False)
        )
    discuss(comments)


def piece(number: int, sections: list[Section]) -> Article:
    """About 1,200 words, with headings, links and ids; one every quarter of an hour."""
    chance = random.Random(number)  # noqa: S311  # the same every time
    blocks = [block(at, chance) for at in range(24)]
    published = timezone.now() - timedelta(minutes=15 * number)
    return Article(
        title=sentence(chance),
        slug=f"piece-{number}",
        standfirst=sentence(chance),
        section=sections[number % SECTIONS],
        body="\n".join(blocks),
        preview="\n".join(blocks[:3]),
        word_count=1200,
        state=Article.State.DRAFT if number % 20 == 19 else Article.State.PUBLISHED,
        access="members" if number % 10 == 9 else "everyone",
        published_at=published,
        updated_at=published + timedelta(hours=2) if number % 3 == 0 else None,
    )


def block(at: int, chance: random.Random) -> str:
    if at % 5 == 3:
        return f'<h2 id="b-{at:06}">{sentence(chance)}</h2>'
    link = '<a href="/pages/about/">There</a>' if at % 4 == 0 else "There"
    return f'<p id="b-{at:06}">{link} {paragraph(chance)}</p>'


def discuss(count: int) -> None:
    """Store comments: ten thousand under the first piece, the others everywhere."""
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    talks = Discussion.objects.bulk_create(Discussion(article_id=key) for key in keys)
    for first in range(0, count, AT_ONCE):
        Comment.objects.bulk_create(comments(range(first, first + AT_ONCE), talks))


def comments(numbers: range, talks: list[Discussion]) -> Iterator[Comment]:
    for number in numbers:
        at = timezone.now() - timedelta(minutes=number)
        text = f"Thought number {number}."
        yield Comment(
            discussion=talks[0 if number < COMMENTS_OF_ONE else number % len(talks)],
            guest_name="Ida",
            imported_from=f"made#{number}",
            text=text,
            html=f"<p>{text}</p>",
            text_hash=text_hash(text),
            created_at=at,
            published_at=at,
        )
