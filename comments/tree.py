"""The tree of a page: built of rows, drawn as nested lists six deep, flat from there on."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.html import Drawn, Look, draw_comment, draw_fold, draw_rest
from comments.models import Comment
from comments.thread import Reader, Row
from community.html import plain_text

DEEPEST = 6
QUOTED = 90  # characters of what is answered
State = Comment.State


def grow(rows: list[Row], reader: Reader) -> list[Row]:
    """Return the rows whose parent is not among them, each with its answers, in the order given.

    What leaves nothing to show is left out: a tombstone stays while an answer that is shown hangs
    on it.
    """
    by_pk = {row.pk: row for row in rows}
    for row in rows:
        row.parent = by_pk.get(row.parent_id or 0)
        see(row, reader)
    # An answer's key is always higher than its parent's: going down, answers come first.
    for pk in sorted(by_pk, reverse=True):
        row = by_pk[pk]
        if row.is_kept and row.parent is not None:
            row.parent.is_kept = True
    top: list[Row] = []
    for row in rows:
        if row.is_kept:
            (row.parent.answers if row.parent else top).append(row)
    return top


def see(row: Row, reader: Reader) -> None:
    row.is_shown = row.is_kept = reader.sees(row)
    row.is_new = reader.has_missed(row)


def count_unshown(top: Iterable[Row], rows: Iterable[Row]) -> None:
    """Tell each row at the top how many of its published answers are not among ``rows``."""
    shown = Counter(row.root_id for row in rows if row.state == State.PUBLISHED)
    for row in top:
        row.unshown = max(0, row.answer_count - shown[row.pk])


def everything(top: Iterable[Row]) -> Iterator[Row]:
    """Yield all rows, each right before its own answers; however deep."""
    waiting = list(top)[::-1]
    while waiting:
        row = waiting.pop()
        yield row
        waiting.extend(reversed(row.answers))


def count(rows: Iterable[Row]) -> int:
    return sum(1 for _row in everything(rows))


def draw_thread(top: list[Row], reader: Reader, look: Look) -> str:
    """Return the nested lists; at the sixth level answers follow flat and say whom they answer."""
    return draw_level(top, 1, reader, look) if top else ""


def draw_branch(row: Row, answers: list[Row], reader: Reader, look: Look) -> str:
    """Return one comment, and below it the threads that it led to, six deep from there."""
    below = draw_thread(answers, reader, look)
    return f'<ol class="thread"><li>{draw_row(row, reader, look)}{below}</li></ol>'


def draw_level(rows: Iterable[Row], level: int, reader: Reader, look: Look) -> str:
    parts = ['<ol class="thread">']
    for row in rows:
        parts.append(f"<li>{draw_row(row, reader, look, level=level)}")
        if row.answers and level < DEEPEST:
            below = draw_level(row.answers, level + 1, reader, look)
            is_fold = level == 1 or len(row.answers) > 1
            parts.append(draw_fold(count(row.answers), below, look) if is_fold else below)
        if row.unshown:
            parts.append(draw_rest(row.pk, row.unshown, look, is_more=bool(row.answers)))
        parts.append("</li>")
        if row.answers and level == DEEPEST:
            parts.extend(
                f"<li>{draw_row(answer, reader, look, level=level, is_flat=True)}</li>"
                for answer in everything(row.answers)
            )
    parts.append("</ol>")
    return "".join(parts)


def draw_row(row: Row, reader: Reader, look: Look, *, level: int = 1, is_flat: bool = False) -> str:
    """``is_flat``: it does not stand below what it answers, so it says what that is.

    At the top of a page the same goes for every answer.
    """
    tells = row.parent if is_flat or level == 1 else None
    return draw_comment(
        Drawn(
            pk=row.pk,
            name=row.name,
            handle=row.handle or "",
            standing=row.mark,
            html=row.html,
            at=row.created_at,
            published_at=row.published_at,
            is_edited=row.edited_at is not None,
            is_picked=row.picked_at is not None,
            is_new=row.is_new,
            counts={"like": row.like_count, "constructive": row.constructive_count},
            pressed=None if reader.pk is None else row.pressed,
            passage=row.passage_text,
            passage_block=row.passage_block,
            answers_pk=tells.pk if tells else 0,
            answers_name=tells.name if tells and tells.is_shown else "",
            answers_quote=quote(tells) if tells and tells.is_shown else "",
            answers_here=is_flat,
            has_branch=level == DEEPEST and not is_flat and bool(row.answers),
            gone="" if row.is_shown else gone(row),
            note="" if row.state == State.PUBLISHED else note(row, reader),
            may=tuple(reader.may(row)) if row.is_shown else (),
            text_hash=row.text_hash if reader.is_moderator else "",
        ),
        look,
    )


def quote(row: Row) -> str:
    """The beginning of it, in one line."""
    return Truncator(plain_text(row.html).replace("\n", " ")).chars(QUOTED)


def gone(row: Row) -> str:
    """The words on a tombstone."""
    if row.state == State.DELETED:
        return _("Its author has deleted this comment.")
    if row.state == State.HELD:
        return _("This comment waits for a moderator.")
    return _("A moderator has hidden this comment.")


def note(row: Row, reader: Reader) -> str:
    """What stands above a comment that not everybody sees."""
    if row.state == State.HIDDEN or row.hidden_reason:
        return _("A moderator has hidden this: %s") % (row.hidden_reason or "–")
    if reader.is_own(row):
        return _("Only you see this: it waits for a moderator.")
    return _("Held: %s") % (row.held_reason or row.state)
