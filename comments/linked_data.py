"""What a discussion says of itself to machines, in the words of schema.org: what a stranger sees.

A tombstone says nothing; what answers it stands with what is shown above.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.linked_data import LONGEST_HEADLINE, Node, filled, graph, organization, person
from articles.models import Article, Publication
from comments.addresses import beginning
from comments.branch import Branch
from comments.pages import ThreadPage, address_of_page
from comments.thread import Row
from comments.tree import DEEPEST, everything
from community.html import absolute, json_block, plain_text


def discussion_data(article: Article, page: ThreadPage, publication: Publication) -> str:
    """The page of a discussion as a block; nothing where nobody has said anything."""
    said = comments_of(page.top)
    if not said:
        return ""
    address = absolute(address_of_page(article, page.order, page.number))
    writers = [person(author) for author in article.authors.all()]
    return json_block(
        graph(
            filled(
                type="DiscussionForumPosting",
                id=f"{address}#discussion",
                url=address,
                headline=headline(article.question or article.title),
                text=article.question or article.title,
                author=writers or [organization(publication)],
                datePublished=when(article.published_at),
                sharedContent=shared(article),
                about={"@id": f"{absolute(article.get_absolute_url())}#article"},
                comment=said,
            )
        )
    )


def branch_data(branch: Branch, article: Article) -> str:
    """A branch as a block, whose posting is its first comment; nothing below a tombstone."""
    if not branch.comment.is_shown:
        return ""
    row, address = branch.comment, absolute(reverse("comments:thread", args=[branch.comment.pk]))
    posting = spoken(row) | filled(
        type="DiscussionForumPosting",
        id=address,
        url=address,
        headline=headline(
            _("%(name)s on “%(title)s”") % {"name": row.name, "title": article.title}
        ),
        isPartOf=shared(article),
        comment=comments_of(branch.answers),
    )
    return json_block(graph(posting))


def shared(article: Article) -> Node:
    return filled(type="WebPage", name=article.title, url=absolute(article.get_absolute_url()))


def headline(words: str) -> str:
    return Truncator(words).chars(LONGEST_HEADLINE)


def comments_of(rows: Iterable[Row], level: int = 1) -> list[Node]:
    """What is shown; from the sixth level on the rest stands flat there, as on the page."""
    said = list[Node]()
    for row in rows:
        is_deepest = level == DEEPEST
        below = [] if is_deepest else comments_of(row.answers, level + 1)
        if row.is_shown:
            said.append(spoken(row) | filled(type="Comment", comment=below))
        else:
            said += below
        if is_deepest:
            said += [
                spoken(answer) | filled(type="Comment")
                for answer in everything(row.answers)
                if answer.is_shown
            ]
    return said


def spoken(row: Row) -> Node:
    likes = row.like_count
    return filled(
        text=plain_text(row.html),
        author=[writer(row)],
        datePublished=when(row.published_at or row.created_at),
        dateModified=when(row.edited_at),
        url=absolute(f"{beginning('comments:comment', 0)}{row.pk}/"),
        interactionStatistic=[counter("LikeAction", likes)] if likes else [],
    )


def writer(row: Row) -> Node:
    page = f"{beginning('community:member', 'x')}{row.handle}/" if row.handle else ""
    return filled(type="Person", name=row.name, url=absolute(page))


def counter(action: str, number: int) -> Node:
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": action},
        "userInteractionCount": number,
    }


def when(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
