"""Who in the whole city meets what a step asks: the twin of ``progress`` over all members.

One query for each step, so that an editor may see what a new charter would change before it is
adopted.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.actions.ladder.requirements import requirements_of, tallies_of
from community.models import CharterStep, Participation, Sanction, Standing, User

# Which rows each number is counted from; active days come from rows of every kind.
ROWS = {
    Participation.Kind.OPENED.value: ("articles_opened", "opened_days"),
    Participation.Kind.COMMENTED.value: ("comments", "comment_articles"),
    Participation.Kind.CONSTRUCTIVE.value: ("constructive_people",),
}
SINCE = {Standing.VISITOR: F("created_at"), Standing.RESIDENT: F("resident_since")}


def qualifying(step: CharterStep) -> QuerySet[User]:
    """Everybody with the standing before ``step`` who meets all that it asks today.

    Applications, waiting times and the quiz are other questions, as they are for ``progress``.
    """
    before, now = Standing(step.standing).before, timezone.now()
    needed = {asked.name: asked.needed for asked in requirements_of(step)}
    people = User.objects.filter(standing=before, is_active=True).alias(
        since=Coalesce(SINCE[before or Standing.VISITOR], F("created_at"))
    )
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    people = people.filter(Exists(verified))
    for name, since in (("account_days", "created_at"), ("standing_days", "since")):
        if name in needed:
            people = people.filter(**{f"{since}__lte": now - timedelta(days=needed[name])})
    if "clean_days" in needed:
        people = people.exclude(pk__in=sanctioned_since(now - timedelta(days=step.clean_days)))
    tallies = tallies_of(step, timezone.localdate())
    asked = {name: tally for name, tally in tallies.items() if name in needed}
    if not asked:
        return people
    enough = Q(**{f"{name}__gte": needed[name] for name in asked})
    busy = people.filter(pk__in=busy_enough(needed)).values("pk")
    took_part = Participation.objects.filter(user__in=busy).order_by().values("user")
    return people.filter(pk__in=took_part.alias(**asked).filter(enough).values("user"))


def busy_enough(needed: dict[str, int]) -> QuerySet[Participation]:
    """Those with as many rows as anything distinct in them could be: an index alone tells."""
    rows = {
        kind: Count("pk", filter=Q(kind=kind))
        for kind, names in ROWS.items()
        if any(name in needed for name in names)
    }
    least = {f"{kind}__gte": max(needed.get(name, 0) for name in ROWS[kind]) for kind in rows}
    counted = Participation.objects.order_by().values("user").alias(**rows).filter(**least)
    keys: QuerySet[Participation] = counted.values("user")  # type: ignore[assignment]  # only keys are asked
    return keys


def sanctioned_since(since: datetime) -> QuerySet[Sanction]:
    rows: QuerySet[Sanction] = Sanction.objects.counting_since(since).values("user")  # type: ignore[assignment]  # only its keys are asked
    return rows
