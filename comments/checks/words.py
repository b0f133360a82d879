"""Watched words: the list that moderators keep. One query, whatever its length."""

from django.utils.translation import gettext as _

from comments.checks.writing import Finding, Writing
from comments.html.folding import has_words
from comments.models import WatchedWord
from community.errors import Refused

NAME = "words"
Effect = WatchedWord.Effect


def check(writing: Writing) -> Finding | None:
    if writing.author.roles:
        return None
    watched = WatchedWord.objects.values_list("folded", "word", "effect")
    found = [
        (word, effect) for folded, word, effect in watched if has_words(writing.folded, folded)
    ]
    for word, effect in found:
        if effect == Effect.REFUSE:
            raise Refused(
                _("“%(word)s” is not taken here. Say it in other words and send it again.")
                % {"word": word}
            )
    if not found:
        return None
    is_held = any(effect == Effect.HOLD for _word, effect in found)
    listed = ", ".join(f"“{word}”" for word, _effect in found[:5])
    return Finding("hold" if is_held else "remark", _("Watched words: %s.") % listed)
