"""Texts made comparable: the same words, however they are dressed up, in any script."""

import re
import unicodedata

# Cyrillic and Greek letters that read as Latin ones.
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "ѕ": "s", "і": "i", "ј": "j", "к": "k", "м": "m", "н": "h",
        "о": "o", "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "һ": "h", "ԁ": "d", "ԛ": "q",
        "ԝ": "w", "ӏ": "l", "ѵ": "v", "α": "a", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v",
        "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ı": "i", "ł": "l", "ø": "o", "đ": "d",
    }
)  # fmt: skip
_LATIN = re.compile(r"[a-z]")
_OTHER_LETTERS = re.compile(r"[\u0370-\u052f]")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[013457$]+(?=[a-z])")
_DIGITS = str.maketrans("013457$", "oieasts")
# Accents, Arabic and Hebrew vowel points; marks without which a word of India is another one stay.
_POINTS = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f]"
)
_UNSEEN = {"Cf", "Cc", "Cs", "Co", "Cn"}
# No spaces stand between the words of these, so each sign is taken for one.
_SIGNS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U0003134f]"
)


class _Parts(dict[int, str | None]):
    """What becomes of each character, asked of Unicode once: kept, left out, or a space."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if sign in "\t\n\r" or kind[0] in "ZPS":
            part: str | None = sign if sign == "$" else " "
        elif kind in _UNSEEN:
            part = None
        else:
            part = f" {sign} " if _SIGNS.match(sign) else sign
        self[code] = part
        return part


_PARTS = _Parts()


def fold_text(text: str) -> str:
    """Return the words of ``text`` parted by single spaces, as they are compared.

    Case, accents, width and characters that nobody sees are gone; digits and foreign letters that
    stand in for Latin ones are those. A whole word of such letters is taken for Latin only where
    the text has no letter that can be nothing but Cyrillic or Greek.
    """
    flat = _flat(text)
    is_foreign = bool(_OTHER_LETTERS.search(flat.translate(LOOK_ALIKES)))
    return _unmasked(flat, is_foreign=is_foreign)


def fold_phrase(phrase: str) -> str:
    """Return a phrase to be looked for; its words stay in the script that they are written in."""
    return _unmasked(_flat(phrase), is_foreign=True)


def has_words(folded: str, phrase: str) -> bool:
    """Tell whether the folded ``phrase`` stands in the folded text, in whole words."""
    inside = f" {folded} "
    return f" {phrase} " in inside or f" {phrase.translate(LOOK_ALIKES)} " in inside


def _flat(text: str) -> str:
    flat = _POINTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_PARTS)
    return unicodedata.normalize("NFC", flat)


def _unmasked(flat: str, *, is_foreign: bool) -> str:
    words = (_unmask(word, is_foreign=is_foreign) for word in flat.split())
    return " ".join(" ".join(words).replace("$", " ").split())


def _unmask(word: str, *, is_foreign: bool) -> str:
    if not word.isascii() and (not is_foreign or _LATIN.search(word)):
        word = word.translate(LOOK_ALIKES)
    if _LATIN.search(word):
        word = _DIGIT_IN_WORD.sub(lambda digits: digits[0].translate(_DIGITS), word)
    return word
