"""Small words of the gazette: ``{% load gazette %}``."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400


@register.filter
def in_words(seconds: int) -> str:
    """Say how long in one number: "40 minutes", "5 hours", "3 days"."""
    if seconds < MINUTE:
        return _("a minute")
    if seconds < 2 * HOUR:
        number = round(seconds / MINUTE)
        return ngettext("%d minute", "%d minutes", number) % number
    if seconds < 2 * DAY:
        number = round(seconds / HOUR)
        return ngettext("%d hour", "%d hours", number) % number
    number = round(seconds / DAY)
    return ngettext("%d day", "%d days", number) % number
