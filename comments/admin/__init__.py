"""The desk's pages of the discussion: the queue, the discussions, what was reported and decided."""

from comments.admin.discussions import DiscussionAdmin
from comments.admin.logs import DecisionAdmin, ReportAdmin
from comments.admin.queue import CommentAdmin
from comments.admin.words import WatchedWordAdmin

__all__ = ["CommentAdmin", "DecisionAdmin", "DiscussionAdmin", "ReportAdmin", "WatchedWordAdmin"]
