"""An author objects to the hiding of a comment; citizens or an editor decide (community's part)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.actions.publication import lock_comment, publish
from comments.actions.spam import teach
from comments.models import Comment, Decision, Report
from community.actions.appeals import Matter, end_appeal, open_appeal
from community.actions.one_by_one import one_by_one
from community.actions.people import lock_member
from community.errors import Refused
from community.models import Appeal, AppealParty, User

BEFORE_A_SANCTION = timedelta(days=30)
HIDING = (Decision.Kind.HIDDEN, Decision.Kind.SPAM)
OUT_OF_SIGHT = (Comment.State.HIDDEN, Comment.State.SPAM)
Part = AppealParty.Part
NOT_HIDDEN = _("No moderator has hidden this comment, so there is nothing to appeal.")


def hiding_of(comment: Comment) -> Decision | None:
    """Return the decision by which a moderator took ``comment`` out of sight, while it holds."""
    return hidings_of([comment]).get(comment.pk)


def hidings_of(comments: Iterable[Comment]) -> dict[int, Decision]:
    """The same for each by its key, for those that have one; one query."""
    hidden = {each.uuid: each.pk for each in comments if each.state in OUT_OF_SIGHT}
    log = list(Decision.objects.filter(comment__in=hidden).order_by("at")) if hidden else []
    undone = {entry.facts.get("decision") for entry in log if entry.kind == Decision.Kind.UNDONE}
    hidings = [entry for entry in log if entry.kind in HIDING and str(entry.pk) not in undone]
    return {hidden[entry.comment]: entry for entry in hidings if entry.comment}  # the last stays


def appeal_hiding(comment: Comment, *, by: User, statement: str) -> Appeal:
    """Object to the hiding of an own comment. The same text twice is one appeal."""
    with transaction.atomic():
        lock_member(by)
        comment = lock_comment(comment)
        if comment.author_id != by.pk:
            raise PermissionDenied(gettext("Only the person whom a decision is about may appeal."))
        decision = hiding_of(comment)
        if decision is None:
            raise Refused(NOT_HIDDEN)
        matter = Matter(
            kind=Appeal.Kind.COMMENT,
            about={"comment": comment.uuid},
            decision=decision.pk,
            decided_at=decision.at,
            parties=parties_of(comment),
        )
        return open_appeal(matter, by=by, statement=statement)


def parties_of(comment: Comment) -> dict[str, list[int]]:
    """Who has a part: whoever decided on it, reported it, or wrote in its thread. Four queries."""
    deciders = Decision.objects.filter(comment=comment.uuid, by__isnull=False).values("by")
    top = Comment.objects.filter(
        Q(pk=comment.top_pk) | Q(root=comment.top_pk), author__isnull=False
    )
    reports = Report.objects.filter(comment=comment)
    return {
        Part.DECIDER: list(
            User.objects.filter(record_id__in=deciders).values_list("pk", flat=True)
        ),
        Part.REPORTER: list(reports.values_list("reporter", flat=True)),
        Part.WROTE: list(top.order_by().values_list("author", flat=True).distinct()),
    }


def reporters_of(member: User, comment: UUID | None, at: datetime) -> list[int]:
    """Who reported what a sanction of that time came of: the comment that it names, else whatever
    was reported of the member in the weeks before.
    """
    reports = Report.objects.filter(comment__author=member, created_at__lte=at)
    if comment is not None:
        reports = reports.filter(comment__uuid=comment)
    else:
        reports = reports.filter(created_at__gt=at - BEFORE_A_SANCTION)
    return list(reports.order_by().values_list("reporter", flat=True).distinct())


def overturn_hiding(comment: Comment, *, appeal: Appeal) -> bool:
    """Show a comment again whose author was right; silent where it is shown, or hidden anew.

    Return whether it came back by this. Participation and counters follow as in restoring.
    """
    with transaction.atomic():
        comment = lock_comment(comment)
        hiding = hiding_of(comment)
        if appeal.state != Appeal.State.UPHELD or hiding is None or hiding.pk != appeal.decision:
            return False
        Decision(
            kind=Decision.Kind.OVERTURNED,
            comment=comment.uuid,
            article=comment.discussion.article.uuid,
            member=comment.author.record_id if comment.author else None,
            by=appeal.decided_by.record_id if appeal.decided_by else None,
            facts={"appeal": appeal.pk},
        ).save(force_insert=True)
        comment.kept_at = timezone.now()
        publish(comment)
        teach(comment, is_spam=False)
    return True


def end_settled_appeals() -> int:
    """End open appeals about comments that are shown again, or gone; return how many."""
    out_of_sight = Comment.objects.filter(uuid=OuterRef("comment"), state__in=OUT_OF_SIGHT)
    opened = Appeal.objects.open().filter(kind=Appeal.Kind.COMMENT)
    settled = list(opened.filter(~Exists(out_of_sight)))
    return one_by_one(end_if_there, settled)


def end_if_there(appeal: Appeal) -> bool:
    try:
        return end_appeal(appeal)
    except Refused:
        return False


def comment_of(appeal: Appeal) -> Comment | None:
    """The comment that an appeal is about, with its author, discussion and article."""
    uuid: UUID | None = appeal.comment
    if uuid is None:
        return None
    rows = Comment.objects.select_related("author", "parent__author", "discussion__article")
    return rows.filter(uuid=uuid).first()
