"""What authors of the demo objected to, and what the citizens found; the logs have it all."""

from datetime import datetime, timedelta
from typing import Any

from comments.actions.publication import withdraw
from comments.models import Comment, Decision
from community.actions.record import keep_reason, write_record
from community.models import Appeal, AppealParty, CivicRecord, PanelSeat, User
from community.permissions import people_free_for_panel
from config.demo.discussions import source
from config.demo.reading import Facts, ago

Cast = dict[str, User]
PANEL_DAYS, JUROR_DAYS, AGREE = timedelta(days=10), timedelta(days=3), 2
State, Part = Appeal.State, AppealParty.Part


def load_appeals(rows: list[Facts], cast: Cast, now: datetime) -> None:
    for row in rows:
        comments = Comment.objects.select_related("author", "discussion__article")
        comment = comments.get(imported_from=source(row["comment"]))
        by, hidden_at = cast[row["hidden_by"]], ago(now, row["hidden"])
        decision = log("hidden", comment, hidden_at, by, row["why"], rule=row["rule"])
        appeal = open_appeal(row, comment, decision, by, now)
        seat_panel(appeal, row, cast, now)
        agreed = settle(appeal, row["opinions"], now)
        if agreed:
            log("overturned", comment, agreed, None, appeal=appeal.pk)
        else:
            hide(comment, row["why"])


def log(
    kind: str, comment: Comment, at: datetime, by: User | None, why: str = "", **facts: Any
) -> Decision:
    entry = Decision(
        kind=kind,
        at=at,
        comment=comment.uuid,
        article=comment.discussion.article.uuid,
        member=comment.author.record_id if comment.author else None,
        by=by.record_id if by else None,
        facts=facts,
    )
    if why:
        entry.reason_hash = keep_reason(entry.pk, why)
    entry.save(force_insert=True)
    return entry


def hide(comment: Comment, why: str) -> None:
    comment.state, comment.hidden_reason = Comment.State.HIDDEN, why
    comment.save(update_fields=["state", "hidden_reason"])
    withdraw(comment)


def open_appeal(
    row: Facts, comment: Comment, decision: Decision, by: User, now: datetime
) -> Appeal:
    opened_at, author = ago(now, row["opened"]), comment.author
    assert author is not None  # noqa: S101  # every comment of the demo has one
    appeal = Appeal.objects.create(
        member=author,
        kind=Appeal.Kind.COMMENT,
        comment=comment.uuid,
        decision=decision.pk,
        decision_at=decision.at,
        statement=row["statement"],
        opened_at=opened_at,
        panel_until=opened_at + PANEL_DAYS,
    )
    parts = (author, Part.MEMBER), (author, Part.WROTE), (by, Part.DECIDER)
    for user, part in parts:
        AppealParty.objects.create(appeal=appeal, user=user, part=part)
    enter(appeal, CivicRecord.Kind.APPEALED, opened_at, decision=str(decision.pk))
    return appeal


def enter(appeal: Appeal, kind: str, at: datetime, *, reason: str = "", **facts: Any) -> None:
    known: dict[str, Any] = {"appeal": appeal.pk, "about": appeal.kind}
    write_record(kind, member=appeal.member, facts={**known, **facts}, reason=reason, at=at)


def seat_panel(appeal: Appeal, row: Facts, cast: Cast, now: datetime) -> None:
    opinions = {given["juror"]: given for given in row["opinions"]}
    free = people_free_for_panel(appeal).count()
    for handle in row["panel"]:
        given = opinions.get(handle)
        PanelSeat.objects.create(
            appeal=appeal,
            juror=cast[handle],
            drawn_at=appeal.opened_at,
            answer_by=appeal.opened_at + JUROR_DAYS,
            opinion=given["opinion"] if given else "",
            reason=given["reason"] if given else "",
            given_at=ago(now, given["days_ago"]) if given else None,
        )
    drawn = len(row["panel"])
    enter(appeal, CivicRecord.Kind.DRAWN, appeal.opened_at, free=free, drawn=drawn)


def settle(appeal: Appeal, opinions: list[Facts], now: datetime) -> datetime | None:
    """Decide where two agree; return when it was upheld."""
    upheld = [given for given in opinions if given["opinion"] == State.UPHELD]
    if len(upheld) < AGREE:
        return None
    at = ago(now, min(given["days_ago"] for given in upheld))
    appeal.state, appeal.decided_at = State.UPHELD, at
    appeal.reason = "\n\n".join(given["reason"] for given in upheld)
    appeal.save(update_fields=["state", "decided_at", "reason"])
    facts = {"judge": "panel", "decision": str(appeal.decision)}
    enter(appeal, CivicRecord.Kind.UPHELD, at, reason=appeal.reason, **facts)
    return at
