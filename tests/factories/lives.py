"""Somebody who has done everything here that leaves a row behind."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from articles.actions import bookmark_article, like_article, second_proposal, vote_on_proposal
from articles.models import Article, Author, Picture, Revision
from comments.actions import (
    claim_comment,
    edit_comment,
    follow_discussion,
    hide_comment,
    like_comment,
    mark_constructive,
    post_comment,
    report_comment,
)
from comments.models import Comment
from community.actions.appeals import appeal_sanction, decide_appeal
from community.actions.desk import look_at_application
from community.actions.ladder import (
    ask_in_hearing,
    decline_application,
    endorse_application,
    keep_application_draft,
    submit_application,
)
from community.actions.mail_settings import choose_mail
from community.actions.profile import change_profile
from community.actions.standing import ban_and_revoke, renounce_standing, return_standing
from community.models import (
    AppealParty,
    Application,
    BallotVoter,
    MailKind,
    Notice,
    PanelSeat,
    QuizAttempt,
    Role,
    Standing,
    Subscriber,
    User,
)
from tests.factories.appeals import appeal_about_sanction
from tests.factories.articles import author, picture, published_article
from tests.factories.ballots import open_ballot
from tests.factories.comments import comment, held_comment
from tests.factories.community import (
    application,
    charter,
    charter_in_force,
    citizen,
    editor,
    meets_requirements,
    member,
    passed_quiz,
    resident,
    sanction,
    shows,
)
from tests.factories.readers import correction, suggested_correction
from tests.factories.town_hall import open_proposal, proposal

WORD = "quagmire"  # in everything that they write of their own
HANDLE, NAME = "adalbert-quill", "Adalbert Quillfeather"
EMAIL, BIO = "adalbert@inkwell.example", "Winds seventeen clocks on Sundays."


@dataclass
class Life:
    """The member, and what others have of them."""

    member: User
    shown: Comment
    answered: Comment
    naming: Comment
    liked: Comment
    piece: Article


def whole_life() -> Life:
    """A citizen and editor with a row in every relation to an account."""
    charter(young_city=10)
    ada = citizen(NAME, handle=f"{HANDLE}-before", email=EMAIL, bio=BIO)
    change_profile(ada, by=ada, display_name=NAME, handle=HANDLE, bio=BIO)
    ada.picture.save("face.webp", ContentFile(b"RIFF face"))
    piece = published_article("On clocks")
    life = talks(ada, piece)
    reads(ada, piece)
    climbs(ada)
    judges(ada)
    works(ada, piece)
    signs_in(ada)
    return life


def talks(ada: User, piece: Article) -> Life:
    other = citizen("Bystander Bea")
    shown = post_comment(piece, by=ada, text=f"The {WORD} first.")
    edit_comment(shown, by=ada, text=f"The {WORD} as it is.")
    answered = post_comment(piece, by=ada, text=f"A {WORD} that is answered.")
    answer = post_comment(piece, by=other, text="Is that so?", parent=answered)
    post_comment(piece, by=ada, text=f"Yes, {WORD}.", parent=answer)
    naming = post_comment(piece, by=other, text=f"Ask @{HANDLE} about it.")
    liked = comment(piece, by=other)
    like_comment(shown, by=other)
    mark_constructive(answered, by=other)
    like_comment(liked, by=ada)
    mark_constructive(liked, by=ada)
    report_comment(comment(piece), by=ada, reason="abuse", note=f"Such {WORD}.")
    held_comment(piece, by=ada, text=f"A {WORD} that waits.")
    hidden = comment(piece, by=ada, text=f"A {WORD} that was hidden.")
    hide_comment(hidden, by=editor(), reason=f"{NAME} insults the writer.")
    follow_discussion(piece, by=ada)
    return Life(ada, shown, answered, naming, liked, piece)


def reads(ada: User, piece: Article) -> None:
    like_article(piece, by=ada)
    bookmark_article(piece, by=ada)
    suggested = suggested_correction(piece, by=ada, wants_thanks=True)
    suggested.wrong = f"A {WORD} in it."
    suggested.save()
    correction(piece, "The clock has twelve hours.", thanks_to=ada)
    proposal(f"The {WORD} of the clocks", by=ada, why=f"For the {WORD}.")
    second_proposal(proposal("Who winds them?"), by=ada)
    vote_on_proposal(open_proposal("Who pays for them?"), supports=True, by=ada)
    choose_mail(ada, {MailKind.COMMENT_ANSWERED: "daily"})
    Subscriber.objects.create(email=EMAIL.upper(), stories=True)


def climbs(ada: User) -> None:
    """What a citizen has behind them, made up where their standing stands in the way."""
    renounce_standing(ada, by=ada, standing=Standing.CITIZEN, to=Standing.RESIDENT)
    return_standing(ada, by=ada)
    vouched = application()
    endorse_application(vouched, by=ada, words=f"Full of {WORD}.")
    shows(ada, "in_gazette", "in_register")
    ballot, _people = open_ballot(voters=12)
    assert BallotVoter.objects.filter(ballot=ballot, voter=ada).exists()
    heard = ballot.application
    Application.objects.filter(pk=heard.pk).update(state="hearing")
    ask_in_hearing(heard, by=ada, text=f"What of the {WORD}?")
    Application.objects.filter(pk=heard.pk).update(state="ballot", hearing_until=timezone.now())
    User.objects.filter(pk=ada.pk).update(standing=Standing.RESIDENT)
    asked = User.objects.get(pk=ada.pk)
    meets_requirements(asked)
    passed_quiz(asked, charter_in_force())
    sent = submit_application(
        asked, charter=charter_in_force(), statement=f"I live for the {WORD}."
    )
    endorse_application(sent, by=citizen(), words=f"{NAME} is kind.")
    User.objects.filter(pk=ada.pk).update(standing=Standing.CITIZEN)


def judges(ada: User) -> None:
    imposed = sanction(ada, "warning")
    appeal_sanction(imposed, by=ada, statement=f"It was the {WORD}.")
    others = appeal_about_sanction()
    seat = PanelSeat.objects.filter(appeal=others, juror=ada).first()
    if seat is None:  # the lot fell on others
        taken = PanelSeat.objects.filter(appeal=others)[0]
        PanelSeat.objects.filter(pk=taken.pk).update(juror=ada)
    AppealParty.objects.create(appeal=appeal_about_sanction(), user=ada, part="wrote")


def works(ada: User, piece: Article) -> None:
    """As an editor; what came of it is the publication's."""
    ada.groups.add(Group.objects.get_or_create(name=Role.EDITOR)[0])
    ada.is_staff = True
    ada.standing = Standing.CITIZEN
    ada.save(update_fields=["is_staff", "standing"])
    works_at_desk(User.objects.get(pk=ada.pk), piece)


