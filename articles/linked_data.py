"""What a page says of itself to machines, in the words of schema.org: pure functions on rows.

The properties are those that schema.org defines and Google asks for or recommends; addresses are
whole, times carry their zone, and what is not known is left out. A piece that is not for everybody
is described by what a stranger sees of it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import to_locale

from articles.icon_addresses import icon_url
from articles.models import Access, Article, Author, Picture, Publication, Section
from community.html import absolute

Node = dict[str, object]

LONGEST_HEADLINE = 110
GATE = ".gate"  # where the rest of a piece would stand, in articles/_gate.html
TYPES: dict[str, str | list[str]] = {
    Article.Kind.COMMENTARY: "NewsArticle",
    Article.Kind.STORY: ["Article", "ShortStory"],
    Article.Kind.GALLERY: "ImageGallery",
}


def graph(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def filled(**properties: object) -> Node:
    """Return those that say something; ``type`` and ``id`` are JSON-LD's own."""
    said = {name: value for name, value in properties.items() if value not in ("", None, [])}
    return {f"@{name}" if name in ("type", "id") else name: value for name, value in said.items()}


def language_tag(language: str = "") -> str:
    """Return a language (the site's own unless named) as BCP 47 writes it: "en-GB"."""
    return to_locale(language or settings.LANGUAGE_CODE).replace("_", "-")


def when(moment: datetime | None) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""


# -- The publication and its people ----------------------------------------------------------------


def organization(publication: Publication) -> Node:
    return filled(
        type="Organization",
        id=absolute("/#organization"),
        name=publication.name,
        url=absolute("/"),
        logo=logo_of(publication),
        description=publication.tagline,
        email=publication.contact_email,
    )


def logo_of(publication: Publication) -> Node:
    """The logo, or the icon that stands in for it."""
    if publication.logo:
        return image(publication.logo)
    address = absolute(icon_url(publication, "512"))
    return filled(type="ImageObject", url=address, contentUrl=address, width=512, height=512)


def website(publication: Publication) -> Node:
    """With the search, for those who search from elsewhere."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{absolute(reverse('articles:search'))}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return filled(
        type="WebSite",
        id=absolute("/#website"),
        name=publication.name,
        url=absolute("/"),
        description=publication.tagline,
        inLanguage=language_tag(),
        publisher={"@id": absolute("/#organization")},
        potentialAction=search,
    )


def person(author: Author) -> Node:
    return filled(type="Person", name=author.name, url=absolute(author.get_absolute_url()))


def profile(author: Author) -> Node:
    """The page of an author; a member's page is named while their account is open."""
    account = author.user if author.user and author.user.is_active else None
    about = person(author) | filled(
        description=author.bio,
        sameAs=[absolute(account.get_absolute_url())] if account else [],
    )
    address = absolute(author.get_absolute_url())
    return filled(type="ProfilePage", id=address, url=address, mainEntity=about)


# -- A piece ---------------------------------------------------------------------------------------


def piece(
    article: Article,
    publication: Publication,
    *,
    shared: str | None = None,
    pictures: Sequence[Picture] = (),
) -> Node:
    """``shared``: the whole address of the share image. ``pictures``: those of a gallery."""
    address, is_free = absolute(article.get_absolute_url()), article.access == Access.EVERYONE
    return filled(
        type=TYPES[article.kind],
        id=f"{address}#article",
        mainEntityOfPage={"@type": "WebPage", "@id": address},
        url=address,
        headline=Truncator(article.title).chars(LONGEST_HEADLINE),
        name=article.title,
        description=article.seo_description or article.standfirst,
        image=images(article, shared, pictures if is_free else ()),
        datePublished=when(article.published_at),
        dateModified=when(article.updated_at or article.published_at),
        author=[person(author) for author in article.authors.all()],
        publisher=organization(publication),
        articleSection=article.section.name,
        keywords=[tag.name for tag in article.tags.all()],
        wordCount=article.word_count or None,
        inLanguage=language_tag(article.language),
        isAccessibleForFree=is_free,
        hasPart=None if is_free else gated_part(),
    )


def gated_part() -> Node:
    return {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": GATE}


def images(article: Article, shared: str | None, pictures: Sequence[Picture]) -> list[Node]:
    found = [filled(type="ImageObject", url=shared)] if shared else []
    shown = pictures or ([article.cover] if article.cover else [])
    return found + [image(picture) for picture in shown]


def image(picture: Picture) -> Node:
    address = absolute(picture.file.url)
    return filled(
        type="ImageObject",
        url=address,
        contentUrl=address,
        width=picture.width,
        height=picture.height,
        caption=picture.caption or picture.alt,
        creditText=picture.credit,
    )


# -- The way there ---------------------------------------------------------------------------------


def trail_to(section: Section, sections: Iterable[Section]) -> list[tuple[str, str]]:
    """Return (name, path) of the sections from the top down to ``section``."""
    known, trail = {each.pk: each for each in sections}, list[tuple[str, str]]()
    at: Section | None = section
    while at is not None and len(trail) <= len(known):
        trail.insert(0, (at.name, at.get_absolute_url()))
        at = known.get(at.parent_id) if at.parent_id else None
    return trail


def breadcrumbs(publication: Publication, trail: Iterable[tuple[str, str]]) -> Node:
    """The way from the front page along ``trail``, pairs of a name and a path."""
    steps = [(publication.name, reverse("articles:home")), *trail]
    places = [
        {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
        for at, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}
