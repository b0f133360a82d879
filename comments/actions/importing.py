"""Take comments over from an archive, in bulk, and tell nobody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from articles.models import Article
from comments.best import best_score
from comments.html import LONGEST, text_hash, tidy_text
from comments.models import Comment, Discussion
from comments.models.comment import CommentQuerySet
from community.html import comment_html
from community.models import User


@dataclass(frozen=True, kw_only=True)
class ImportedComment:
    """One comment of an archive.

    ``source`` names it for ever and among all archives ("<feed or site>#comment-12"); importing
    the same source again changes nothing. ``parent_source`` is another comment's source, of this
    call or an earlier one, under the same article; one that is nowhere puts the comment at the top.
    ``text`` is Markdown; it is tidied, cut at 10,000 characters, rendered and cleaned here.
    ``author`` or ``guest_name`` says who wrote it; ``guest_email`` is kept as a keyed hash only.
    ``state`` is published, held or spam. ``at`` is aware.
    """

    source: str
    article: Article
    text: str
    at: datetime
    parent_source: str = ""
    author: User | None = None
    guest_name: str = ""
    guest_email: str = ""
    state: str = Comment.State.PUBLISHED
    is_demo: bool = False


@dataclass(frozen=True)
class ImportReport:
    """What came of it: new ones, those known from before, and doubled and empty ones left out."""

    made: int = 0
    known: int = 0
    doubled: int = 0
    empty: int = 0


def guest_key(email: str) -> str:
    """Return the keyed SHA-256 of an address, by which its owner may claim comments later."""
    address = email.strip().lower()
    return salted_hmac("comments.guest", address, algorithm="sha256").hexdigest() if address else ""


def import_comments(rows: Iterable[ImportedComment]) -> ImportReport:
    """Write ``rows``, parents in any order, and set the counters of their discussions anew.

    One transaction and a few queries for any number of rows; give it some thousands at a time, and
    never an answer before the call that holds its parent. No checks, notices, mails or decisions,
    and nothing counts towards a requirement. ``Discussion`` rows are made as needed, open.
    """
    fresh = {row.source: row for row in rows}
    with transaction.atomic():
        known = find_known(fresh.values())
        wanted = [row for row in fresh.values() if row.source not in known]
        discussions = make_discussions(wanted)
        report, made = Importer(known, discussions).write(wanted)
        recount({comment.discussion_id for comment in made})
    return ImportReport(made=len(made), known=len(fresh) - len(wanted), **report)


def close_imported_discussions(articles: Iterable[Article]) -> int:
    """Close the discussions of articles that an archive closed; return how many there are.

    For articles that were taken in just now: a mode that somebody set here is not touched.
    """
    closed = [Discussion(article=article, mode=Discussion.Mode.CLOSED) for article in articles]
    return len(Discussion.objects.bulk_create(closed, batch_size=500, ignore_conflicts=True))


def find_known(rows: Iterable[ImportedComment]) -> dict[str, Comment]:
    """Comments that are here already, by source: of ``rows`` and of their parents."""
    sources = {row.source for row in rows} | {row.parent_source for row in rows} - {""}
    here = Comment.objects.filter(imported_from__in=sources).only(
        "pk", "depth", "imported_from", "discussion_id", "root_id"
    )
    return {comment.imported_from: comment for comment in here}


def make_discussions(rows: Sequence[ImportedComment]) -> dict[int, Discussion]:
    """Return the discussions of the rows' articles by the article's key, making those missing."""
    articles = {row.article.pk for row in rows}
    new = [Discussion(article_id=pk) for pk in articles]
    Discussion.objects.bulk_create(new, ignore_conflicts=True)
    return {d.article_id: d for d in Discussion.objects.filter(article__in=articles)}


class Importer:
    """Writes rows level by level, because an answer needs its parent's key."""

    def __init__(self, known: dict[str, Comment], discussions: dict[int, Discussion]) -> None:
        self.known = known
        self.discussions = discussions
        self.said: set[tuple[object, ...]] = set()
        self.left = {"doubled": 0, "empty": 0}
        self.made: list[Comment] = []

    def write(self, rows: Sequence[ImportedComment]) -> tuple[dict[str, int], list[Comment]]:
        self.remember_said(rows)
        for level in levels(rows):
            batch = [comment for row in level if (comment := self.comment(row))]
            Comment.objects.bulk_create(batch, batch_size=500)
            self.known.update((comment.imported_from, comment) for comment in batch)
            self.made += batch
        return self.left, self.made

    def remember_said(self, rows: Sequence[ImportedComment]) -> None:
        """Learn what members among the authors have said there, so that no text comes twice."""
        authors = {row.author.pk for row in rows if row.author}
        if authors:
            said = Comment.objects.filter(
                author__in=authors, discussion__in=self.discussions.values()
            )
            keys = said.exclude(state=Comment.State.DELETED).values_list(
                "discussion", "parent", "author", "text_hash"
            )
            self.said = set(keys)

    def comment(self, row: ImportedComment) -> Comment | None:
        """Return the unsaved comment; None, and counted, for one without text or said before."""
        text = tidy_text(row.text)[:LONGEST]
        discussion = self.discussions[row.article.pk]
        parent = self.known.get(row.parent_source)
        if parent is not None and parent.discussion_id != discussion.pk:
            parent = None
        text_key = text_hash(text)
        key = (discussion.pk, parent and parent.pk, row.author and row.author.pk, text_key)
        if not text:
            self.left["empty"] += 1
            return None
        if row.author and key in self.said:
            self.left["doubled"] += 1
            return None
        self.said.add(key)
        return Comment(
            discussion=discussion,
            parent=parent,
            root_id=parent.top_pk if parent else None,
            depth=parent.depth + 1 if parent else 1,
            author=row.author,
            guest_name=row.guest_name[:120] if not row.author else "",
            guest_key=guest_key(row.guest_email) if not row.author else "",
            text=text,
            html=comment_html(text),
            text_hash=text_key,
            state=row.state,
            held_by="archive" if row.state != Comment.State.PUBLISHED else "",
            score=best_score(0, row.at),
            created_at=row.at,
            published_at=row.at if row.state == Comment.State.PUBLISHED else None,
            imported_from=row.source,
            is_demo=row.is_demo,
        )


