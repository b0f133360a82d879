"""Tag many articles at once, in a fixed number of queries."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag, TaggedItem

from articles.models import Article

AT_ONCE = 500


def tag_articles(articles: Sequence[Article], names_of_each: Sequence[Sequence[str]]) -> None:
    """Tag many articles at once; names that differ in case only are one tag."""
    names = {
        name.strip()[:100].lower(): name.strip()[:100] for own in names_of_each for name in own
    }
    names.pop("", None)
    if not names:
        return
    tags = tags_named(names)
    kind = ContentType.objects.get_for_model(Article)
    TaggedItem.objects.bulk_create(
        (
            TaggedItem(tag=tags[name], content_type=kind, object_id=article.pk)
            for article, own in zip(articles, names_of_each, strict=True)
            for name in dict.fromkeys(name.strip()[:100].lower() for name in own)
            if name
        ),
        batch_size=AT_ONCE,
    )


def tags_named(names: dict[str, str]) -> dict[str, Tag]:
    """Return the tags by their names in lower case; those that are missing are made."""
    found = {tag.name.lower(): tag for tag in Tag.objects.filter(name__in=names.values())}
    if len(found) < len(names):
        # Written in another case, perhaps, which no database compares beyond ASCII alike.
        found |= {tag.name.lower(): tag for tag in Tag.objects.all() if tag.name.lower() in names}
    for lower, name in names.items():
        if lower not in found:
            found[lower] = Tag.objects.create(name=name)
    return found
