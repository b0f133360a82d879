"""The same words in several places. (Under the same parent they are one comment anyway.)"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.checks.writing import Finding, Writing
from comments.models import Comment

NAME = "repeated"
SHORT = 40  # characters; "Thank you, I did not know that." may be said twice
LOOK_BACK = timedelta(days=30)
OTHERS = 2


def check(writing: Writing) -> Finding | None:
    if len(writing.text) < SHORT:
        return None
    same = Comment.objects.filter(
        text_hash=writing.text_hash, created_at__gt=timezone.now() - LOOK_BACK
    )
    if writing.comment is not None:
        same = same.exclude(pk=writing.comment.pk)
    authors = list(same.values_list("author", flat=True)[:50])
    if writing.author.pk in authors:
        return Finding("hold", _("The author has written the same text elsewhere."))
    if len(set(authors)) >= OTHERS:
        return Finding("hold", _("Others have written the same text."))
    return None
