"""Everything that happens to comments. Pages, admin and commands call these."""

from comments.actions.delete import delete_comment
from comments.actions.discussion import set_discussion_mode
from comments.actions.edit import edit_comment
from comments.actions.importing import (
    ImportedComment,
    ImportReport,
    close_imported_discussions,
    guest_key,
    import_comments,
)
from comments.actions.moderate import approve_comment, hide_comment, keep_comment, restore_comment
from comments.actions.post import post_comment
from comments.actions.report import report_comment

__all__ = [
    "ImportReport",
    "ImportedComment",
    "approve_comment",
    "close_imported_discussions",
    "delete_comment",
    "edit_comment",
    "guest_key",
    "hide_comment",
    "import_comments",
    "keep_comment",
    "post_comment",
    "report_comment",
    "restore_comment",
    "set_discussion_mode",
]
