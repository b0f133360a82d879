"""Change the text of a comment."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions.mentions import find_named, html_with_names, keep_mentions
from comments.actions.publication import lock_comment, withdraw
from comments.actions.tell import tell_of
from comments.actions.text import Text, check_text, read_text
from comments.checks import Outcome
from comments.models import Comment, CommentEdit
from comments.permissions import can_see_comment, why_not_edit
from community.actions.people import lock_member
from community.errors import Refused
from community.models import City, User


def edit_comment(comment: Comment, *, by: User, text: str) -> Comment:
    """Put ``text`` in place of the present one, which is kept for moderators.

    The passage that it quotes stays. Of those whom it names only the newly named are told.

    The checks run again: a published comment may come to be held; one that is held stays so. Raises
    ``PermissionDenied`` or ``Refused`` with a sentence. The same text again changes nothing.
    """
    words = read_text(text)
    with transaction.atomic():
        author = lock_member(by)
        comment = lock_comment(comment)
        city = City.current()
        sentence = why_not_edit(author, comment, city)
        if sentence or not can_see_comment(author, comment):
            raise PermissionDenied(sentence)
        if comment.text == words.text:
            return comment
        outcome = check_text(
            words, author=author, discussion=comment.discussion, city=city, comment=comment
        )
        CommentEdit.objects.create(comment=comment, text=comment.text)
        try:
            with transaction.atomic():
                replace_text(comment, words, outcome)
        except IntegrityError as error:
            raise Refused(_("You have written exactly this already, in the same place.")) from error
    return comment


def replace_text(comment: Comment, words: Text, outcome: Outcome) -> None:
    was_published = comment.is_published
    named = find_named(words.text)
    comment.text, comment.text_hash = words.text, words.hash
    comment.html = html_with_names(words.text, named)
    comment.edited_at = timezone.now()
    # It was the earlier text that a moderator kept and an editor picked.
    comment.kept_at = comment.picked_at = None
    marked = outcome.mark(comment)
    changed = ["text", "html", "text_hash", "edited_at", "kept_at", "picked_at", *marked]
    comment.save(update_fields=changed)
    keep_mentions(comment, named)
    if was_published and not comment.is_published:
        withdraw(comment)
    elif was_published:
        tell_of(comment, is_new=False)
