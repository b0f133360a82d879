"""What readers said to a comment without words, drawn below it: a button, a link or a number."""

from collections.abc import Mapping
from typing import Protocol

REACTIONS = ("like", "constructive")


class Reacted(Protocol):
    """What is drawn; ``pressed`` is None for strangers, whose press leads to signing in."""

    pk: int
    may: tuple[str, ...]
    counts: Mapping[str, int]
    pressed: frozenset[str] | None


def draw_reactions(comment: Reacted, words: Mapping[str, str], comments: str, form: str) -> str:
    """Draw those that the reader may press, and the numbers of the others where there are any.

    ``comments`` is the beginning of addresses, ``form`` the id of the form that sends presses.
    """
    return "".join(
        draw_reaction(comment, name, words[name], f"{comments}{comment.pk}/{name}/", form)
        for name in REACTIONS
        if name in comment.may or comment.counts.get(name)
    )


def draw_reaction(comment: Reacted, name: str, word: str, address: str, form: str) -> str:
    count = comment.counts.get(name) or ""
    shown = f"{word} <b>{count}</b>"
    if comment.pressed is None:
        return f'<a class="react" href="{address}" rel="nofollow">{shown}</a>'
    if name not in comment.may:
        return f'<span class="react">{shown}</span>'
    is_pressed = name in comment.pressed
    return (
        f'<button class="link-button react" form="{form}" formaction="{address}" name="wanted"'
        f' value="{"no" if is_pressed else "yes"}"'
        f' aria-pressed="{"true" if is_pressed else "false"}" data-react>{shown}</button>'
    )
