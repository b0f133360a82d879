"""One comment with all that hangs on it, two hundred answers to a page."""

from dataclasses import dataclass, field

from comments.models import Comment
from comments.pages import as_rows, rows_of, tell_parents
from comments.thread import Reader, Row
from comments.tree import grow

PER_BRANCH = 200
CHUNK = 5000  # pairs of keys read at once


@dataclass(slots=True)
class Branch:
    """``answers``: those to the comment, and those whose parent stands on an earlier page."""

    comment: Row
    answers: list[Row] = field(default_factory=list)
    next_after: int = 0

    @property
    def is_there(self) -> bool:
        return self.comment.is_kept


def load_branch(comment: Comment, reader: Reader, after: int = 0) -> Branch:
    """At most four queries, and one for every ``CHUNK`` comments of a thread that it is part of."""
    keys = keys_below(comment, after)
    more, keys = keys[PER_BRANCH:], keys[:PER_BRANCH]
    rows = rows_of(as_rows().filter(pk__in=[comment.pk, *keys]).order_by("pk"))
    top = grow(rows, reader)
    tell_parents(top, reader)
    first = rows[0]
    for answer in first.answers:
        answer.parent = None  # it stands below it, so it need not say so
    below = first.answers + [row for row in top if row is not first]
    first.is_kept = first.is_shown or bool(below) or has_shown(more)
    first.answers = []
    next_after = keys[-1] if more else 0
    return Branch(first, sorted(below, key=lambda row: row.pk), next_after)


def has_shown(keys: list[int]) -> bool:
    """SECURITY: a comment that is gone is there only while something below it is shown."""
    return bool(keys) and Comment.objects.filter(pk__in=keys).published().exists()


def keys_below(comment: Comment, after: int) -> list[int]:
    """Return the keys of its answers at any depth in order of writing: one page and one key."""
    asked = max(after, comment.pk)
    if comment.root_id is None:
        below = Comment.objects.filter(root=comment.pk, pk__gt=asked).order_by("pk")
        return list(below.values_list("pk", flat=True)[: PER_BRANCH + 1])
    thread = Comment.objects.filter(root=comment.root_id, pk__gt=comment.pk).order_by("pk")
    found, keys = {comment.pk}, list[int]()
    # An answer's key is always higher than its parent's, so one way through finds all.
    for pk, parent in thread.values_list("pk", "parent_id").iterator(chunk_size=CHUNK):
        if parent in found:
            found.add(pk)
            if pk > asked:
                keys.append(pk)
            if len(keys) > PER_BRANCH:
                break
    return keys
