"""The front page: a lead, a second row, stories beside what they continue, the sections."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, RelatedStory, Section
from articles.models.articles import in_byline_order
from articles.models.publication import roots_of
from articles.permissions import can_see
from articles.request_cache import all_sections
from community.permissions import Person

LOOKED_AT = 120  # newest pieces that the page is made from
SECOND_ROW = STORIES = 4
IN_SECTION = 5
SECTIONS = 12

Pair = tuple[Article, Article | None]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A fixed number of queries, whatever is published; no piece is presented twice."""
    newest = list(Article.objects.visible_to(request.user).with_teaser().newest_first()[:LOOKED_AT])
    lead = Article.objects.newest_lead() or (newest[0] if newest else None)
    shown = {lead.pk} if lead else set[int]()
    stories = paired_stories(newest, shown, request.user)
    second_row = taken(newest, SECOND_ROW, shown)
    sections = by_section(newest, shown, all_sections(request))
    on_page = [piece for piece in newest if piece.pk in shown]
    on_page += [continued for _story, continued in stories if continued]
    prefetch_related_objects([*on_page, *([lead] if lead else [])], in_byline_order())
    context = {"lead": lead, "second_row": second_row, "stories": stories, "sections": sections}
    return render(request, "articles/home.html", context)


def taken(pieces: list[Article], most: int, shown: set[int]) -> list[Article]:
    """Take the first that are not shown yet, and note that they are."""
    chosen = [piece for piece in pieces if piece.pk not in shown][:most]
    shown.update(piece.pk for piece in chosen)
    return chosen


def paired_stories(newest: list[Article], shown: set[int], user: Person) -> list[Pair]:
    """Pair the newest stories with what they continue, wherever else that stands on the page."""
    stories = taken([piece for piece in newest if piece.is_story], STORIES, shown)
    continued: dict[int, Article] = {}
    for link in RelatedStory.objects.continuing(stories):
        if can_see(user, link.target):
            continued.setdefault(link.origin_id, link.target)
    return [(story, continued.get(story.pk)) for story in stories]


def by_section(
    newest: list[Article], shown: set[int], sections: list[Section]
) -> list[tuple[Section, list[Article]]]:
    """Group what is left under the sections at the top, in their order."""
    roots = roots_of(sections)
    rows = list[tuple[Section, list[Article]]]()
    for section in sections:
        own = [piece for piece in newest if roots.get(piece.section_id) == section.pk]
        if len(rows) < SECTIONS and (pieces := taken(own, IN_SECTION, shown)):
            rows.append((section, pieces))
    return rows
