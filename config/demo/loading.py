"""Fill an empty site with the demo, in one transaction."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments.actions import count_months
from community.actions.ladder import count_ladder
from community.errors import Refused
from community.models import User
from config.demo.afterwards import load_afterwards
from config.demo.appeals import load_appeals
from config.demo.applications import load_applications
from config.demo.charter import load_charter
from config.demo.discussions import load_comments, load_participation
from config.demo.members import load_members, when_founded
from config.demo.pieces import (
    load_authors,
    load_pages,
    load_pieces,
    load_publication,
    load_sections,
)
from config.demo.reactions import load_reactions
from config.demo.reading import read_toml
from config.demo.town_hall import load_proposals


def load_demo() -> None:
    """Load everything; dates count back from now. Refused where anybody or anything is here."""
    now = timezone.now()
    facts, cast_facts = read_toml("publication.toml"), read_toml("cast.toml")
    with transaction.atomic():
        if Article.objects.exists() or User.objects.exists():
            raise Refused("The demo is for an empty site; this one has members or articles.")
        charter = load_charter(when_founded(cast_facts, now))
        cast = load_members(cast_facts, now)
        load_publication(facts)
        load_pages(facts["pages"], now)
        sections = load_sections(facts["sections"])
        authors = load_authors(facts["authors"], cast, cast_facts["members"])
        articles = load_pieces(sections, authors, now)
        load_comments(read_toml("comments.toml")["comments"], articles, cast, now)
        applicants = {row["member"] for row in cast_facts["applications"]}
        load_participation(articles, cast, applicants, now)
        load_reactions(cast)
        load_applications(cast_facts["applications"], cast, charter, now)
        load_appeals(read_toml("appeals.toml")["appeals"], cast, now)
        load_afterwards(facts, articles, cast, now)
        load_proposals(facts["proposals"], articles, sections, cast, now)
        count_months()
        count_ladder()
