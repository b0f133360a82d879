"""The town hall of the demo: one proposal looks for support, one is voted on, one is done."""

from datetime import datetime, timedelta

from articles.actions import (
    answer_proposal,
    link_article,
    propose,
    second_proposal,
    take_up_proposal,
    vote_on_proposal,
)
from articles.models import Article, Proposal, Section
from articles.models.proposals import GATHERING_DAYS, VOTING_DAYS
from community.models import Notice, User
from config.demo.reading import Facts, ago

Cast = dict[str, User]
ANSWERED_AFTER = timedelta(days=3)  # after the vote began


def load_proposals(
    rows: list[Facts],
    articles: dict[str, Article],
    sections: dict[str, Section],
    cast: Cast,
    now: datetime,
) -> None:
    """Newest last, so that the oldest has the lowest number."""
    for row in sorted(rows, key=lambda row: -float(row["days_ago"])):
        made = supported(row, sections[row["section"]], cast)
        answer(made, row, articles, cast)
        set_back(made, row, now)


def supported(row: Facts, section: Section, cast: Cast) -> Proposal:
    by = cast[row["by"]]
    made = propose(title=row["title"], why=row["why"], section=section, by=by)
    for handle in row["seconded_by"]:
        second_proposal(made, by=cast[handle])
    for choice in ("for", "against"):
        for handle in row.get(choice, []):
            vote_on_proposal(made, supports=choice == "for", by=cast[handle])
    return made


def answer(made: Proposal, row: Facts, articles: dict[str, Article], cast: Cast) -> None:
    by = cast.get(row.get("answered_by", ""))
    if by is None:
        return
    if "answer" in row:
        answer_proposal(made, words=row["answer"], by=by)
    if "took_up" in row:
        take_up_proposal(made, words=row["took_up"], by=by)
        link_article(made, articles[row["article"]], by=by)


def set_back(made: Proposal, row: Facts, now: datetime) -> None:
    """Give everything the time that it would have had."""
    made.refresh_from_db()
    made.at = ago(now, row["days_ago"])
    made.until = made.at + timedelta(days=GATHERING_DAYS)
    if made.opened_at:
        made.opened_at = ago(now, row["opened_days_ago"])
        made.until = made.opened_at + timedelta(days=VOTING_DAYS)
        answered_at = made.opened_at + ANSWERED_AFTER
        made.answers.update(at=answered_at)
    if made.article:
        made.settled_at = made.article.published_at
        made.until = answered_at - timedelta(minutes=1)
        made.answers.filter(kind="done").update(at=made.settled_at)
    made.save(update_fields=["at", "until", "opened_at", "settled_at"])
    date_notices(made)


def date_notices(made: Proposal) -> None:
    steps = {
        Notice.Kind.PROPOSAL_OPEN: made.opened_at,
        Notice.Kind.PROPOSAL_ANSWERED: min(made.answers.values_list("at", flat=True), default=None),
        Notice.Kind.PROPOSAL_DONE: made.settled_at,
    }
    told = Notice.objects.filter(url__startswith=made.get_absolute_url())
    for kind, at in steps.items():
        if at:
            told.filter(kind=kind).update(created_at=at)
