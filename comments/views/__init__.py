"""Pages of the discussion, by what one comes for."""

from comments.views.composing import draft, edit, post, reply
from comments.views.moderating import approve, hide, keep, restore
from comments.views.reading import comment
from comments.views.reporting import delete, report

__all__ = [
    "approve",
    "comment",
    "delete",
    "draft",
    "edit",
    "hide",
    "keep",
    "post",
    "reply",
    "report",
    "restore",
]
