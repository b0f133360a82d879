"""A visitor's comments wait until enough of them have been approved."""

from django.utils.translation import gettext as _

from comments.checks.writing import Writing
from comments.models import Comment

NAME = "newcomer"


def check(writing: Writing) -> str:
    if not writing.is_visitor or not writing.city.comments_before_trust:
        return ""
    published = Comment.objects.filter(author=writing.author).published().count()
    if published >= writing.city.comments_before_trust:
        return ""
    return _("A newcomer: none or too few of their comments have been approved.")
