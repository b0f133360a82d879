"""Addresses and clean HTML for those who read elsewhere: in feeds, letters, other programs."""

import re

from django.conf import settings

_TAG = re.compile(r"<[a-z][a-z0-9]*(?:\s+[a-z-]+=\"[^\"]*\")+\s*/?>")
_PLACE = re.compile(r"\s+(id|href|src)=\"([^\"]*)\"")


def absolute(address: str) -> str:
    """Put the site before an address of ours; any other stays as it is."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address


def absolute_html(html: str, page: str) -> str:
    """Make every link and picture of clean HTML lead to the same place from anywhere.

    ``page`` is the whole address of the page that the text stands on: what points to a place in the
    text leads there, and the ids go, because many texts stand together where it is shown.
    """

    def whole(match: re.Match[str]) -> str:
        name, value = match.groups()
        if name == "id":
            return ""
        return f' {name}="{page}{value}"' if value[:1] == "#" else f' {name}="{absolute(value)}"'

    return _TAG.sub(lambda tag: _PLACE.sub(whole, tag[0]), html)
