"""Small words about an account: ``{% load accounts %}``."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In this order: the later names stand in the earlier browsers' strings too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """Say a browser's own description in two words: "Firefox, Linux"."""
    program = next((name for part, name in BROWSERS if part in user_agent), _("Some browser"))
    system = next((name for part, name in SYSTEMS if part in user_agent), "")
    return f"{program}, {system}" if system else program
