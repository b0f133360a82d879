"""Links between pieces that were taken in: written when both ends are there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from articles.html import see_also_in
from articles.models import Article, RelatedStory

AT_ONCE = 500


def import_related_stories(
    links: Iterable[tuple[UUID, UUID, str]] = (),
    *,
    of: Sequence[UUID] = (),
    in_text: Iterable[tuple[UUID, UUID]] = (),
) -> int:
    """Write links (origin, target, kind) by uuid, and those in the texts of the pieces ``of``.

    ``in_text`` are see-also (origin, target) of which the caller knows that they stand in the text.
    Unknown ends and links to itself are left out; nothing is doubled. Return how many were sent.
    """
    wanted = {(str(start), str(end), str(kind)): False for start, end, kind in links}
    for origin, body in Article.objects.filter(uuid__in=of).values_list("uuid", "body").iterator():
        wanted |= {(str(origin), end, "see_also"): True for end in see_also_in(body)}
    wanted |= {(str(start), str(end), "see_also"): True for start, end in in_text}
    pks = pks_by_uuid({name for start, end, _kind in wanted for name in (start, end)})
    places = Counter[str]()
    rows = []
    for (first, last, kind), is_in_text in wanted.items():
        if first in pks and last in pks and first != last:
            rows.append(
                RelatedStory(
                    origin_id=pks[first],
                    target_id=pks[last],
                    kind=kind,
                    in_text=is_in_text,
                    position=places[first],
                )
            )
            places[first] += 1
    RelatedStory.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["origin", "target", "kind"],
        update_fields=["in_text"],
    )
    return len(rows)


def pks_by_uuid(uuids: set[str]) -> dict[str, int]:
    pks = dict[str, int]()
    names = sorted(uuids)
    for at in range(0, len(names), AT_ONCE):
        found = Article.objects.filter(uuid__in=names[at : at + AT_ONCE])
        pks |= {str(uuid): pk for uuid, pk in found.values_list("uuid", "pk")}
    return pks
