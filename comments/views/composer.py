"""What all pages with the composer share: what was sent, how it is shown again, where it leads."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.permissions import is_open_to
from comments.actions.mentions import find_named, html_with_names
from comments.actions.text import read_text
from comments.addresses import number
from comments.html import NO_PASSAGE, Passage, stored_passage
from comments.models import Comment
from community.errors import Refused, TooOften
from community.limits import network_address, retry_after
from community.models import User
from community.origin import is_same_origin

PREVIEWS, PREVIEW_SECONDS = 60, 600


def sent_passage(request: HttpRequest, article: Article) -> Passage:
    """The passage that was sent, as far as it stands in what this reader may read."""
    claimed = Passage(request.POST.get("passage_block", ""), request.POST.get("passage_text", ""))
    if not claimed or not is_open_to(request.user, article):
        return NO_PASSAGE
    return stored_passage(article.body, claimed)


def parent_of(request: HttpRequest, article: Article) -> Comment | None:
    """The comment that is answered; one that is gone still counts, so that this can be said.

    SECURITY: one under a piece that this reader may not read is none, so that nobody is named.
    """
    pk = number(request.POST.get("parent", ""))
    if pk is None or not is_open_to(request.user, article):
        return None
    rows = Comment.objects.select_related("author", "discussion__article")
    return rows.filter(pk=pk, discussion__article=article).first()


def refuse_other_sites(request: HttpRequest) -> None:
    if not is_same_origin(request):
        raise PermissionDenied(_("This form was sent from another site. Write on the page itself."))


def lead_to(request: HttpRequest, place: str, *, is_posted: bool = False) -> HttpResponse:
    """Redirect to ``place``; a script that sent the form is told it, for fetch would hide it."""
    if request.headers.get("X-Part") == "composer":
        return JsonResponse({"place": place, "posted": is_posted})
    return redirect(place)


def show_again(
    request: HttpRequest, article: Article, error: Exception | None = None, preview: str = ""
) -> HttpResponse:
    """The composer alone, with the text as it was sent, and the sentence or the preview."""
    parent = parent_of(request, article)
    sentence = (str(error) or _("This did not work.")) if error else ""
    context = {
        "article": article,
        "parent": parent if parent and parent.is_published else None,
        "sentence": sentence,
        "text": request.POST.get("text", ""),
        "passage": sent_passage(request, article),
        "kept_at": int(timezone.now().timestamp()),
        "preview": preview,
    }
    is_part = request.headers.get("X-Part") == "preview"
    template = "comments/_preview.html" if is_part else "comments/post.html"
    response = render(request, template, context, status=status_of(error))
    if isinstance(error, TooOften):
        response["Retry-After"] = str(error.retry_after)
    return response


def status_of(error: Exception | None) -> HTTPStatus:
    if error is None:
        return HTTPStatus.OK
    if isinstance(error, PermissionDenied):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.TOO_MANY_REQUESTS if isinstance(error, TooOften) else HTTPStatus.CONFLICT


def preview_html(request: HttpRequest) -> str:
    """What was sent, as it would stand there. Raises ``Refused`` (``TooOften``) with a sentence."""
    user = request.user
    key = f"member:{user.pk}" if isinstance(user, User) else network_address(request)
    if wait := retry_after(f"preview:{key}", times=PREVIEWS, seconds=PREVIEW_SECONDS):
        raise TooOften(
            _("That were many previews. Your words are still here; try again soon."),
            retry_after=wait,
        )
    text = read_text(request.POST.get("text", "")).text
    return html_with_names(text, find_named(text))


def show_preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Show what it will look like. Stores nothing and does nothing in anyone's name."""
    refuse_other_sites(request)
    try:
        return show_again(request, article, preview=preview_html(request))
    except Refused as error:
        return show_again(request, article, error)
