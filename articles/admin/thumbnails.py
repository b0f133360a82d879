"""Small pictures on pages of the desk."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Picture


def thumbnail(picture: Picture) -> SafeString:
    return format_html(
        '<img class="desk-thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        picture.file.url,
        picture.width,
        picture.height,
        picture.alt,
    )
