"""What moderators press about comments, one or many, and what it calls."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.actions import (
    approve_comment,
    hide_comment,
    keep_comment,
    mark_as_spam,
    restore_comment,
)
from comments.models import Comment
from community.admin.base import said
from community.errors import Refused
from community.models import User
from community.permissions import member

DONE = {
    "approve": _("The comment is shown."),
    "restore": _("The comment is shown again."),
    "keep": _("The comment stays."),
    "hide": _("The comment is hidden; its author is told why."),
    "spam": _("Taken for spam; its author is told."),
}


UNREAD = "unread"  # no hash is that


@dataclass(frozen=True)
class Press:
    """What was pressed; ``reason`` and ``rule`` for hiding.

    ``seen`` is the hash of the text that was read, ``stood`` the state of the comment then.
    """

    do: str
    reason: str = ""
    rule: str = ""
    seen: str = ""
    stood: str = ""
    batch: UUID = field(default_factory=uuid4)


def call(comment: Comment, by: User, press: Press) -> None:
    """Call the action behind ``press``. KeyError for a name that is none."""
    batch = press.batch
    actions: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_comment(comment, by=by, seen=press.seen, batch=batch),
        "restore": lambda: restore_comment(comment, by=by, batch=batch),
        "keep": lambda: keep_comment(comment, by=by, seen=press.seen, batch=batch),
        "spam": lambda: mark_as_spam(comment, by=by, stood=press.stood, batch=batch),
        "hide": lambda: hide_comment(
            comment, by=by, reason=press.reason, rule=press.rule, stood=press.stood, batch=batch
        ),
    }
    actions[press.do]()


def decide(request: HttpRequest, comment: Comment, press: Press) -> None:
    said(request, lambda: call(comment, member(request.user), press), DONE[press.do])


def decide_all(request: HttpRequest, comments: Iterable[Comment], press: Press) -> None:
    """Decide on each; one sentence says on how many, and each that could not be says why.

    SECURITY: each row sends the hash of the text that stood in it; what has another by now, or
    sends none, is neither approved nor kept.
    ``press.do`` "settle" approves what waits and keeps what is shown.
    """
    by, done, refusals = member(request.user), 0, dict[str, None]()
    for comment in comments:
        do = press.do
        if do == "settle":
            do = "keep" if comment.is_published else "approve"
        seen = request.POST.get(f"seen_{comment.pk}") or UNREAD
        try:
            call(comment, by, replace(press, do=do, seen=seen))
            done += 1
        except (Refused, PermissionDenied) as error:
            refusals[str(error)] = None
    if done:
        words = ngettext("%d comment decided.", "%d comments decided.", done) % done
        messages.success(request, words)
    for sentence in refusals:
        messages.error(request, sentence)
