"""The quiz of a fresh site: what it means to live by the first charter. Editors write their own."""

from django.utils.translation import gettext as _


def default_quiz() -> list[list[str]]:
    """Return questions, each with its right answer first and others behind it."""
    return [*on_the_discussion(), *on_the_city()]


def on_the_discussion() -> list[list[str]]:
    return [
        [
            _("Somebody argues against a point that an article does not make. What do you do?"),
            _("Read the passage again and quote it when I answer."),
            _("Answer as sharply, so that it is even."),
            _("Report the comment as a falsehood."),
        ],
        [
            _("You disagree with a writer whose earlier pieces you disliked. What counts?"),
            _("What the piece at hand says, and whether it holds."),
            _("What the writer got wrong before."),
            _("How many other readers dislike the writer."),
        ],
        [
            _("You find that a comment of yours was wrong. What do you do?"),
            _("Say so in the same place, where those who read it will see it."),
            _("Delete it and hope that nobody remembers."),
            _("Leave it; later comments will bury it."),
        ],
        [
            _("May you keep a second account to agree with yourself?"),
            _("No. I use one name here and stand by what I say under it."),
            _("Yes, if both are polite."),
            _("Yes, as long as nobody notices."),
        ],
        [
            _("What is a constructive mark for?"),
            _("A comment that moved the discussion on, whether I agree with it or not."),
            _("A comment that says what I think."),
            _("A comment by somebody who marked mine."),
        ],
        [
            _("When do you report a comment?"),
            _("When it breaks the rules, and I can say which."),
            _("When it is wrong and I have no time to answer."),
            _("When its author annoyed me elsewhere."),
        ],
        [
            _("Before you write under an article, what have you promised?"),
            _("To read it first, and to answer what was said."),
            _("To write at least one comment a day."),
            _("To agree with its writer in public."),
        ],
    ]


def on_the_city() -> list[list[str]]:
    return [
        [
            _("A moderator has hidden a comment of yours and you think that wrong. What now?"),
            _("Object once, with reasons; others than the moderator decide."),
            _("Post it again under another article."),
            _("Ask friends to report the moderator’s comments."),
        ],
        [
            _("An applicant is a friend of yours, and you vouched for them. May you vote?"),
            _("No. Who vouches does not decide."),
            _("Yes, if I abstain from the discussion."),
            _("Yes, friends know best."),
        ],
        [
            _("How does a citizen vote on an application?"),
            _("In secret, once, and the vote is final."),
            _("In the open, with a reason that all can read."),
            _("As often as one likes until the close."),
        ],
        [
            _("You are drawn for a panel on somebody you quarrel with. What now?"),
            _("Give the seat back, so that somebody else is drawn."),
            _("Judge them; a lot is a lot."),
            _("Keep the seat and say nothing until it lapses."),
        ],
        [
            _("What does the city’s record show of a decision?"),
            _("That it was made, when, and by which rule; reasons and people may be forgotten."),
            _("Nothing; decisions are between the editors and the member."),
            _("Everything, names and addresses among it, for ever."),
        ],
    ]
