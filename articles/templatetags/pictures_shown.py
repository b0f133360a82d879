"""Pictures on pages."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Picture
from articles.responsive import picture_html

register = template.Library()


@register.simple_tag
def shown(
    picture: Picture, place: str, *, is_first: bool = False, is_decoration: bool = False
) -> SafeString:
    """Show a picture at a place that ``articles.responsive`` knows the width of.

    ``is_first`` loads it at once; ``is_decoration`` where the words beside it say it all.
    """
    return picture_html(picture, place=place, is_first=is_first, is_decoration=is_decoration)
