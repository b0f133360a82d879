"""The page of a proposal, and the two presses on it: second, and vote."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import actions
from articles.html import has_paid_links, mark_paid_links
from articles.models import Proposal, ProposalAnswer
from articles.origins import pieces_like
from articles.permissions import (
    can_answer_proposal,
    can_edit_proposal,
    can_second,
    can_see,
    can_vote,
    can_withdraw_proposal,
    may_take_part,
    proposals_visible_to,
)
from articles.request_cache import the_publication
from articles.views.town_hall import NUMBERS
from community.errors import Refused
from community.html import safe
from community.models import User
from community.permissions import Person, member

State = Proposal.State


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a proposal."""

    at: datetime
    what: str
    answer: ProposalAnswer | None = None


def way_of(proposal: Proposal, answers: Iterable[ProposalAnswer]) -> list[Step]:
    """Return what happened to it so far, the first first."""
    is_over = proposal.opened_at is not None and not proposal.is_voting
    ends = {State.LAPSED, State.WITHDRAWN}
    times = {
        "proposed": proposal.at,
        "changed": proposal.changed_at,
        "opened": proposal.opened_at,
        "voted": proposal.until if is_over else None,
        proposal.state: proposal.settled_at if proposal.state in ends else None,
    }
    steps = [Step(at, what) for what, at in times.items() if at is not None]
    steps += [Step(answer.at, answer.kind, answer) for answer in answers]
    return sorted(steps, key=lambda step: step.at)


def visible(request: HttpRequest, pk: int) -> Proposal:
    rows = proposals_visible_to(request.user)
    joined = rows.select_related("by", "section", "article").defer(
        "article__body", "article__preview"
    )
    return get_object_or_404(joined, pk=pk)


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal, its way so far, and what this reader may do about it."""
    found = visible(request, pk)
    text = mark_paid_links(found.html, the_publication(request).paid_links)
    piece = found.article
    context = {
        "proposal": found,
        "text": safe(text),
        "has_affiliate_links": has_paid_links(text),
        "way": way_of(found, found.answers.select_related("by")),
        "piece": piece if piece is not None and can_see(request.user, piece) else None,
        "alike": pieces_like(found) if found.is_public else [],
        **doings(request.user, found),
        **NUMBERS,
    }
    return render(request, "articles/proposal.html", context)


def doings(user: Person, found: Proposal) -> dict[str, Any]:
    """What this reader did with it, and may do: at most two queries for a member, none else."""
    if not isinstance(user, User):
        return {"vote": None}
    return {
        "may_take_part": may_take_part(user),
        "may_second": can_second(user, found),
        "has_seconded": found.is_gathering and found.seconds.filter(user=user).exists(),
        "may_vote": can_vote(user, found),
        "vote": found.votes.filter(user=user).first() if found.is_voting else None,
        "may_edit": can_edit_proposal(user, found),
        "may_withdraw": can_withdraw_proposal(user, found),
        "may_answer": can_answer_proposal(user, found),
        "is_own": found.by_id == user.pk,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)

    def second() -> str:
        after = actions.second_proposal(found, by=member(request.user))
        if after.state == State.GATHERING:
            return _("Thank you. It needs one more who thinks so.")
        return _("Thank you. It is voted on now, and you may vote as well.")

    return press(request, found, second)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote_on_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """``vote`` is for or against; anything else is nothing."""
    found, vote = visible(request, pk), request.POST.get("vote", "")

    def cast() -> str:
        if vote not in {"for", "against"}:
            raise Refused(_("Say whether you are for it or against it."))
        actions.vote_on_proposal(found, supports=vote == "for", by=member(request.user))
        return _("Your vote is counted. You may change your mind while the vote runs.")

    return press(request, found, cast)


def press(request: HttpRequest, found: Proposal, act: Callable[[], str]) -> HttpResponse:
    """Do it and go back to the proposal, or say there why not.

    Somebody who signed in on the way comes here by GET, and is led back as well.
    """
    if request.method == "POST":
        try:
            messages.success(request, act())
        except Refused as error:
            messages.error(request, str(error))
    response = redirect(found)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
