"""The ready reasons that a fresh site begins with; editors change them as they like."""

from django.utils.translation import gettext as _

from community.models import ReadyReason

Use = ReadyReason.Use


def default_reasons() -> list[tuple[str, str, str]]:
    """(use, name, text), in the language of the site."""
    return [
        (
            Use.GRANT,
            _("Knows the place"),
            _(
                "Welcome, {name}. You have read along and answered others fairly for a good while; "
                "the city is glad to have you."
            ),
        ),
        (
            Use.GRANT,
            _("Well vouched for"),
            _(
                "Those who vouch for you know you from many conversations here, and what you have "
                "written bears them out. Welcome, {name}."
            ),
        ),
        (
            Use.DECLINE,
            _("Too early"),
            _(
                "We have seen too little of you yet to decide, {name}. Go on reading and answering "
                "as you do, and ask again after {day}."
            ),
        ),
        (
            Use.DECLINE,
            _("Tone towards others"),
            _(
                "Several of your comments went for the person and left their argument standing. "
                "The charter asks for the opposite. Show us that, and ask again after {day}."
            ),
        ),
        (
            Use.DECLINE,
            _("Statement says nothing"),
            _(
                "Your statement does not tell who you are or what brings you here, and that is "
                "what others go by. Write it in your own words, and ask again after {day}."
            ),
        ),
        (
            Use.ASK,
            _("What brings you here"),
            _("{name}, what brought you to this place, and what would you like to see here?"),
        ),
        (
            Use.ASK,
            _("About an earlier quarrel"),
            _("There was a quarrel that you had a part in. How do you see it today?"),
        ),
        (
            Use.WARNING,
            _("Argument, not person"),
            _("You went for a person here. Please answer what was said; nothing else follows now."),
        ),
        (
            Use.HELD,
            _("To be read first"),
            _("After several comments that had to be hidden, yours are read before they appear."),
        ),
        (
            Use.SILENCED,
            _("A pause"),
            _("You went on after a warning. Take a pause from writing; reading stays open to you."),
        ),
        (
            Use.SUSPENDED,
            _("A longer pause"),
            _("Earlier sanctions have changed nothing. You may come back when this one is over."),
        ),
        (
            Use.BANNED,
            _("Advertising only"),
            _("This account has been used for advertising alone. There is no room for that here."),
        ),
    ]
