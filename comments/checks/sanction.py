"""Whose comments are held by a sanction waits. (Who is silenced has no right to comment at all.)"""

from django.utils.translation import gettext as _

from comments.checks.writing import Finding, Writing
from community.models import Sanction
from community.permissions import active_sanctions

NAME = "sanction"


def check(writing: Writing) -> Finding | None:
    if any(s.kind == Sanction.Kind.HELD for s in active_sanctions(writing.author)):
        return Finding("hold", _("A sanction holds this member’s comments."))
    return None
