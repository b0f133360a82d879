"""Series, and the order of their parts."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.actions.changes import tell_article_changed
from articles.models import Article, Series, SeriesPart
from articles.permissions import can_edit_publication
from community.errors import Refused
from community.models import User


def save_series(series: Series, *, by: User) -> Series:
    check_may_arrange(by)
    with transaction.atomic():
        series.save()
        for pk in parts_of(series):
            tell_article_changed(pk)
    return series


def set_series_parts(series: Series, articles: Sequence[Article], *, by: User) -> None:
    """Make ``articles`` the parts, in this order; refused where one stands in another series."""
    check_may_arrange(by)
    wanted = list(dict.fromkeys(article.pk for article in articles))
    try:
        with transaction.atomic():
            Series.objects.select_for_update(no_key=True).get(pk=series.pk)
            before = parts_of(series)
            if wanted == before:
                return
            series.parts.all().delete()
            SeriesPart.objects.bulk_create(
                SeriesPart(series=series, article_id=pk, position=at)
                for at, pk in enumerate(wanted)
            )
            for pk in {*before, *wanted}:
                tell_article_changed(pk)
    except IntegrityError as error:
        raise Refused(refusal_of(series, wanted)) from error


def parts_of(series: Series) -> list[int]:
    return list(series.parts.order_by("position", "pk").values_list("article", flat=True))


def refusal_of(series: Series, wanted: list[int]) -> str:
    """Name the piece that stands in another series already."""
    elsewhere = SeriesPart.objects.filter(article__in=wanted).exclude(series=series)
    part = elsewhere.select_related("article", "series").first()
    if part is None:
        return _("Somebody has changed this series at the same time. Look again.")
    names = {"piece": part.article.title, "series": part.series.title}
    return _("“%(piece)s” is a part of “%(series)s” already. Take it out there first.") % names


def check_may_arrange(by: User) -> None:
    if not can_edit_publication(by):
        raise PermissionDenied(_("Your role does not allow this."))