def works_at_desk(ada: User, piece: Article) -> None:
    hide_comment(comment(piece), by=ada, reason="It insults.")
    claim_comment(held_comment(piece), by=ada)
    sanction(member(), "warning", by=ada)
    ban_and_revoke(resident(), by=ada, reason="Threats.")
    look_at_application(application(member()), by=ada)
    declined = application(member())
    endorse_application(declined, by=resident())
    decline_application(declined, by=ada, reason="Read a little more.")
    passed_on = appeal_about_sanction()
    passed_on.state, passed_on.passed_at = "editor", timezone.now()
    passed_on.save()
    decide_appeal(passed_on, by=ada, outcome="dismissed", reason="It stands.")
    Article.objects.filter(pk=piece.pk).update(created_by=ada)
    Revision.objects.create(article=piece, fields={}, by=ada, what="saved")
    made = correction(piece, "Noon is at twelve.", by=ada)
    made.withdrawn_by, made.withdrawn_at, made.withdrawn_because = ada, timezone.now(), "It is not."
    made.save()
    answered = proposal("Whose clock is it?")
    answered.answers.create(kind="word", words="We shall see.", by=ada)
    decided = suggested_correction(piece)
    decided.state, decided.decided_at, decided.decided_by = "answered", timezone.now(), ada
    decided.answer = "No."
    decided.save()
    Author.objects.filter(pk=author("The Night Desk").pk).update(user=ada)
    Picture.objects.filter(pk=picture().pk).update(uploaded_by=ada)
    LogEntry.objects.create(
        user=editor(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(ada.pk),
        object_repr=str(ada),
        action_flag=CHANGE,
    )
    LogEntry.objects.create(user=ada, object_repr="Something", action_flag=CHANGE)


def signs_in(ada: User) -> None:
    browser = Client()
    browser.force_login(ada)
    browser.get("/community/me/")
    UserSession.objects.create(
        user=ada, ip="192.0.2.7", user_agent="Lynx", session_key=browser.session.session_key
    )
    keep_application_draft(ada, statement=f"My {WORD} begins.")
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={"secret": "sealed"})
    Notice.objects.create(user=resident(), kind="ballot_opened", names=ada, facts={"name": NAME})
    QuizAttempt.objects.get_or_create(
        user=ada, charter=charter_in_force(), day=timezone.localdate()
    )
