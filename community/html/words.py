"""The words of a text, and how many there are."""

import html as entities
import re

import nh3

_FORGOTTEN_WITH_CONTENT = (
    "script style template noscript iframe object embed svg math textarea title select"
)
FORGOTTEN_WITH_CONTENT = frozenset(_FORGOTTEN_WITH_CONTENT.split())
_BREAK = re.compile(r"</(?:p|h\d|li|dt|dd|tr|td|th|div|blockquote|figcaption|pre)>|<[bh]r\b[^>]*>")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


# Made once: building a cleaner costs more than cleaning a paragraph.
_BARE = nh3.Cleaner(tags=set(), clean_content_tags=set(FORGOTTEN_WITH_CONTENT))


def plain_text(html: str) -> str:
    """Return the words without tags, a line for each block."""
    bare = _BARE.clean(_BREAK.sub(lambda match: f"{match[0]}\n", html))
    lines = (" ".join(line.split()) for line in entities.unescape(bare).split("\n"))
    return "\n".join(line for line in lines if line)


# From the first letter or digit of a word to its end: one match for each word that has any.
_WORD = re.compile(r"[^\W_][^\s—–/…]*")


def count_words(html: str) -> int:
    """Count words; where none are parted by spaces (Chinese, Japanese), two characters make one."""
    text, characters = _CJK.subn(" ", plain_text(html))
    return len(_WORD.findall(text)) + (characters + 1) // 2