def levels(rows: Sequence[ImportedComment]) -> Iterable[list[ImportedComment]]:
    """Yield the rows so that parents come before their answers; a circle stands at the top."""
    sources = {row.source for row in rows}
    answers = defaultdict[str, list[ImportedComment]](list)
    for row in rows:
        answers[row.parent_source if row.parent_source in sources else ""].append(row)
    level, waiting = answers.pop("", []), {row.source: row for row in rows}
    while waiting:
        if not level:
            level = [next(iter(waiting.values()))]
        yield level
        for row in level:
            del waiting[row.source]
        level = [a for row in level for a in answers.pop(row.source, []) if a.source in waiting]


def recount(discussions: Iterable[int]) -> None:
    """Set counter and time of the newest from the rows, and count the answers."""
    recount_discussions(discussions)
    recount_answers(Comment.objects.filter(discussion__in=list(discussions)))


def recount_discussions(discussions: Iterable[int]) -> None:
    shown = Comment.objects.filter(discussion=OuterRef("pk")).published().order_by()
    counted = shown.values("discussion").annotate(count=Count("pk"), newest=Max("published_at"))
    Discussion.objects.filter(pk__in=list(discussions)).update(
        published_count=Coalesce(Subquery(counted.values("count")), 0),
        last_comment_at=Subquery(counted.values("newest")),
    )


def recount_answers(comments: CommentQuerySet) -> None:
    """Count the published answers below each comment at the top anew."""
    # The state is no condition of the query, so that SQLite looks for the thread and not for it.
    shown = Count("pk", filter=Q(state=Comment.State.PUBLISHED))
    below = Comment.objects.filter(root=OuterRef("pk")).order_by().values("root")
    counted = below.annotate(count=shown).values("count")
    comments.at_the_top().update(answer_count=Coalesce(Subquery(counted), 0))
