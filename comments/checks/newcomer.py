"""A visitor's comments wait until enough of them have been approved."""

from django.utils.translation import gettext as _

from comments.checks.writing import Finding, Writing

NAME = "newcomer"


def check(writing: Writing) -> Finding | None:
    asked = writing.city.comments_before_trust
    if not writing.is_visitor or writing.published >= asked:
        return None
    return Finding("hold", _("A newcomer: none or too few of their comments have been approved."))
