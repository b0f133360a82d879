"""Between the town hall and the pieces: what a piece came of, and what is out on a matter."""

from django.db.models import Exists, OuterRef

from articles.likeness.ranking import nearest
from articles.models import Access, Article, Proposal
from articles.models.articles import ArticleQuerySet

ALIKE, LEAST = 4, 0.1  # pieces shown; how like they are at least (0-1)
LOOKED_AT = 12
NO_PIECE = 0


def with_origin(rows: ArticleQuerySet) -> ArticleQuerySet:
    """Load with a piece whether it came of a proposal: no query more."""
    done = Proposal.objects.filter(article=OuterRef("pk"), state=Proposal.State.DONE)
    return rows.annotate(came_of_proposal=Exists(done))


def origins_of(piece: Article) -> list[Proposal]:
    """The proposals that the piece came of; a query where there are any, else none.

    ``piece`` comes from ``with_origin``.
    """
    if not getattr(piece, "came_of_proposal", False):
        return []
    done = Proposal.objects.filter(article=piece, state=Proposal.State.DONE)
    return list(done.select_related("by").only("title", "by__display_name").order_by("pk"))


def pieces_like(proposal: Proposal) -> list[Article]:
    """Return what is out on the matter of a proposal, the likest first; two queries.

    Only what everybody may read whole: what stands behind a gate is not to be guessed at from here.
    """
    likeness = nearest(proposal.words or {}, besides=NO_PIECE, most=LOOKED_AT)
    near = {pk: how for pk, how in likeness.items() if how >= LEAST}
    near.pop(proposal.article_id or NO_PIECE, None)
    rows = Article.objects.published().filter(pk__in=near, access=Access.EVERYONE).with_teaser()
    return sorted(rows, key=lambda piece: -near[piece.pk])[:ALIKE]
