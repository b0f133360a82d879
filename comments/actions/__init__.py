"""Everything that happens to comments. Pages, admin and commands call these."""

from comments.actions.appeals import (
    appeal_hiding,
    comment_of,
    end_settled_appeals,
    hiding_of,
    hidings_of,
    overturn_hiding,
)
from comments.actions.attend import follow_discussion, leave_discussion, mute_discussion
from comments.actions.claims import claim_comment
from comments.actions.daily import put_into_daily_letters
from comments.actions.delete import delete_comment
from comments.actions.discussion import set_discussion_mode
from comments.actions.edit import edit_comment
from comments.actions.gazette import count_months
from comments.actions.importing import (
    ImportedComment,
    ImportReport,
    close_imported_discussions,
    guest_key,
    import_comments,
)
from comments.actions.leaving import forget_reactions, part_from_discussions
from comments.actions.moderate import (
    approve_comment,
    hide_comment,
    keep_comment,
    mark_as_spam,
    restore_comment,
)
from comments.actions.picks import pick_comment, unpick_comment
from comments.actions.post import post_comment
from comments.actions.react import (
    like_comment,
    mark_constructive,
    recount_reactions,
    unlike_comment,
    unmark_constructive,
)
from comments.actions.report import report_comment
from comments.actions.undo import forget_old_undos, undo_batch, undo_decision
from comments.actions.words import forget_word, watch_word

__all__ = [
    "ImportReport",
    "ImportedComment",
    "appeal_hiding",
    "approve_comment",
    "claim_comment",
    "close_imported_discussions",
    "comment_of",
    "count_months",
    "delete_comment",
    "edit_comment",
    "end_settled_appeals",
    "follow_discussion",
    "forget_old_undos",
    "forget_reactions",
    "forget_word",
    "guest_key",
    "hide_comment",
    "hiding_of",
    "hidings_of",
    "import_comments",
    "keep_comment",
    "leave_discussion",
    "like_comment",
    "mark_as_spam",
    "mark_constructive",
    "mute_discussion",
    "overturn_hiding",
    "part_from_discussions",
    "pick_comment",
    "post_comment",
    "put_into_daily_letters",
    "recount_reactions",
    "report_comment",
    "restore_comment",
    "set_discussion_mode",
    "undo_batch",
    "undo_decision",
    "unlike_comment",
    "unmark_constructive",
    "unpick_comment",
    "watch_word",
]
