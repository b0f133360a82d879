from comments.models.comment import Comment, CommentEdit
from comments.models.discussion import Attention, Discussion
from comments.models.moderation import Decision, Report
from comments.models.reactions import Mention, Reaction
from comments.models.telling import Telling

__all__ = [
    "Attention",
    "Comment",
    "CommentEdit",
    "Decision",
    "Discussion",
    "Mention",
    "Reaction",
    "Report",
    "Telling",
]
