"""Which entries of the logs are public, by topic. What stands in neither table stays inside."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from comments.models import Decision
from community.models import CivicRecord


class Topic(TextChoices):
    """The values stand in addresses."""

    COMMENTS = "comments", _("Comments and discussions")
    SANCTIONS = "sanctions", _("Sanctions")
    APPEALS = "appeals", _("Appeals")
    PEOPLE = "people", _("Residents and citizens")
    RULES = "rules", _("Charter and numbers")


LOGGED: dict[Topic, tuple[str, ...]] = {
    Topic.COMMENTS: (
        Decision.Kind.HIDDEN,
        Decision.Kind.RESTORED,
        Decision.Kind.OVERTURNED,
        Decision.Kind.UNDONE,
        Decision.Kind.SET,
    ),
}
RECORDED: dict[Topic, tuple[str, ...]] = {
    Topic.SANCTIONS: (
        CivicRecord.Kind.SANCTIONED,
        CivicRecord.Kind.RELEASED,
        CivicRecord.Kind.REVOKED,
        CivicRecord.Kind.RESTORED,
    ),
    Topic.APPEALS: (
        CivicRecord.Kind.UPHELD,
        CivicRecord.Kind.NOT_UPHELD,
        CivicRecord.Kind.ABANDONED,
    ),
    Topic.PEOPLE: (
        CivicRecord.Kind.FOUNDED,
        CivicRecord.Kind.GRANTED,
        CivicRecord.Kind.RENOUNCED,
        CivicRecord.Kind.RETURNED,
        CivicRecord.Kind.COUNTED,
        CivicRecord.Kind.SETTLED,
    ),
    Topic.RULES: (CivicRecord.Kind.CHARTERED, CivicRecord.Kind.CHANGED),
}


def kinds_of(table: dict[Topic, tuple[str, ...]], topic: Topic | None) -> list[str]:
    """The kinds of one log under ``topic``, or of all topics."""
    topics = [topic] if topic else list(table)
    return [kind for each in topics for kind in table.get(each, ())]
