"""Which addresses a link or a picture of people's text may have."""

import re

from django.conf import settings

_OWN_ID = re.compile(r"(?:b|fn|fnref|t)-[a-z0-9-]{1,60}", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\\]")


def is_safe_link(address: str) -> bool:
    """Tell whether a link may lead there: http(s), mailto, a path or a place of our own.

    SECURITY: browsers drop tabs and line breaks and read ``\\`` as ``/``, so none may be in it.
    """
    if _UNSEEN.search(address):
        return False
    if address.startswith(("/", "#")):
        return not address.startswith("//")
    return re.match(r"(?:https?://[^/?#@]|mailto:[^:/]+@)", address, re.IGNORECASE) is not None


def is_own_picture(address: str) -> bool:
    """Tell whether it is a file under our media address, by a name that the server made."""
    name = address.removeprefix(settings.MEDIA_URL)
    return name != address and re.fullmatch(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)+", name) is not None


def clean_anchor(name: str) -> str | None:
    """Keep our own ids; put others under ``t-``, so that none is mistaken for one of the page's."""
    if _OWN_ID.fullmatch(name):
        return name
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")
    return f"t-{slug}" if slug else None


def clean_link(address: str) -> str | None:
    address = address.strip()
    if not is_safe_link(address):
        return None
    if address.startswith("#"):
        anchor = clean_anchor(address[1:])
        return anchor and f"#{anchor}"
    return address
