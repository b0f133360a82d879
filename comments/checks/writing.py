"""What the checks look at, and what they say."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from django.utils import timezone

from comments.html.folding import fold_text
from comments.models import Comment, Discussion
from comments.spam import Author
from community.html import plain_text
from community.models import City, User

MANY = 10
Weight = Literal["passed", "remark", "hold", "spam"]


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A text on its way in; if it is an edit, into ``comment``."""

    author: User
    discussion: Discussion
    city: City
    text: str
    html: str
    text_hash: str
    comment: Comment | None = None

    @property
    def is_visitor(self) -> bool:
        """Tell whether a visitor writes who has no role on the staff."""
        return self.author.effective_standing == "visitor" and not self.author.roles

    @cached_property
    def published(self) -> int:
        """How many comments of the author are shown, counted up to what the city asks, or ten."""
        most = max(MANY, self.city.comments_before_trust)
        shown = Comment.objects.filter(author=self.author).published().order_by()
        return shown.values("pk")[:most].count()

    @cached_property
    def folded(self) -> str:
        return fold_text(plain_text(self.html))

    @property
    def author_so_far(self) -> Author:
        """What the spam model is told about the author."""
        days = (timezone.now() - self.author.created_at).days
        return Author(self.author.effective_standing, days, min(self.published, MANY))


@dataclass(frozen=True)
class Finding:
    """What a check says: ``remark`` shows the comment but points it out, ``hold`` lets it wait for
    a moderator, ``spam`` is certain; ``words`` are a sentence for moderators."""

    weight: Weight
    words: str


@dataclass(frozen=True)
class Objection:
    """A check holds the text for a moderator, who reads ``reason``."""

    check: str
    reason: str


@dataclass
class Outcome:
    """What all checks found, in their order."""

    findings: list[tuple[str, Finding]] = field(default_factory=list)
    spam_score: float | None = None

    @property
    def objection(self) -> Objection | None:
        """The finding that decides: that it is spam for certain, else the first that holds."""
        held = [(name, found) for name, found in self.findings if found.weight in ("hold", "spam")]
        held.sort(key=lambda each: each[1].weight != "spam")
        return Objection(held[0][0], held[0][1].words) if held else None

    @property
    def is_spam(self) -> bool:
        return any(found.weight == "spam" for _name, found in self.findings)

    def mark(self, comment: Comment) -> list[str]:
        """Put it on the (unsaved) comment; return the fields that were set.

        A comment that waits already goes on waiting, whatever is found now.
        """
        objection = self.objection
        comment.checks = [
            {"check": name, "verdict": found.weight, "words": found.words}
            for name, found in self.findings
        ]
        comment.spam_score = self.spam_score
        if objection is not None:
            comment.state = Comment.State.SPAM if self.is_spam else Comment.State.HELD
            comment.held_by, comment.held_reason = objection.check, objection.reason[:300]
        has_remarks = any(found.weight == "remark" for _name, found in self.findings)
        comment.is_suspicious = comment.is_published and has_remarks
        return ["checks", "spam_score", "is_suspicious", "state", "held_by", "held_reason"]
