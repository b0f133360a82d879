"""The queue of applications: who waits, since when, for whom, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.admin.base import KeysFirst
from community.models import Application, ApplicationMessage, Endorsement, Look, Standing, User
from community.models.ladder import ApplicationQuerySet
from community.permissions import applications_decidable_by

PER_PAGE = 30
State = Application.State
IN_TURN = [State.IN_REVIEW, State.QUESTIONS, State.SUBMITTED]
TURNS = [When(state=state, then=Value(turn)) for turn, state in enumerate(IN_TURN)]
QUEUE: tuple[str | Combinable, ...] = (
    Case(*TURNS, default=Value(len(TURNS))),
    Case(When(state__in=Application.OPEN_STATES, then=F("decide_by"))),
    "-closed_at",
    "submitted_at",
    "pk",
)
TABS = {
    "": (_("All that wait"), Application.OPEN_STATES),
    "review": (_("To decide"), (State.IN_REVIEW,)),
    "questions": (_("Asked"), (State.QUESTIONS,)),
    "gathering": (_("Gathering endorsements"), (State.SUBMITTED,)),
    "citizens": (_("With the citizens"), (State.HEARING, State.BALLOT)),
}
OTHERS = {
    "closed": (_("closed"), Application.CLOSED_STATES),
    "all": (_("all there are"), tuple(State)),
}
STEPS = {Standing.RESIDENT.value: _("residency"), Standing.CITIZEN.value: _("citizenship")}


@dataclass(frozen=True)
class Wanted:
    """What an editor asked for in the address; whatever is not understood is left out."""

    which: str = ""
    step: str = ""
    name: str = ""
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        which, step = query.get("which", ""), query.get("step", "")
        return cls(
            which if which in TABS or which in OTHERS else "",
            step if step in STEPS else "",
            query.get("q", "").strip()[:80],
            query.get("page", "1"),
        )

    @property
    def applications(self) -> ApplicationQuerySet:
        """Those asked for, in the order of the queue."""
        states = {**TABS, **OTHERS}[self.which][1]
        rows = of_step(self.step).filter(state__in=states)
        if self.name:
            name = self.name.removeprefix("@")
            by_name = Q(applicant__display_name__icontains=name)
            rows = rows.filter(by_name | Q(applicant__handle__icontains=name))
        return rows.order_by(*QUEUE)


def of_step(step: str) -> ApplicationQuerySet:
    return Application.objects.filter(standing=step) if step else Application.objects.all()


@dataclass(frozen=True)
class Row:
    """One application of the queue; ``hindrance`` is why this editor may not decide on it."""

    application: Any  # with what ``page_of`` counted
    hindrance: str
    looking: str

    @property
    def since(self) -> datetime:
        """Since when somebody waits for the next thing to happen."""
        there: datetime = self.application.waits_since
        return there


def queue_page(query: QueryDict, user: User) -> dict[str, Any]:
    """One page of the queue; a fixed number of queries."""
    wanted = Wanted.of(query)
    page = page_of(wanted)
    back = query.copy()
    back.pop("page", None)
    counted = counts(wanted.step)
    return {
        "title": _("Applications that wait"),
        "rows": rows_of(list(page), user),
        "page": page,
        "wanted": wanted,
        "tabs": [(name, words, counted[name or "every"]) for name, (words, _s) in TABS.items()],
        "others": {name: words for name, (words, _states) in OTHERS.items()},
        "steps": STEPS,
        "late": counted["late"],
        "address": f"?{back.urlencode()}&" if back else "?",
    }


def page_of(wanted: Wanted) -> Page[Application]:
    asked = ApplicationMessage.objects.filter(application=OuterRef("pk")).order_by()
    last = Subquery(asked.values("application").annotate(at=Max("created_at")).values("at"))
    since = Case(
        When(state=State.QUESTIONS, then=last), default=Coalesce("review_since", "submitted_at")
    )
    rows = Application.objects.select_related("applicant", "look__by").with_vouched()
    shown = KeysFirst(wanted.applications, PER_PAGE, rows=rows.annotate(waits_since=since))
    return shown.get_page(wanted.page)


def counts(step: str) -> dict[str, int]:
    """How many stand behind each tab, and how many are overdue; one query."""
    tallies = {
        name or "every": Count("pk", filter=Q(state__in=states))
        for name, (_words, states) in TABS.items()
    }
    overdue = Q(state=State.IN_REVIEW, decide_by__lt=timezone.now())
    return dict(of_step(step).open().aggregate(**tallies, late=Count("pk", filter=overdue)))


def rows_of(applications: list[Application], user: User) -> list[Row]:
    """Two queries for any number."""
    keys = [application.pk for application in applications]
    mine = set(
        Endorsement.objects.filter(endorser=user, application__in=keys).values_list(
            "application", flat=True
        )
    )
    free = applications_decidable_by(user).filter(pk__in=keys)
    decidable = set(free.values_list("pk", flat=True))
    return [
        Row(
            each,
            "" if each.pk in decidable else hindrance(each, user, has_endorsed=each.pk in mine),
            who_looks(each, user),
        )
        for each in applications
    ]


def hindrance(application: Application, user: User, *, has_endorsed: bool) -> str:
    if application.applicant_id == user.pk:
        return str(_("This is your own application. Somebody else decides on it."))
    if has_endorsed:
        return str(_("You vouched for this application. Somebody else decides on it."))
    return str(_("You declined it before the appeal. Somebody else decides now."))


def who_looks(application: Application, user: User) -> str:
    """The name of a colleague who looks at it just now."""
    look: Look | None = getattr(application, "look", None)
    return "" if look is None or look.by_id == user.pk or not look.is_fresh else str(look.by)


def neighbours(application: Application, user: User) -> tuple[int | None, int | None]:
    """The keys before and after this one among those that ``user`` may decide now; one query.

    After the last comes the longest waiting; from outside of the queue one enters at its head.
    """
    keys = list(decidable_now(user).values_list("pk", flat=True))
    others = [key for key in keys if key != application.pk]
    if application.pk not in keys:
        return None, next(iter(others), None)
    at = keys.index(application.pk)
    return next(reversed(keys[:at]), None), next(iter(keys[at + 1 :] + others), None)


def decidable_now(user: User) -> QuerySet[Application]:
    return applications_decidable_by(user).filter(state=State.IN_REVIEW).order_by(*QUEUE)
