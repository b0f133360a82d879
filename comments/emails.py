"""The letters about comments; nothing is sent from here."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from articles.html import disclosed, has_paid_links, note_on_paid_links
from articles.models import Publication
from comments.models import Comment, Decision, Telling
from community.emails.composing import compose, one_click, ways_out
from community.html import absolute, absolute_html, safe
from community.models import User

MOST_QUOTED = 20  # comments in a daily letter; the others are counted


def telling_letter(telling: Telling, token: str) -> EmailMultiAlternatives:
    """Tell of one comment; ``token`` ends letters of this kind."""
    comment = telling.comment
    letter = compose(
        telling.kind,
        telling.user,
        about=f"{comment.uuid}.{telling.pk}",
        **told(comment),
        **ways_out(token),
    )
    letter.extra_headers |= one_click(token)
    return letter


def daily_letter(
    user: User, day: date, tellings: Sequence[Telling], token: str
) -> EmailMultiAlternatives:
    """Tell of all that came in a day; ``token`` ends the daily letter."""
    quoted = sorted(
        tellings[:MOST_QUOTED], key=lambda one: (one.comment.discussion_id, one.comment.created_at)
    )
    letter = compose(
        "comments_daily",
        user,
        about=f"{day.isoformat()}.{user.pk}",
        count=len(tellings),
        more=max(len(tellings) - MOST_QUOTED, 0),
        threads=[
            (discussion.article, [told_shortly(one) for one in those])
            for discussion, those in groupby(quoted, lambda one: one.comment.discussion)
        ],
        **ways_out(token),
    )
    letter.extra_headers |= one_click(token)
    return letter


def decision_letter(comment: Comment, author: User, decision: Decision) -> EmailMultiAlternatives:
    is_hidden = decision.kind in (Decision.Kind.HIDDEN, Decision.Kind.SPAM)
    name = "comment_hidden" if is_hidden else "comment_published"
    # Only the author sees it, once signed in.
    way = urlencode({"next": comment.get_absolute_url()})
    place = absolute(f"{reverse('account_login')}?{way}")
    return compose(name, author, about=f"decision.{decision.pk}", place=place, **told(comment))


def told(comment: Comment) -> dict[str, object]:
    """What a letter says of a comment; paid links in it are marked, and the note stands by them."""
    publication, address = Publication.current(), absolute(comment.get_absolute_url())
    note = publication.disclosure_note
    html = disclosed(comment.html, publication.paid_links, note_on_paid_links(note))
    article = comment.discussion.article
    return {
        "comment": comment,
        "article": article,
        "html": safe(absolute_html(html, address)),
        "paid_note": note if has_paid_links(html) else "",
        "url": address,
        "passage_url": f"{absolute(article.get_absolute_url())}#{comment.passage_block}",
    }


def told_shortly(telling: Telling) -> dict[str, object]:
    comment = telling.comment
    return {"kind": telling.kind, "comment": comment, "url": absolute(comment.get_absolute_url())}
