from comments.models.discussion import Comment, CommentEdit, Discussion
from comments.models.moderation import Decision, Report

__all__ = ["Comment", "CommentEdit", "Decision", "Discussion", "Report"]
