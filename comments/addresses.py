"""Addresses that stand on a page a hundred times, asked for once; keys that come with a request."""

from functools import cache

from django.urls import reverse


@cache
def beginning(route: str, filler: object) -> str:
    """What all addresses of a route begin with: "/comments/"; ``filler`` is any fitting key."""
    return reverse(route, args=[filler]).removesuffix(f"{filler}/")


def number(text: str) -> int | None:
    """The key that a request sends; None for what is no number, or too long for one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004  # fits the key
