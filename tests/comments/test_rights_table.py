"""Every act × standing × sanction × state, through the pages, in a session that was open before.

``RULES`` says what must come of it, in words of its own: the first line that fits decides. The
sanction is imposed after the member signed in, so each of them bites in a session that is open.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Reaction
from community.models import Sanction, User
from tests.factories.articles import published_article
from tests.factories.comments import comment, discussion
from tests.factories.community import citizen, member, resident

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WHO = ["newcomer", "visitor", "resident", "citizen", "dormant"]
SANCTIONS = ["none", "ended", "warning", "held", "silenced", "suspended", "banned"]
STATES = ["published", "held", "hidden", "deleted", "spam"]
MODES = ["open", "residents", "closed", "old"]

SILENT = "silenced suspended banned"
# act | who | sanction | state of the comment it is done to | discussion | what comes of it
RULES = f"""
write      | *                | {SILENT} | *             | *          | refused
write      | *                | *        | *             | closed old | refused
write      | newcomer visitor | *        | *             | residents  | refused
write      | *                | held     | *             | *          | held
write      | newcomer         | *        | *             | *          | held
write      | *                | *        | *             | *          | published

answer     | *                | {SILENT} | *             | *          | refused
answer     | *                | *        | held hidden deleted spam | * | refused
answer     | *                | *        | *             | closed old | refused
answer     | newcomer visitor | *        | *             | residents  | refused
answer     | *                | held     | *             | *          | held
answer     | newcomer         | *        | *             | *          | held
answer     | *                | *        | *             | *          | published

edit       | *                | {SILENT} | *             | *          | refused
edit       | *                | *        | hidden deleted spam | *    | refused
edit       | *                | *        | *             | closed     | refused
edit       | *                | held     | *             | *          | held
edit       | *                | *        | held          | *          | held
edit       | *                | *        | *             | *          | published

delete     | *                | *        | published held | *         | deleted
delete     | *                | *        | *             | *          | refused

like       | *                | {SILENT} | *             | *          | refused
like       | *                | *        | published     | *          | done
like       | *                | *        | *             | *          | refused

constructive | *              | {SILENT} | *             | *          | refused
constructive | newcomer       | *        | *             | *          | refused
constructive | *              | *        | published     | *          | done
constructive | *              | *        | *             | *          | refused

report     | *                | {SILENT} | *             | *          | refused
report     | *                | *        | published     | *          | done
report     | *                | *        | *             | *          | refused
"""
TABLE = [[cell.split() for cell in line.split("|")] for line in RULES.split("\n") if line]


@dataclass(frozen=True)
class Case:
    act: str
    who: str
    sanction: str
    state: str
    mode: str

    @property
    def expected(self) -> str:
        asked = (self.act, self.who, self.sanction, self.state, self.mode)
        for *cells, (outcome,) in TABLE:
            if all(cell == ["*"] or word in cell for cell, word in zip(cells, asked, strict=True)):
                return outcome
        raise AssertionError(f"no rule for {self}")


def cases(act: str, who: str) -> list[Case]:
    """Every combination that means something: what is written at the top has no parent."""
    states = ["published"] if act == "write" else STATES
    modes = MODES if act in ("write", "answer", "edit") else ["open", "closed"]
    return [
        Case(act, who, sanction, state, mode)
        for sanction, state, mode in product(SANCTIONS, states, modes)
        if state == "published" or mode in ("open", "closed")
    ]


def somebody(who: str, article: Article) -> User:
    if who == "newcomer":
        return member()
    if who == "visitor":
        trusted = member(days_here=20)
        comment(article, by=trusted)
        return trusted
    if who == "resident":
        return resident()
    asleep = timezone.now() if who == "dormant" else None
    return citizen(dormant_since=asleep)


def punish(user: User, kind: str) -> None:
    if kind == "none":
        return
    now = timezone.now()
    until = None if kind == "banned" else now + timedelta(days=3)
    if kind == "ended":
        kind, until = "suspended", now - timedelta(hours=1)
    Sanction.objects.create(
        user=user, kind=kind, reason="Too loud.", imposed_at=now - timedelta(days=1), until=until
    )


def article_in(mode: str) -> Article:
    article = published_article(days_ago=40 if mode == "old" else 1)
    discussion(article, mode="open" if mode == "old" else mode)
    return article


class Stage:
    """One member in an open session, and a discussion; each case is played and taken back."""

    def __init__(self, who: str) -> None:
        self.articles = {mode: article_in(mode) for mode in MODES}
        self.user, self.other = somebody(who, self.articles["open"]), resident()
        self.browser = Client()
        self.browser.force_login(self.user)
        self.browser.get(reverse("account_login"))  # leads on, and the session has been in use

    def play(self, case: Case) -> str:
        """What came of it."""
        with transaction.atomic():
            found = self.do(case)
            transaction.set_rollback(True)
        cache.clear()
        return found

    def do(self, case: Case) -> str:
        article = self.articles[case.mode]
        is_own = case.act in ("edit", "delete")
        by = self.user if is_own else self.other
        target = comment(article, by=by, state=case.state)
        punish(self.user, case.sanction)
        if case.act in ("write", "answer"):
            before = set(Comment.objects.values_list("pk", flat=True))
            parent = target.pk if case.act == "answer" else ""
            sent = {"text": f"Words of {self.user.pk}", "parent": parent}
            self.browser.post(reverse("comments:post", args=[article.uuid]), sent)
            new = Comment.objects.exclude(pk__in=before).first()
            return new.state if new else "refused"
        address = reverse(f"comments:{case.act}", args=[target.pk])
        sent = {"text": "Other words.", "reason": "spam", "wanted": "yes"}
        self.browser.post(address, sent)
        return outcome(case.act, target, self.user)


def outcome(act: str, target: Comment, user: User) -> str:
    was = (target.state, target.text)
    target.refresh_from_db()
    if act in ("edit", "delete"):
        return target.state if (target.state, target.text) != was else "refused"
    if act == "report":
        return "done" if target.reports.filter(reporter=user).exists() else "refused"
    made = Reaction.objects.filter(comment=target, user=user, kind=act)
    return "done" if made.exists() else "refused"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(
    "act", ["write", "answer", "edit", "delete", "like", "constructive", "report"]
)
def test_every_right_is_what_the_table_says(act: str, who: str) -> None:
    stage = Stage(who)
    played = [(case, stage.play(case)) for case in cases(act, who)]

    wrong = [f"{case}: {found}" for case, found in played if found != case.expected]

    assert not wrong, "\n".join(wrong)


def test_a_line_of_the_table_that_never_decides_is_no_line() -> None:
    every = [
        case for act in {row[0][0] for row in TABLE} for who in WHO for case in cases(act, who)
    ]
    for number, row in enumerate(TABLE):
        asked = [case for case in every if case.act == row[0][0]]
        others = TABLE[:number] + TABLE[number + 1 :]
        assert any(changes_without(others, case) for case in asked), row


def changes_without(table: list[list[list[str]]], case: Case) -> bool:
    asked = (case.act, case.who, case.sanction, case.state, case.mode)
    for *cells, (outcome,) in table:
        if all(cell == ["*"] or word in cell for cell, word in zip(cells, asked, strict=True)):
            return outcome != case.expected
    return True
