"""What the spam model thinks. It judges once it has learnt a little, and takes nothing for certain
before it has learnt much."""

from django.utils.translation import gettext as _

from comments.checks.writing import Finding, Writing
from comments.models import SpamToken
from comments.spam import Verdict, explain, judge, tokens_of
from comments.spam.model import A_LITTLE, CERTAIN, HOLD, MUCH, OF_EACH, REMARK

NAME = "spam"


def check(writing: Writing) -> Finding | None:
    """Ask the model; what it said is kept on ``writing`` for ``score_of``."""
    if writing.author.roles:
        return None
    verdict, spam, other = ask(tokens_of(writing.html, writing.author_so_far))
    if min(spam, other) < A_LITTLE:
        return None
    writing.__dict__["_spam_score"] = round(verdict.score, 4)
    words = _("%(percent)d %% spam. %(why)s") % {
        "percent": int(100 * verdict.score),
        "why": explain(verdict),
    }
    knows_enough = spam + other >= MUCH and min(spam, other) >= OF_EACH
    if verdict.score >= CERTAIN and knows_enough:
        return Finding("spam", words)
    if verdict.score >= HOLD:
        return Finding("hold", words)
    return Finding("remark" if verdict.score >= REMARK else "passed", words)


def score_of(writing: Writing) -> float | None:
    """The score of a text that was checked; None where the model had nothing to say."""
    score: float | None = writing.__dict__.get("_spam_score")
    return score


def ask(tokens: list[str]) -> tuple[Verdict, int, int]:
    """Return the verdict and how many comments of each kind the model has learnt; one query."""
    rows = SpamToken.objects.filter(token__in=["", *tokens])
    counts = {row[0]: (row[1], row[2]) for row in rows.values_list("token", "spam", "other")}
    spam, other = counts.pop("", (0, 0))
    return judge(tokens, counts, spam, other), spam, other
