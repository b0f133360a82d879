"""The beginnings of addresses that stand on a page a hundred times: asked for once."""

from functools import cache

from django.urls import reverse


@cache
def beginning(route: str, filler: object) -> str:
    """What all addresses of a route begin with: "/comments/"; ``filler`` is any fitting key."""
    return reverse(route, args=[filler]).removesuffix(f"{filler}/")
