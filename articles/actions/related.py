"""Related stories: chosen by an editor, or placed in the text."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.changes import tell_article_changed
from articles.html import see_also_in
from articles.models import Article, RelatedStory
from articles.permissions import can_edit
from community.errors import Refused
from community.models import User

SEE_ALSO = RelatedStory.Kind.SEE_ALSO


def sync_see_also_in_text(article: Article) -> None:
    """Keep the rows placed in the text equal to it; unknown targets and itself are left out."""
    wanted = {str(uuid): at for at, uuid in enumerate(see_also_in(article.body))}
    targets = Article.objects.filter(uuid__in=wanted).exclude(pk=article.pk)
    places = {pk: wanted[str(uuid)] for pk, uuid in targets.values_list("pk", "uuid")}
    article.related_stories.filter(kind=SEE_ALSO, in_text=True).exclude(target__in=places).delete()
    rows = [
        RelatedStory(origin=article, target_id=pk, kind=SEE_ALSO, in_text=True, position=at)
        for pk, at in places.items()
    ]
    RelatedStory.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["origin", "target", "kind"],
        update_fields=["in_text", "position"],
    )


def relate_story(article: Article, other: Article, *, kind: str, by: User) -> None:
    """Add one related story behind the others; silent when it is there already."""
    if not can_edit(by, article):
        raise PermissionDenied(_("You may not change this piece."))
    if other.pk == article.pk:
        raise Refused(_("An article cannot be related to itself."))
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        last = article.related_stories.order_by("-position").first()
        article.related_stories.get_or_create(
            target=other, kind=kind, defaults={"position": last.position + 1 if last else 0}
        )
        tell_article_changed(article.pk)


def set_related_stories(
    article: Article, links: Sequence[tuple[Article, str]], *, by: User
) -> None:
    """Make (target, kind) in ``links`` the related stories of ``article``, in this order.

    Those that stand in the text stay as the text has them.
    """
    if not can_edit(by, article):
        raise PermissionDenied(_("You may not change this piece."))
    if any(target.pk == article.pk for target, _kind in links):
        raise Refused(_("An article cannot be related to itself."))
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        wanted = {(target.pk, str(kind)): at for at, (target, kind) in enumerate(links)}
        kept = set[tuple[int, str]]()
        for row in article.related_stories.all():
            key = (row.target_id, row.kind)
            kept.add(key)
            if key not in wanted and not row.in_text:
                row.delete()
            elif key in wanted and not row.in_text and row.position != wanted[key]:
                row.position = wanted[key]
                row.save(update_fields=["position"])
        RelatedStory.objects.bulk_create(
            RelatedStory(origin=article, target_id=pk, kind=kind, position=at)
            for (pk, kind), at in wanted.items()
            if (pk, kind) not in kept
        )
        tell_article_changed(article.pk)
