"""The requirements in sentences: as a demand on anybody, and as progress in the second person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def demand(name: str, needed: int, window: int = 0) -> str:
    """ "10 articles read": what is asked, of anybody."""
    words = {
        "verified_email": _("a confirmed e-mail address"),
        "account_days": ngettext(
            "an account for %(needed)d day", "an account for %(needed)d days", needed
        ),
        "standing_days": ngettext(
            "%(needed)d day of living in the city",
            "%(needed)d days of living in the city",
            needed,
        ),
        "articles_opened": ngettext("%(needed)d article read", "%(needed)d articles read", needed),
        "opened_days": ngettext(
            "reading on %(needed)d day", "reading on %(needed)d different days", needed
        ),
        "active_days": ngettext(
            "a piece opened or a comment published on %(needed)d of the last %(window)d days",
            "a piece opened or a comment published on %(needed)d of the last %(window)d days",
            needed,
        ),
        "comments": ngettext(
            "%(needed)d published comment", "%(needed)d published comments", needed
        ),
        "comment_articles": ngettext(
            "comments on %(needed)d article", "comments on %(needed)d different articles", needed
        ),
        "constructive_people": ngettext(
            "%(needed)d person who marked a comment of yours constructive",
            "%(needed)d people who marked comments of yours constructive",
            needed,
        ),
        "clean_days": ngettext(
            "no sanction in force within %(needed)d day",
            "no sanction in force within %(needed)d days (warnings do not count)",
            needed,
        ),
    }
    return words[name] % {"needed": needed, "window": window}


def sentence(name: str, needed: int, have: int, window: int = 0) -> str:
    """ "You have read 7 of 10 articles.": how far somebody has come."""
    if name == "verified_email":
        return _("Your e-mail address is confirmed.") if have else _("Confirm your e-mail address.")
    if name == "clean_days":
        return clean_sentence(needed, have)
    return days_sentence(name, needed) % {"needed": needed, "have": have, "window": window}


def days_sentence(name: str, needed: int) -> str:
    words = {
        "account_days": ngettext(
            "You have been here for %(have)d of %(needed)d day.",
            "You have been here for %(have)d of %(needed)d days.",
            needed,
        ),
        "standing_days": ngettext(
            "You have lived in the city for %(have)d of %(needed)d day.",
            "You have lived in the city for %(have)d of %(needed)d days.",
            needed,
        ),
        "articles_opened": ngettext(
            "You have read %(have)d of %(needed)d article.",
            "You have read %(have)d of %(needed)d articles.",
            needed,
        ),
        "opened_days": ngettext(
            "You have come to read on %(have)d of %(needed)d day.",
            "You have come to read on %(have)d of %(needed)d days.",
            needed,
        ),
        "active_days": ngettext(
            "In the last %(window)d days you have taken part on %(have)d of %(needed)d day.",
            "In the last %(window)d days you have taken part on %(have)d of %(needed)d days.",
            needed,
        ),
        "comments": ngettext(
            "You have had %(have)d of %(needed)d comment published.",
            "You have had %(have)d of %(needed)d comments published.",
            needed,
        ),
        "comment_articles": ngettext(
            "You have commented on %(have)d of %(needed)d article.",
            "You have commented on %(have)d of %(needed)d different articles.",
            needed,
        ),
        "constructive_people": ngettext(
            "%(have)d of %(needed)d person has found a comment of yours constructive.",
            "%(have)d of %(needed)d people have found a comment of yours constructive.",
            needed,
        ),
    }
    return words[name]


def clean_sentence(needed: int, have: int) -> str:
    if have >= needed:
        words = _("Nothing has stood against you in the last %(needed)d days.")
        return words % {"needed": needed}
    left = needed - have
    if not have:
        words = ngettext(
            "A sanction counts against you until %(left)d day after its end.",
            "A sanction counts against you until %(left)d days after its end.",
            left,
        )
    else:
        words = ngettext(
            "An earlier sanction counts against you for %(left)d more day.",
            "An earlier sanction counts against you for %(left)d more days.",
            left,
        )
    return words % {"left": left}
