"""Residents suggest a story or a correction, and read what came of it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions import suggest_correction, suggest_story
from articles.forms.suggesting import MistakeForm, StoryForm
from articles.models import Article, Suggestion
from articles.permissions import can_suggest
from articles.views.lists import PER_PAGE
from community.errors import Refused, TooOften
from community.models import Standing, User
from community.permissions import RIGHTS, Grant, Right, member

Forms = dict[str, Form]
STORY, MISTAKE = Suggestion.Kind.RELATED, Suggestion.Kind.CORRECTION


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Two forms on one page; what does not go through comes back with its words."""
    piece = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    user = member(request.user)
    if not can_suggest(user, piece):
        return not_yet(request, piece, user)
    kind = request.POST.get("kind", "")
    forms: Forms = {
        STORY: StoryForm(user, request.POST if kind == STORY else None),
        MISTAKE: MistakeForm(request.POST if kind == MISTAKE else None),
    }
    if request.method != "POST":
        return suggest_page(request, piece, forms)
    if kind not in forms or not forms[kind].is_valid():
        return suggest_page(request, piece, forms, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        send(piece, kind, forms[kind], user)
    except Refused as error:
        forms[kind].add_error(None, str(error))
        return refused_page(request, piece, forms, error)
    messages.success(request, _("Thank you. An editor reads it; what comes of it stands here."))
    return redirect("articles:suggestions")


def send(piece: Article, kind: str, form: Form, user: User) -> Suggestion:
    data = form.cleaned_data
    if kind == STORY:
        return suggest_story(piece, target=data["piece"], why=data["why"], by=user)
    return suggest_correction(piece, **data, by=user)


def suggest_page(
    request: HttpRequest, piece: Article, forms: Forms, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"article": piece, "story": forms[STORY], "mistake": forms[MISTAKE]}
    return render(request, "articles/suggest.html", context, status=status)


def refused_page(
    request: HttpRequest, piece: Article, forms: Forms, error: Refused
) -> HttpResponse:
    if not isinstance(error, TooOften):
        return suggest_page(request, piece, forms, status=HTTPStatus.CONFLICT)
    response = suggest_page(request, piece, forms, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(error.retry_after)
    return response


def not_yet(request: HttpRequest, piece: Article, user: User) -> HttpResponse:
    """Say how one comes to it, to those who lack only the standing."""
    if RIGHTS[Right.SUGGEST][Standing(user.effective_standing)] is not Grant.NO:
        raise PermissionDenied(_("You cannot suggest anything here at the moment."))
    context = {"article": piece}
    return render(request, "articles/suggest_not_yet.html", context, status=HTTPStatus.FORBIDDEN)


@never_cache
@login_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What one suggested, and what the editors did with it."""
    mine = Suggestion.objects.of(member(request.user))
    page_obj = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/suggestions.html", {"page_obj": page_obj})
