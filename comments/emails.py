"""The words of the mails about comments."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from comments.models import Comment, Decision
from community.emails.delivery import write
from community.models import User


def answer_letter(comment: Comment, reader: User) -> EmailMessage:
    return letter("comment_answered", f"answer.{comment.uuid}", comment, reader)


def decision_letter(comment: Comment, author: User, decision: Decision) -> EmailMessage:
    is_hidden = decision.kind == Decision.Kind.HIDDEN
    name = "comment_hidden" if is_hidden else "comment_published"
    return letter(name, f"decision.{decision.pk}", comment, author)


def letter(name: str, about: str, comment: Comment, reader: User) -> EmailMessage:
    """Return the mail; its Message-ID follows from what it tells, so a second copy can be told."""
    context = {
        "comment": comment,
        "reader": reader,
        "article": comment.discussion.article,
        "link": f"{settings.SITE_URL}{comment.get_absolute_url()}",
    }
    subject = " ".join(render_to_string(f"emails/{name}.subject.txt", context).split())
    text = render_to_string(f"emails/{name}.txt", context)
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return write(reader.email, subject, text, f"<{about}@{host}>")
