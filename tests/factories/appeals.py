"""Appeals against every kind of decision, and citizens to judge them."""

from articles.models import Article
from comments.actions import appeal_hiding, hide_comment
from comments.models import Comment
from community.actions.appeals import appeal_application, appeal_sanction, give_opinion
from community.actions.ladder import decline_application
from community.models import Appeal, Application, PanelSeat, Sanction, User
from tests.factories.comments import comment
from tests.factories.community import application, citizen, editor, member, moderator, sanction

STATEMENT = "It quotes the piece, and insults nobody."


def citizens(number: int = 3) -> list[User]:
    return [citizen() for _each in range(number)]


def comment_hidden(
    by: User | None = None,
    *,
    author: User | None = None,
    article: Article | None = None,
    spoken: Comment | None = None,
) -> Comment:
    """A comment that a moderator has hidden, with its decision in the log."""
    spoken = spoken or comment(article, by=author or member())
    return hide_comment(spoken, by=by or moderator(), reason="It insults the writer.")


def appeal_about_comment(hidden: Comment | None = None, *, statement: str = STATEMENT) -> Appeal:
    hidden = hidden or comment_hidden()
    assert hidden.author is not None
    return appeal_hiding(hidden, by=hidden.author, statement=statement)


def appeal_about_sanction(imposed: Sanction | None = None) -> Appeal:
    imposed = imposed or sanction(member())
    return appeal_sanction(imposed, by=imposed.user, statement=STATEMENT)


def declined_application(applicant: User | None = None, *, by: User | None = None) -> Application:
    sent = application(applicant)
    return decline_application(sent, by=by or editor(), reason="Read a little more first.")


def appeal_about_application(declined: Application | None = None) -> Appeal:
    declined = declined or declined_application()
    return appeal_application(declined, by=declined.applicant, statement=STATEMENT)


def jurors(appeal: Appeal) -> list[User]:
    """Those who sit and have not answered."""
    seats = PanelSeat.objects.waiting().filter(appeal=appeal).select_related("juror")
    return [seat.juror for seat in seats if seat.juror]


def panel_finds(appeal: Appeal, opinion: str, *, people: int = 2) -> Appeal:
    """As many of the panel say the same."""
    for juror in jurors(appeal)[:people]:
        give_opinion(appeal, by=juror, opinion=opinion, reason=f"{juror.display_name} read it all.")
    appeal.refresh_from_db()
    return appeal
