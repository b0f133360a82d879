"""Who may do what, as data: the two tables that the public page shows and every check reads.

Numbers (how many links, how many minutes) are the City's; here stands only which right.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from community.models import Role, Sanction, Standing


class Right(TextChoices):
    """What a member may do by standing."""

    COMMENT = "comment", _("comment")
    COMMENT_AT_ONCE = "comment_at_once", _("see an own comment appear at once")
    EDIT_COMMENT = "edit_comment", _("change an own comment")
    LIKE = "like", _("like")
    BOOKMARK = "bookmark", _("bookmark")
    FOLLOW = "follow", _("follow a discussion")
    REPORT = "report", _("report a comment")
    MARK_CONSTRUCTIVE = "mark_constructive", _("mark a comment as constructive")
    APPLY = "apply", _("apply for the next standing")
    APPEAL = "appeal", _("appeal against a decision")
    READ_RESIDENTS = "read_residents", _("read pieces for residents")
    READ_CITIZENS = "read_citizens", _("read pieces for citizens")
    SUGGEST = "suggest", _("suggest a related story or a correction")
    ENDORSE_RESIDENCY = "endorse_residency", _("endorse for residency")
    ENDORSE_CITIZENSHIP = "endorse_citizenship", _("endorse for citizenship")
    VOTE = "vote", _("vote on applications")
    PROPOSE = "propose", _("propose and vote in the town hall")
    SIT_ON_PANEL = "sit_on_panel", _("sit on an appeal panel")


class Grant(TextChoices):
    """How far a right goes."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    TRUSTED = "trusted", _("once enough comments have been approved")
    SEASONED = "seasoned", _("after some days, and an approved comment")


class StaffRight(TextChoices):
    """What the staff may do by role."""

    WRITE_ARTICLES = "write_articles", _("write articles")
    PUBLISH_ARTICLES = "publish_articles", _("publish and withdraw articles")
    EDIT_PUBLICATION = "edit_publication", _("change sections, pages and the publication")
    MODERATE = "moderate", _("approve and hide comments")
    PICK = "pick", _("pick comments that are worth reading")
    SEE_MEMBERS = "see_members", _("see members and their sanctions")
    SANCTION = "sanction", _("warn, hold, silence and suspend")
    BAN = "ban", _("ban")
    REVOKE_STANDING = "revoke_standing", _("take a standing with a ban")
    DECIDE_APPLICATIONS = "decide_applications", _("decide applications")
    DECIDE_APPEALS = "decide_appeals", _("decide appeals that no panel has decided")
    EDIT_CITY = "edit_city", _("change the city’s numbers and adopt a charter")
    APPOINT = "appoint", _("appoint to a role and dismiss from it")
    READ_RECORD = "read_record", _("read the civic record")
    EXPORT_RECORD = "export_record", _("export the civic record and the moderation log")


def row(visitor: Grant, resident: Grant, citizen: Grant) -> dict[Standing, Grant]:
    return {Standing.VISITOR: visitor, Standing.RESIDENT: resident, Standing.CITIZEN: citizen}


YES, NO, TRUSTED, SEASONED = Grant.YES, Grant.NO, Grant.TRUSTED, Grant.SEASONED

RIGHTS: dict[Right, dict[Standing, Grant]] = {
    Right.COMMENT: row(YES, YES, YES),
    Right.COMMENT_AT_ONCE: row(TRUSTED, YES, YES),
    Right.EDIT_COMMENT: row(YES, YES, YES),
    Right.LIKE: row(YES, YES, YES),
    Right.BOOKMARK: row(YES, YES, YES),
    Right.FOLLOW: row(YES, YES, YES),
    Right.REPORT: row(YES, YES, YES),
    Right.MARK_CONSTRUCTIVE: row(SEASONED, YES, YES),
    Right.APPLY: row(YES, YES, NO),
    Right.APPEAL: row(YES, YES, YES),
    Right.READ_RESIDENTS: row(NO, YES, YES),
    Right.READ_CITIZENS: row(NO, NO, YES),
    Right.SUGGEST: row(NO, YES, YES),
    Right.ENDORSE_RESIDENCY: row(NO, YES, YES),
    Right.ENDORSE_CITIZENSHIP: row(NO, NO, YES),
    Right.VOTE: row(NO, NO, YES),
    Right.PROPOSE: row(NO, NO, YES),
    Right.SIT_ON_PANEL: row(NO, NO, YES),
}

# Which right it takes to endorse for a standing.
ENDORSE = {
    Standing.RESIDENT: Right.ENDORSE_RESIDENCY,
    Standing.CITIZEN: Right.ENDORSE_CITIZENSHIP,
}

ALL_STAFF_RIGHTS = frozenset(StaffRight)
STAFF_RIGHTS: dict[Role, frozenset[StaffRight]] = {
    Role.WRITER: frozenset({StaffRight.WRITE_ARTICLES}),
    Role.EDITOR: ALL_STAFF_RIGHTS - {StaffRight.APPOINT, StaffRight.EXPORT_RECORD},
    Role.MODERATOR: frozenset(
        {StaffRight.MODERATE, StaffRight.SEE_MEMBERS, StaffRight.SANCTION, StaffRight.READ_RECORD}
    ),
    Role.ADMINISTRATOR: ALL_STAFF_RIGHTS,
}

# What a silenced member keeps: reading, and what nobody else notices.
QUIET = frozenset(
    {
        Right.BOOKMARK,
        Right.FOLLOW,
        Right.APPEAL,
        Right.READ_RESIDENTS,
        Right.READ_CITIZENS,
    }
)

# The rights that each sanction takes while it is in force; nobody loses the right of appeal.
TAKEN: dict[Sanction.Kind, frozenset[Right]] = {
    Sanction.Kind.WARNING: frozenset(),
    Sanction.Kind.HELD: frozenset({Right.COMMENT_AT_ONCE}),
    Sanction.Kind.SILENCED: frozenset(Right) - QUIET,
    Sanction.Kind.SUSPENDED: frozenset(Right) - {Right.APPEAL},
    Sanction.Kind.BANNED: frozenset(Right) - {Right.APPEAL},
}

# Under these a role is of no use either.
OFF_THE_DESK = frozenset({Sanction.Kind.SUSPENDED, Sanction.Kind.BANNED})
