"""Editors answer in public, decide, and link the piece that came of a proposal."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.changes import tell_article_changed
from articles.actions.corrections import words_of
from articles.actions.proposals.locking import lock_proposal, settle, tell_author
from articles.models import Article, Proposal, ProposalAnswer
from articles.permissions import can_publish, is_authors
from community.errors import AlreadyDecided, Refused
from community.models import Notice, User

State, Kind = Proposal.State, ProposalAnswer.Kind
DECISIONS = (Kind.TAKEN_UP, Kind.DECLINED)
BEFORE_DONE = (*Proposal.UNDECIDED, State.TAKEN_UP, State.DONE)


def answer_proposal(proposal: Proposal, *, words: str, by: User) -> ProposalAnswer:
    """Say something in public, at any time; the same words twice are one answer."""
    words = words_of(words, _("Write what you answer; everybody reads it."))
    with transaction.atomic():
        locked = lock_to_answer(proposal, by)
        said = locked.answers.filter(kind=Kind.WORD, words=words, by=by).first()
        if said is not None:
            return said
        answer = say(locked, Kind.WORD, words, by)
        tell_author(locked, Notice.Kind.PROPOSAL_ANSWERED)
    return answer


def take_up_proposal(proposal: Proposal, *, words: str, by: User) -> Proposal:
    """Promise a piece, and say what readers may expect."""
    return decide(proposal, Kind.TAKEN_UP, words, by)


def decline_proposal(proposal: Proposal, *, words: str, by: User) -> Proposal:
    return decide(proposal, Kind.DECLINED, words, by)


def decide(proposal: Proposal, kind: ProposalAnswer.Kind, words: str, by: User) -> Proposal:
    """Of contrary decisions one wins; the same one twice by the same person is silent."""
    words = words_of(words, _("Give the reason; everybody reads it."))
    with transaction.atomic():
        locked = lock_to_answer(proposal, by)
        said = locked.answers.filter(kind__in=DECISIONS).first()
        if said is not None and (said.kind, said.words, said.by_id) == (kind, words, by.pk):
            return locked
        if locked.state == State.LAPSED:
            raise Refused(_("This proposal has lapsed. You may still answer it."))
        if not locked.is_undecided:
            raise AlreadyDecided
        settle(locked, kind)
        say(locked, kind, words, by)
        tell_author(locked, Notice.Kind.PROPOSAL_ANSWERED)
    return locked


def hide_proposal(proposal: Proposal, *, words: str, by: User) -> Proposal:
    """Take what breaks the charter out of sight; its author reads why. Silent when it is."""
    words = words_of(words, _("Give the reason; its author reads it."))
    with transaction.atomic():
        locked = lock_proposal(proposal)
        refuse_unless_answering(by, locked)
        if not locked.is_public:
            return locked
        left, locked.article = locked.article, None
        settle(locked, State.HIDDEN)
        say(locked, Kind.HIDDEN, words, by)
        tell_author(locked, Notice.Kind.PROPOSAL_ANSWERED)
        if left is not None:
            tell_article_changed(left.pk)
    return locked


def link_article(proposal: Proposal, article: Article, *, by: User, words: str = "") -> Proposal:
    """Say which piece came of it, once that is out; another one later takes its place."""
    with transaction.atomic():
        locked = lock_to_answer(proposal, by)
        if locked.article_id == article.pk:
            return locked
        if locked.state not in BEFORE_DONE:
            raise Refused(_("This proposal was not taken up, so no piece came of it."))
        stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        if not stored.is_published:
            raise Refused(_("Link the piece once it is out."))
        left, locked.article = locked.article, stored
        settle(locked, State.DONE)
        if left is None or words.strip():
            say(locked, Kind.DONE, words.strip(), by)
        tell_author(locked, Notice.Kind.PROPOSAL_DONE)
        for piece in {stored.pk, left.pk if left else stored.pk}:
            tell_article_changed(piece)
    return locked


def lock_to_answer(proposal: Proposal, by: User) -> Proposal:
    locked = lock_proposal(proposal)
    refuse_unless_answering(by, locked)
    if locked.state == State.WITHDRAWN:
        raise Refused(_("Its author has withdrawn this proposal."))
    if locked.state == State.HIDDEN:
        raise AlreadyDecided
    return locked


def refuse_unless_answering(by: User, locked: Proposal) -> None:
    if not can_publish(by):
        raise PermissionDenied(_("Your role does not allow this."))
    if is_authors(by, locked):
        raise PermissionDenied(_("This is your own proposal. Somebody else answers it."))


def say(locked: Proposal, kind: str, words: str, by: User) -> ProposalAnswer:
    answer = ProposalAnswer(proposal=locked, kind=kind, words=words, by=by)
    answer.clean_fields(exclude=["proposal", "by"])
    answer.save(force_insert=True)
    return answer
