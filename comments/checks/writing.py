"""What the checks look at, and what they say."""

from dataclasses import dataclass

from articles.models import Article
from comments.models import Comment
from community.models import City, User


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A text on its way in; if it is an edit, into ``comment``."""

    author: User
    article: Article
    city: City
    text: str
    html: str
    text_hash: str
    comment: Comment | None = None

    @property
    def is_visitor(self) -> bool:
        """Tell whether a visitor writes who has no role on the staff."""
        return self.author.effective_standing == "visitor" and not self.author.roles


@dataclass(frozen=True)
class Objection:
    """A check holds the text for a moderator, who reads ``reason``."""

    check: str
    reason: str
