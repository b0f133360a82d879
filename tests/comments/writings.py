"""A text on its way in, for tests of single checks."""

from articles.models import Article
from comments.actions.text import read_text
from comments.checks import Writing
from community.models import City, User
from tests.factories.comments import discussion
from tests.factories.community import resident


def writing(text: str, *, by: User | None = None, article: Article | None = None) -> Writing:
    words = read_text(text)
    return Writing(
        author=by or resident(),
        discussion=discussion(article),
        city=City.current(),
        text=words.text,
        html=words.html,
        text_hash=words.hash,
    )
