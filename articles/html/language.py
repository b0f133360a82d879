"""The language of a text as attributes, where it is not the page's."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from community.html import safe

RIGHT_TO_LEFT = frozenset(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ck"])


def direction_of(language: str) -> str:
    return "rtl" if language[:2] in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=64)
def language_attributes(language: str) -> SafeString:
    """Return `` lang="ar" dir="rtl"``, with the space before it; nothing for the page's own."""
    if not language:
        return safe("")
    return safe(f' lang="{escape(language)}" dir="{direction_of(language)}"')


@lru_cache(maxsize=64)
def direction_attribute(language: str) -> SafeString:
    """Return `` dir="rtl"`` alone, for what frames the text in the page's own language."""
    return safe(f' dir="{direction_of(language)}"' if language else "")
