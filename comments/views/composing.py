"""Writing: post, keep a draft, preview, answer, edit. Whatever goes wrong, the text is there."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Article
from comments.actions import edit_comment, post_comment
from comments.actions.text import read_text
from comments.drafts import forget_draft, keep_draft
from comments.models import Comment
from comments.permissions import comments_visible_to, discussion_of, why_closed
from comments.views.access import place_of, visible_article, visible_comment
from comments.views.composer import (
    lead_to,
    parent_of,
    preview_html,
    refuse_other_sites,
    sent_passage,
    show_again,
    show_preview,
)
from community.errors import Refused, TooOften
from community.limits import network_address, retry_after
from community.models import City, User
from community.origin import has_valid_token
from community.sign_in import remember_way

DRAFTS, DRAFT_SECONDS = 20, 600  # kept for one network, because each makes a session


# SECURITY: exempt, because a token that ran out must not cost the reader the text. Without a
# session the text is only kept; with one, nothing is posted before ``has_valid_token`` says yes.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, article: UUID) -> HttpResponse:
    piece = visible_article(request, article)
    if request.method == "GET":
        return redirect(f"{piece.get_absolute_url()}#composer")
    if "preview" in request.POST:
        return show_preview(request, piece)
    if not isinstance(request.user, User):
        return keep_and_sign_in(request, piece)
    if not has_valid_token(request):
        return show_again_for_token(request, piece)
    return post_as(request, request.user, piece)


# SECURITY: the form stands on pages that are the same for everybody, so it carries no token. The
# view demands that the request came from our own page, and does nothing in anyone's name.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, article: UUID) -> HttpResponse:
    piece = visible_article(request, article)
    if request.method == "GET":
        return redirect(f"{piece.get_absolute_url()}#composer")
    if "preview" in request.POST:
        return show_preview(request, piece)
    return keep_and_sign_in(request, piece)


# SECURITY: without a token, as ``draft``; it stores nothing at all.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, article: UUID) -> HttpResponse:
    """What a text will look like, for the composer's script."""
    piece = visible_article(request, article)
    if request.method == "GET":
        return redirect(f"{piece.get_absolute_url()}#composer")
    return show_preview(request, piece)


def post_as(request: HttpRequest, user: User, article: Article) -> HttpResponse:
    try:
        comment = post_comment(
            article,
            by=user,
            text=request.POST.get("text", ""),
            parent=parent_of(request, article),
            passage=sent_passage(request, article),
        )
    except (Refused, PermissionDenied) as error:
        if not request.POST.get("text", "").strip():
            forget_draft(request, article)
        return show_again(request, article, error)
    forget_draft(request, article)
    if comment.state in (Comment.State.HELD, Comment.State.SPAM):
        messages.success(
            request,
            _("Thank you. A moderator reads it first; you will be told when it is shown."),
        )
    # The permalink finds the place; while that is looked for, no other writer waits.
    return lead_to(request, comment.get_absolute_url(), is_posted=True)


def keep_and_sign_in(request: HttpRequest, article: Article) -> HttpResponse:
    """Keep the text in the session, then sign in; after that it stands in the composer."""
    refuse_other_sites(request)
    text = request.POST.get("text", "")
    try:
        key = f"draft:{network_address(request)}"
        if wait := retry_after(key, times=DRAFTS, seconds=DRAFT_SECONDS):
            raise TooOften(
                _("Many people write from here just now. Try again soon."), retry_after=wait
            )
        read_text(text)
        if closed := why_closed(article, discussion_of(article), City.current()):
            raise Refused(closed)
    except Refused as error:
        return show_again(request, article, error)
    passage = sent_passage(request, article)
    keep_draft(request, article, text, parent_of(request, article), passage)
    composer = f"{article.get_absolute_url()}#composer"
    if request.user.is_authenticated:
        return lead_to(request, composer)
    remember_way(request, composer)
    return lead_to(request, f"{reverse('account_login')}?{urlencode({'next': composer})}")


def show_again_for_token(request: HttpRequest, article: Article) -> HttpResponse:
    """The token ran out, for instance because the reader signed in again in another tab."""
    refuse_other_sites(request)
    error = PermissionDenied(
        _("The page was open for long. Your words are still here: send them again.")
    )
    return show_again(request, article, error)


@require_http_methods(["GET"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The composer with the comment it answers, for readers without scripts."""
    parent = visible_comment(request, pk)
    article = parent.discussion.article
    return render(
        request,
        "comments/reply.html",
        {
            "article": article,
            "parent": parent,
            "text": "",
            "closed": why_closed(article, parent.discussion, City.current()),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = visible_comment(request, pk)
    sentence, seen, status = "", "", HTTPStatus.OK
    if request.method == "POST" and isinstance(request.user, User):
        try:
            if "preview" in request.POST:
                seen = preview_html(request)
            else:
                comment = edit_comment(comment, by=request.user, text=request.POST.get("text", ""))
                return redirect(place_of(comment))
        except (Refused, PermissionDenied) as error:
            sentence, status = str(error), HTTPStatus.CONFLICT
    own = comments_visible_to(request.user).filter(author=request.user.pk, pk=pk)
    if not own.exists():
        raise PermissionDenied(_("Only its author may change a comment."))
    context = {
        "comment": comment,
        "article": comment.discussion.article,
        "sentence": sentence,
        "preview": seen,
        "text": request.POST.get("text", comment.text),
    }
    return render(request, "comments/edit.html", context, status=status)
