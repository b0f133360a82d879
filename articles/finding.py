"""Find a piece by what a person writes down of it: its address, or its title."""

from django.db.models import Q

from articles.models import Article, OldAddress
from articles.models.addresses import plain_address
from articles.models.articles import ArticleQuerySet
from community.permissions import Person

MOST = 10


def pieces_named(words: str, user: Person) -> list[Article]:
    """Return those that ``user`` may see with this address, present or former, else this title.

    Else those with ``words`` in the title, the newest first; at most ten, and three queries.
    """
    visible = Article.objects.visible_to(user).defer("body", "preview").newest_first()
    found = list(at_address(words, visible)) if "/" in words else []
    found = found or list(visible.filter(title__iexact=words)[:MOST])
    return found or list(visible.filter(title__icontains=words)[:MOST])


def at_address(words: str, visible: ArticleQuerySet) -> ArticleQuerySet:
    """Only the path counts: our own address may be written with any host, or with none."""
    try:
        address = plain_address(words)
    except ValueError:  # No address at all, such as http://[x
        return visible.none()
    parts = address.strip("/").split("/")
    slug = parts[-1] if parts[0] == "articles" else ""
    led = OldAddress.objects.filter(address=address, article__isnull=False).values("article")
    return visible.filter(Q(slug=slug) | Q(pk__in=led) if slug else Q(pk__in=led))
