"""A text that waits in the session until its writer has signed in."""

from typing import TypedDict

from django.http import HttpRequest

from articles.models import Article
from comments.html import LONGEST, tidy_text
from comments.models import Comment

KEY = "comment_draft"


class Draft(TypedDict):
    article: str
    parent: int | None
    text: str


def keep_draft(request: HttpRequest, article: Article, text: str, parent: Comment | None) -> None:
    """Keep the one text that waits, at most as long as a comment may be."""
    draft = Draft(
        article=str(article.uuid),
        parent=parent.pk if parent else None,
        text=tidy_text(text)[:LONGEST],
    )
    request.session[KEY] = draft


def waiting_draft(request: HttpRequest, article: Article) -> Draft | None:
    """Return the text that waits for this article, if the reader is signed in.

    Signed-out pages are the same for everybody, so they never look.
    """
    if not request.user.is_authenticated:
        return None
    draft: Draft | None = request.session.get(KEY)
    return draft if draft and draft.get("article") == str(article.uuid) else None


def forget_draft(request: HttpRequest, article: Article) -> None:
    if waiting_draft(request, article):
        del request.session[KEY]
