"""The publication of the demo: its words, sections, bylines, pages, pieces and pictures."""

from datetime import datetime
from html import escape
from io import BytesIO
from uuid import uuid4

from articles.actions.importing import (
    ImportedArticle,
    ImportedPage,
    import_articles,
    import_author,
    import_page,
    import_section,
)
from articles.actions.importing_links import import_related_stories
from articles.actions.pictures import add_picture
from articles.models import Article, Author, Picture, Publication, RelatedStory, Section
from community.kept import forget_kept
from community.models import User
from config.demo.drawings import draw_scene
from config.demo.reading import CONTENT, Facts, ago, body_html, card_html, read_pieces, to_html

WORDS = (
    "name",
    "tagline",
    "disclosure",
    "discussion_invitation",
    "affiliate_hosts",
    "affiliate_parameters",
    "contact_email",
)


def load_publication(facts: Facts) -> None:
    """Give the publication its words."""
    publication = Publication.current()
    for name in WORDS:
        setattr(publication, name, facts[name])
    publication.save(update_fields=WORDS)
    forget_kept()


def load_sections(rows: list[Facts]) -> dict[str, Section]:
    sections = {row["slug"]: import_section(**row, is_demo=True) for row in rows}
    for position, section in enumerate(sections.values()):
        section.position = position
        section.save(update_fields=["position"])
    return sections


def load_authors(
    rows: list[Facts], cast: dict[str, User], members: list[Facts]
) -> dict[str, Author]:
    """Make the bylines; those that a member of the cast writes under belong to the account."""
    accounts = {row["author"]: cast[row["handle"]] for row in members if row.get("author")}
    authors = {row["slug"]: import_author(**row, is_demo=True) for row in rows}
    for slug, account in accounts.items():
        authors[slug].user = account
        authors[slug].save(update_fields=["user"])
    return authors


def load_pages(rows: list[Facts], now: datetime) -> None:
    for row in rows:
        import_page(
            ImportedPage(
                title=row["title"],
                slug=row["slug"],
                imported_from=f"demo:page:{row['slug']}",
                body=to_html((CONTENT / row["file"]).read_text(encoding="utf-8")),
                published_at=ago(now, 90),
                position=row["order"],
                is_demo=True,
            )
        )


def load_pieces(
    sections: dict[str, Section], authors: dict[str, Author], now: datetime
) -> dict[str, Article]:
    """Make every piece and the links between them; by slug."""
    pieces = list(read_pieces())
    uuids = {facts["slug"]: uuid4() for facts, _body in pieces}
    names = {slug: str(uuid) for slug, uuid in uuids.items()}
    items = [
        ImportedArticle(
            uuid=uuids[facts["slug"]],
            imported_from=f"demo:article:{facts['slug']}",
            title=facts["title"],
            slug=facts["slug"],
            standfirst=facts["standfirst"],
            kind=facts["kind"],
            section=sections[facts["section"]],
            authors=[authors[slug] for slug in facts["authors"]],
            tags=facts["tags"],
            state=Article.State.PUBLISHED,
            published_at=ago(now, facts["days_ago"]),
            access=facts["access"],
            question=facts["question"],
            language=facts.get("language", ""),
            is_lead=facts.get("lead", False),
            cover=drawn(facts["cover"]) if "cover" in facts else None,
            pictures=[drawn(row) for row in facts.get("pictures", [])],
            body=body_html(body, names, cards_of(facts)),
            is_demo=True,
        )
        for facts, body in pieces
    ]
    articles = dict(zip(uuids, import_articles(items), strict=True))
    continued = [
        (uuids[facts["slug"]], uuids[facts["continues"]], RelatedStory.Kind.CONTINUES)
        for facts, _body in pieces
        if "continues" in facts
    ]
    import_related_stories(continued, of=list(uuids.values()))
    return articles


def cards_of(facts: Facts) -> dict[str, str]:
    """Return the link cards of a piece as HTML, each with a drawn still; by name."""
    return {row["name"]: card_html(row, still_html(drawn(row))) for row in facts.get("cards", [])}


def still_html(picture: Picture) -> str:
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<img src="{picture.file.url}" alt="{escape(picture.alt)}" {size}>'


def drawn(row: Facts) -> Picture:
    """Draw a picture and put it into the library."""
    drawing = draw_scene(row["scene"], row["hour"], seed=row["alt"])
    return add_picture(
        BytesIO(drawing),
        alt=row["alt"],
        caption=row.get("caption", ""),
        credit=row["credit"],
        by=None,
        is_demo=True,
    )
