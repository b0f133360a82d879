"""Residents suggest; editors take it up or answer. Of two at once, one decides."""

from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.corrections import correct_article, words_of
from articles.actions.related import relate_story
from articles.models import Article, RelatedStory, Suggestion
from articles.permissions import can_decide_suggestion, can_publish, can_see, can_suggest
from community.actions.notices import notify_member
from community.errors import AlreadyDecided, Refused, TooOften
from community.limits import retry_after
from community.models import Notice, User

State = Suggestion.State
TIMES, SECONDS = 10, 3600


def suggest_story(article: Article, *, target: Article, why: str, by: User) -> Suggestion:
    """Suggest that ``article`` should point to ``target``."""
    if target.pk == article.pk:
        raise Refused(_("That is this very piece. Choose another one."))
    if not can_see(by, target):
        raise Refused(_("There is no such piece here."))
    if article.related_stories.filter(target=target).exists():
        raise Refused(_("This piece points there already."))
    why = words_of(why, _("Say in a sentence why they belong together."))
    kind = Suggestion.Kind.RELATED
    return keep(Suggestion(article=article, by=by, kind=kind, target=target, why=why))


def suggest_correction(
    article: Article, *, wrong: str, right: str, source: str, wants_thanks: bool, by: User
) -> Suggestion:
    return keep(
        Suggestion(
            article=article,
            by=by,
            kind=Suggestion.Kind.CORRECTION,
            wrong=words_of(wrong, _("Say what is wrong.")),
            right=words_of(right, _("Say what is right.")),
            source=source,
            wants_thanks=wants_thanks,
        )
    )


def keep(suggestion: Suggestion) -> Suggestion:
    """Store it, once while it is open; ten an hour for one account."""
    by = suggestion.by
    if not can_suggest(by, suggestion.article):
        raise PermissionDenied(_("You cannot suggest anything here at the moment."))
    suggestion.digest = digest_of(suggestion)
    same = Suggestion.objects.filter(by=by, article=suggestion.article, digest=suggestion.digest)
    if (kept := same.open().first()) is not None:
        return kept
    if wait := retry_after(f"suggest:{by.pk}", times=TIMES, seconds=SECONDS):
        raise TooOften(
            _("That is a lot for one hour, thank you. Come back in an hour with the rest."),
            retry_after=wait,
        )
    suggestion.clean_fields(exclude=["target", "decided_by", "decided_at", "correction"])
    with transaction.atomic():
        Suggestion.objects.bulk_create([suggestion], ignore_conflicts=True)
    return same.latest("pk")


def digest_of(suggestion: Suggestion) -> str:
    said = (suggestion.kind, suggestion.target_id, suggestion.wrong, suggestion.right)
    return sha256(repr(said).encode()).hexdigest()


def take_up_story(
    suggestion: Suggestion, *, by: User, kind: str = RelatedStory.Kind.SEE_ALSO
) -> Suggestion:
    """Let the piece point to the one that was suggested."""
    with transaction.atomic():
        locked = lock_open(suggestion, State.TAKEN_UP, by)
        if locked.is_open and locked.target is not None:
            relate_story(locked.article, locked.target, kind=kind, by=by)
            close(locked, State.TAKEN_UP, by)
    return locked


def take_up_correction(suggestion: Suggestion, *, text: str, by: User) -> Suggestion:
    """Correct the piece in the editor's words; who found it is named if they wish."""
    with transaction.atomic():
        locked = lock_open(suggestion, State.TAKEN_UP, by)
        if locked.is_open:
            thanks_to = locked.by if locked.wants_thanks else None
            locked.correction = correct_article(
                locked.article, text=text, by=by, thanks_to=thanks_to
            )
            close(locked, State.TAKEN_UP, by)
    return locked


def answer_suggestion(suggestion: Suggestion, *, words: str, by: User) -> Suggestion:
    """Say why it is not taken up."""
    words = words_of(words, _("Write what you answer; its author reads it."))
    with transaction.atomic():
        locked = lock_open(suggestion, State.ANSWERED, by)
        if locked.is_open:
            close(locked, State.ANSWERED, by, answer=words)
        elif locked.answer != words:
            raise AlreadyDecided
    return locked


def lock_open(suggestion: Suggestion, to: str, by: User) -> Suggestion:
    """Return the locked row: open, or decided as ``by`` decides now, which is silent."""
    rows = Suggestion.objects.select_related("article", "target", "by")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=suggestion.pk)
    if not can_publish(by):
        raise PermissionDenied(_("Your role does not allow this."))
    if locked.is_open and not can_decide_suggestion(by, locked):
        raise PermissionDenied(_("This is your own suggestion. Somebody else decides on it."))
    if not locked.is_open and (locked.state, locked.decided_by_id) != (to, by.pk):
        raise AlreadyDecided
    return locked


def close(suggestion: Suggestion, state: str, by: User, *, answer: str = "") -> None:
    suggestion.state, suggestion.answer = state, answer
    suggestion.decided_by, suggestion.decided_at = by, timezone.now()
    suggestion.save(update_fields=["state", "answer", "decided_by", "decided_at", "correction"])
    is_taken_up = state == State.TAKEN_UP
    kind = Notice.Kind.SUGGESTION_TAKEN_UP if is_taken_up else Notice.Kind.SUGGESTION_ANSWERED
    place = f"{reverse('articles:suggestions')}#suggestion-{suggestion.pk}"
    notify_member(suggestion.by, kind, place, article=suggestion.article.title)
