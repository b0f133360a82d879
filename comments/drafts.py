"""A text that waits in the session until its writer has signed in."""

from typing import NotRequired, TypedDict

from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from comments.html import LONGEST, NO_PASSAGE, Passage, tidy_text
from comments.models import Comment

KEY = "comment_draft"


class Draft(TypedDict):
    """``at`` is when it was kept, in seconds of Unix time; drafts from before lack the last two."""

    article: str
    parent: int | None
    text: str
    passage: NotRequired[tuple[str, str]]
    at: NotRequired[int]


def keep_draft(
    request: HttpRequest,
    article: Article,
    text: str,
    parent: Comment | None,
    passage: Passage = NO_PASSAGE,
) -> None:
    """Keep the one text that waits, at most as long as a comment may be."""
    draft = Draft(
        article=str(article.uuid),
        parent=parent.pk if parent else None,
        text=tidy_text(text)[:LONGEST],
        passage=(passage.block, passage.text),
        at=int(timezone.now().timestamp()),
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


def passage_of(draft: Draft) -> Passage:
    """The passage that the waiting text quotes, or none."""
    return Passage(*draft.get("passage", ("", "")))


def forget_draft(request: HttpRequest, article: Article) -> None:
    if waiting_draft(request, article):
        del request.session[KEY]
