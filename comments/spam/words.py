"""Why the model says so, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.spam.model import Verdict

REASONS = 5
SHAPES = {
    "s:capitals": gettext_lazy("many capitals"),
    "s:shouted": gettext_lazy("words in capitals"),
    "s:prices": gettext_lazy("prices or per cent"),
    "s:calls": gettext_lazy("several exclamation marks"),
    "s:number": gettext_lazy("a long number"),
    "s:digits": gettext_lazy("many digits"),
    "s:linked": gettext_lazy("a link"),
    "s:links": gettext_lazy("several links"),
    "s:mostly links": gettext_lazy("hardly anything but links"),
    "s:short": gettext_lazy("a few words only"),
    "s:long": gettext_lazy("a long text"),
    "a:visitor": gettext_lazy("the author is a visitor"),
    "a:resident": gettext_lazy("the author is a resident"),
    "a:citizen": gettext_lazy("the author is a citizen"),
    "a:first day": gettext_lazy("the account is a day old"),
    "a:first week": gettext_lazy("the account is some days old"),
    "a:first month": gettext_lazy("the account is some weeks old"),
    "a:older account": gettext_lazy("the account is older than a month"),
    "a:none published": gettext_lazy("the author has no published comment"),
    "a:few published": gettext_lazy("the author has one or two published comments"),
    "a:some published": gettext_lazy("the author has several published comments"),
    "a:many": gettext_lazy("the author has ten or more published comments"),
}


def explain(verdict: Verdict) -> str:
    """Return the strongest reasons either way: “Like spam: …. Unlike: ….”; "" without any."""
    like, unlike = named(verdict.like), named(verdict.unlike)
    if like and unlike:
        return _("Like spam: %(like)s. Unlike: %(unlike)s.") % {"like": like, "unlike": unlike}
    if like:
        return _("Like spam: %(like)s.") % {"like": like}
    return _("Unlike spam: %(unlike)s.") % {"unlike": unlike} if unlike else ""


def named(marks: Sequence[str]) -> str:
    """Name the first few; a word is left out where a pair with it is named."""
    chosen: list[str] = []
    said: set[str] = set()
    for mark in sorted(marks[: 4 * REASONS], key=lambda mark: mark[0] != "p"):
        if mark[0] == "w" and mark[2:] in said:
            continue
        if mark[0] == "p":
            said.update(mark[2:].split())
        chosen.append(mark)
    chosen.sort(key=marks.index)
    return ", ".join(name(mark) for mark in chosen[:REASONS])


def name(mark: str) -> str:
    if mark in SHAPES:
        return str(SHAPES[mark])
    if mark.startswith("h:"):
        return _("a link to %s") % mark[2:]
    return f"“{mark[2:]}”"
