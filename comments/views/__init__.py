"""Pages of the discussion, by what one comes for."""

from comments.views.appealing import appeal
from comments.views.composing import draft, edit, post, preview, reply
from comments.views.gazette import gazette, gazette_feed
from comments.views.moderating import approve, hide, keep, pick, restore, spam, undo, unpick
from comments.views.reacting import attend, constructive, followed, like, names
from comments.views.reading import comment, count, discussion, thread
from comments.views.reporting import delete, report
from comments.views.settings import settings

__all__ = [
    "appeal",
    "approve",
    "attend",
    "comment",
    "constructive",
    "count",
    "delete",
    "discussion",
    "draft",
    "edit",
    "followed",
    "gazette",
    "gazette_feed",
    "hide",
    "keep",
    "like",
    "names",
    "pick",
    "post",
    "preview",
    "reply",
    "report",
    "restore",
    "settings",
    "spam",
    "thread",
    "undo",
    "unpick",
]
