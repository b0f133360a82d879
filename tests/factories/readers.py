"""What readers and editors do with pieces: corrections, suggestions, series."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from articles.actions import correct_article, suggest_correction, suggest_story
from articles.models import Article, Correction, Series, SeriesPart, Suggestion
from community.models import User
from tests.factories.articles import published_article
from tests.factories.community import editor, resident

_numbers = count(1)


def correction(
    piece: Article | None = None,
    text: str = "",
    *,
    by: User | None = None,
    thanks_to: User | None = None,
    days_ago: float = 0,
) -> Correction:
    """A correction of a published piece, made ``days_ago``."""
    piece = piece or published_article()
    text = text or f"The ferry has {next(_numbers)} seats, not fifty."
    made = correct_article(piece, text=text, by=by or editor(), thanks_to=thanks_to)
    if days_ago:
        made.at = piece.updated_at = timezone.now() - timedelta(days=days_ago)
        made.save(update_fields=["at"])
        piece.save(update_fields=["updated_at"])
    return made


def suggested_correction(
    piece: Article | None = None, *, by: User | None = None, wants_thanks: bool = False
) -> Suggestion:
    return suggest_correction(
        piece or published_article(),
        wrong=f"It says {next(_numbers)} seats.",
        right="There are fifty.",
        source="https://harbour.example/ferry",
        wants_thanks=wants_thanks,
        by=by or resident(),
    )


def suggested_story(
    piece: Article | None = None, target: Article | None = None, *, by: User | None = None
) -> Suggestion:
    return suggest_story(
        piece or published_article(),
        target=target or published_article(),
        why="Both wait for the last boat.",
        by=by or resident(),
    )


def series(pieces: list[Article], title: str = "") -> Series:
    title = title or f"Series {next(_numbers)}"
    made = Series.objects.create(title=title, slug=title.lower().replace(" ", "-"))
    for at, piece in enumerate(pieces):
        SeriesPart.objects.create(series=made, article=piece, position=at)
    return made
