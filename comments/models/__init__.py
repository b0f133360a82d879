from comments.models.civility import SpamLesson, SpamToken, WatchedWord
from comments.models.comment import Comment, CommentEdit
from comments.models.desk import Claim, Undo
from comments.models.discussion import Attention, Discussion
from comments.models.gazette import MonthFigures
from comments.models.moderation import Decision, Report
from comments.models.reactions import Mention, Reaction
from comments.models.telling import Telling

__all__ = [
    "Attention",
    "Claim",
    "Comment",
    "CommentEdit",
    "Decision",
    "Discussion",
    "Mention",
    "MonthFigures",
    "Reaction",
    "Report",
    "SpamLesson",
    "SpamToken",
    "Telling",
    "Undo",
    "WatchedWord",
]
