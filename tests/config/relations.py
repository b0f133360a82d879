"""Every way in which a row belongs to a member, and what the archive leaves out, and why."""

from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Field, Model

from comments.models import Comment
from community.models import Appeal, Application, Sanction, User
from config.own_data import ROOMS

OWN: tuple[type[Model], ...] = (User, EmailAddress, Application, Appeal, Sanction, Comment)
# Joined without a foreign key: by the number in the record, by the address.
LOOSE = {
    "community.User",
    "community.User.groups",
    "community.Subscriber.email",
    "community.CivicRecord.member",
    "community.CivicRecord.by",
    "comments.Decision.member",
    "comments.Decision.by",
}
DESK = "what was done for the publication and the city at the desk is theirs, and about others"
OTHERS = "what others did; it is in their own archive"
WITHIN = "rows of a room that the archive has, told there"
LEFT_OUT = {
    "account.EmailConfirmation.email_address": "a key, and not in use: codes are mailed",
    "admin.LogEntry.user": DESK,
    "articles.Article.created_by": DESK,
    "articles.Correction.by": DESK,
    "articles.Correction.withdrawn_by": DESK,
    "articles.Picture.uploaded_by": DESK,
    "articles.ProposalAnswer.by": DESK,
    "articles.Revision.by": DESK,
    "articles.Suggestion.decided_by": DESK,
    "comments.Claim.by": DESK,
    "comments.Claim.comment": OTHERS,
    "comments.Comment.parent": OTHERS,
    "comments.Comment.root": OTHERS,
    "comments.Decision.by": DESK,
    "comments.Mention.comment": "whom they named stands in the text",
    "comments.Reaction.comment": "who liked it is theirs; the comment tells how many",
    "comments.Report.comment": "who reported is told to nobody",
    "comments.SpamLesson.comment": "marks made of the text, which is there",
    "comments.Telling.comment": OTHERS,
    "comments.Undo.by": DESK,
    "comments.Undo.comment": "for some minutes, and for the moderator",
    "community.Appeal.application": WITHIN,
    "community.Appeal.decided_by": DESK,
    "community.Appeal.sanction": WITHIN,
    "community.AppealParty.appeal": "who does not judge it: others",
    "community.AppealParty.user": "about appeals of others",
    "community.Application.decided_by": DESK,
    "community.Ballot.application": "its sums are in the reason, votes are nobody's",
    "community.CivicRecord.by": DESK,
    "community.FormerStanding.revoked_by": DESK,
    "community.FormerStanding.sanction": WITHIN,
    "community.Look.application": "for some minutes, and for the editors",
    "community.Look.by": DESK,
    "community.Notice.names": "what others were told",
    "community.PanelSeat.appeal": "who judged is told to nobody",
    "community.Participation.by": "the same marks are among what they liked and marked",
    "community.Sanction.imposed_by": DESK,
    "community.User.user_permissions": "Django's; nobody here has any",
}


def label(field: "Field[Any, Any]") -> str:
    return f"{field.model._meta.label}.{field.name}"


def relations() -> set[str]:
    found = {
        label(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in OWN
    }
    return found | LOOSE | {label(User._meta.get_field("user_permissions"))}


def in_archive() -> set[str]:
    return {name for room in ROOMS for name in room.of}


def holders(target: type[Model]) -> list["Field[Any, Any]"]:
    """The fields of all models that lead to ``target``."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is target
    ]
