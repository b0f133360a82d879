"""Small words about an account: ``{% load accounts %}``."""

from django import template
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

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


# By the beginning of the route's name.
ASKED_FOR = {
    "account_email": _lazy("You are about to change your e-mail address."),
    "mfa_": _lazy("You are about to change how you sign in."),
    "community:leave": _lazy("You are about to close your account."),
    "own_data": _lazy("You are about to take a copy of all we know of you."),
}


@register.simple_tag
def asked_for(request: HttpRequest) -> str:
    """Say what a member is about to do who is asked once more who they are.

    SECURITY: only a route of ours is looked up; nothing of the address is shown.
    """
    path = (request.POST.get("next") or request.GET.get("next", "")).partition("?")[0]
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = ""
    words = (words for start, words in ASKED_FOR.items() if name.startswith(start))
    return str(next(words, _("You are about to change something about your account.")))
