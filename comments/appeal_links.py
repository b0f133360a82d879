"""What stands under an own comment that was hidden: the way to object, or what came of it."""

from collections.abc import Iterable

from comments.actions import hidings_of
from comments.models import Comment
from comments.thread import Reader, Row
from community.actions.appeals import appeals_since
from community.models import Appeal

HIDDEN = (Comment.State.HIDDEN, Comment.State.SPAM)
LINKS = {
    Appeal.State.PANEL: "appeal-open",
    Appeal.State.EDITOR: "appeal-open",
    Appeal.State.UPHELD: "appeal-upheld",
    Appeal.State.DISMISSED: "appeal-dismissed",
    Appeal.State.WITHDRAWN: "appeal-ended",
}
POSSIBLE, NONE = "appeal", ""


def tell_appeals(rows: Iterable[Row], reader: Reader) -> None:
    """Tell each row of the reader's that is hidden which link it has; four queries, if any."""
    own = {row.pk: row for row in rows if row.state in HIDDEN and reader.is_own(row)}
    if not own:
        return
    hidings = hidings_of(Comment.objects.filter(pk__in=own))
    decisions = [decision.pk for decision in hidings.values()]
    appeals = Appeal.objects.filter(decision__in=decisions)
    states = dict(appeals.values_list("decision", "state"))
    since = appeals_since()
    for pk, row in own.items():
        hiding = hidings.get(pk)
        state = states.get(hiding.pk) if hiding else None
        if state:
            row.appeal = LINKS[Appeal.State(state)]
        else:
            row.appeal = POSSIBLE if hiding and hiding.at > since else NONE
