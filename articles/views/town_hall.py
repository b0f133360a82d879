"""The town hall: what citizens propose, in tabs by how far it has come."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Proposal, ProposalSecond, ProposalVote
from articles.models.proposals import (
    GATHERING_DAYS,
    OPEN_EACH,
    SECONDS_NEEDED,
    VOTING_DAYS,
    ProposalQuerySet,
)
from articles.permissions import may_take_part, proposals_to_second, proposals_to_vote_on
from articles.views.lists import asked_page
from community.models import User
from community.permissions import Person

State = Proposal.State
NUMBERS = {
    "seconds": SECONDS_NEEDED,
    "gathering_days": GATHERING_DAYS,
    "voting_days": VOTING_DAYS,
    "each": OPEN_EACH,
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the list: its name in the address, its words, and the states that it shows."""

    name: str
    words: object
    states: tuple[str, ...]
    number: int = 0


TABS = (
    Tab("gathering", gettext_lazy("Looking for support"), (State.GATHERING,)),
    Tab("voting", gettext_lazy("To the vote"), (State.OPEN, State.VOTED)),
    Tab("answered", gettext_lazy("Answered"), (State.TAKEN_UP, State.DECLINED, State.DONE)),
)
FIRST, OWN = "voting", "yours"


@require_safe
def town_hall(request: HttpRequest) -> HttpResponse:
    """What is proposed, in tabs; a member's own stand in one that only they have."""
    show, user = request.GET.get("show", FIRST), request.user
    rows = shown(show, user)
    context = {
        "tabs": tabs(user),
        "show": show,
        "is_first": show == FIRST,
        "page_obj": numbered_page(request, rows),
        "may_propose": may_take_part(user),
        "waiting": waiting_for(user),
        **NUMBERS,
    }
    return render(request, "articles/town_hall.html", context)


def shown(show: str, user: Person) -> ProposalQuerySet:
    proposals = Proposal.objects.for_lists()
    if show == OWN and isinstance(user, User):
        return proposals.filter(by=user).order_by("-at", "-pk")
    parts = {
        "gathering": proposals.gathering,
        "voting": proposals.voting,
        "answered": proposals.answered,
    }
    if show not in parts:
        raise Http404
    return parts[show]()


def numbered_page(request: HttpRequest, rows: ProposalQuerySet) -> Page[Any]:
    page = asked_page(request, rows)
    page.object_list = [with_answer(each) for each in page.object_list]
    return page


def with_answer(proposal: Proposal) -> dict[str, Any]:
    """A proposal with the last that the editors said about it."""
    said = [answer for answer in proposal.answers.all() if answer.words]
    return {"proposal": proposal, "answer": said[-1] if said else None}


def tabs(user: Person) -> list[Tab]:
    """One query, and one more for a member."""
    counted = Proposal.objects.order_by().values_list("state").annotate(number=Count("pk"))
    numbers = dict(counted)
    found = [
        Tab(tab.name, tab.words, tab.states, sum(numbers.get(state, 0) for state in tab.states))
        for tab in TABS
    ]
    own = Proposal.objects.filter(by=user).count() if isinstance(user, User) else 0
    return [*found, Tab(OWN, _("Yours"), (), own)] if own else found


def waiting_for(user: Person) -> int:
    """How many want a second or a vote of this citizen."""
    if not isinstance(user, User) or not may_take_part(user):
        return 0
    seconded = ProposalSecond.objects.filter(user=user).values("proposal")
    voted = ProposalVote.objects.filter(user=user).values("proposal")
    to_second = proposals_to_second(user).exclude(pk__in=seconded)
    to_vote_on = proposals_to_vote_on(user).exclude(pk__in=voted)
    return to_second.count() + to_vote_on.count()
