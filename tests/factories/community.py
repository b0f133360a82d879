"""The cast: a member at every standing, and staff in every role."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db.models import F
from django.utils import timezone

from community.actions.charter import adopt_charter, draft_charter
from community.actions.consent import begin_consent, choose_consent
from community.actions.ladder import endorse_application, submit_application
from community.actions.participation import record_participation
from community.actions.sanctions import impose_sanction
from community.models import (
    Application,
    Charter,
    City,
    Endorsement,
    QuizAttempt,
    Role,
    Sanction,
    Standing,
    User,
)

_numbers = count(1)


def member(
    name: str = "",
    *,
    email: str = "",
    handle: str = "",
    days_here: int = 0,
    is_verified: bool = True,
    **fields: Any,
) -> User:
    """A visitor with a verified e-mail, ``days_here`` days after signing up.

    Stored past ``create_user``, whose questions of every constraint are a third of many a test.
    """
    number = next(_numbers)
    handle = handle or (name.lower().replace(" ", "-") if name else f"member-{number}")
    user = User.objects.create(
        email=email or f"{handle}@example.org",
        handle=handle,
        display_name=name or f"Member {number}",
        created_at=timezone.now() - timedelta(days=days_here),
        **fields,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    return user


def resident(name: str = "", *, since_days: int = 1, **fields: Any) -> User:
    fields.setdefault("days_here", since_days + 30)
    since = timezone.now() - timedelta(days=since_days)
    user = member(name, standing=Standing.RESIDENT, resident_since=since, **fields)
    begin_consent(user)
    return user


def citizen(name: str = "", *, since_days: int = 1, number: int = 0, **fields: Any) -> User:
    """``number`` 0 takes the next one that no citizen of this test run has."""
    fields.setdefault("days_here", since_days + 100)
    since = timezone.now() - timedelta(days=since_days)
    user = member(
        name,
        standing=Standing.CITIZEN,
        resident_since=since - timedelta(days=60),
        citizen_since=since,
        citizen_number=number or 10_000 + next(_numbers),
        **fields,
    )
    begin_consent(user)
    return user


def shows(user: User, *chosen: str) -> User:
    """Let others see what is ``chosen`` of ``user``, and nothing else; fresh from the database."""
    choose_consent(user, by=user, chosen=chosen)
    return User.objects.get(pk=user.pk)


def staff(role: Role, name: str = "", **fields: Any) -> User:
    user = member(name, is_staff=True, **fields)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def writer(name: str = "", **fields: Any) -> User:
    return staff(Role.WRITER, name, **fields)


def editor(name: str = "", **fields: Any) -> User:
    return staff(Role.EDITOR, name, **fields)


def moderator(name: str = "", **fields: Any) -> User:
    return staff(Role.MODERATOR, name, **fields)


def administrator(name: str = "", **fields: Any) -> User:
    return staff(Role.ADMINISTRATOR, name, **fields)


def charter(
    *,
    young_city: int = 10,
    resident: dict[str, Any] | None = None,
    citizen: dict[str, Any] | None = None,
) -> Charter:
    """A new version in force, with the default numbers but those given; 0 is never young."""
    drafted = draft_charter(text="I promise to read first.", by=None)
    drafted.young_city = young_city
    drafted.save()
    for standing, numbers in (("resident", resident), ("citizen", citizen)):
        drafted.steps.filter(standing=standing).update(**(numbers or {"wait_days": F("wait_days")}))
    return adopt_charter(drafted, by=None)


def charter_in_force() -> Charter:
    in_force = City.current().charter
    assert in_force is not None
    return in_force


def meets_requirements(user: User) -> User:
    """Give ``user`` what the next step asks: time, reading, comments, marks by others."""
    standing = user.next_standing
    assert standing is not None
    step = charter_in_force().step_to(standing)
    since = timezone.now() - timedelta(days=max(step.account_days, step.standing_days) + 1)
    user.created_at = since
    if user.resident_since:
        user.resident_since = since
    user.save(update_fields=["created_at", "resident_since"])
    today = timezone.localdate()
    for number in range(max(step.articles_opened, step.opened_days, step.active_days)):
        took_part(user, "opened", day=today - timedelta(days=number))
    articles = [uuid4() for _ in range(max(step.comment_articles, 1))]
    for number in range(step.comments):
        took_part(user, "commented", article=articles[number % len(articles)])
    for _ in range(step.constructive_people):
        took_part(user, "constructive", by=member())
    if step.quiz_questions:
        passed_quiz(user, step.charter)
    return user


def passed_quiz(user: User, charter: Charter) -> None:
    passed = {"score": 10, "is_passed": True}
    QuizAttempt.objects.update_or_create(
        user=user, charter=charter, day=timezone.localdate(), defaults=passed
    )


def took_part(user: User, kind: str, *, article: UUID | None = None, **given: Any) -> UUID:
    """Record one participation with a cause of its own; return the cause."""
    source = uuid4()
    record_participation(user, kind, article=article or source, source=source, **given)
    return source


def application(applicant: User | None = None, *, statement: str = "I live here.") -> Application:
    """An application for the next standing by somebody who may; in a young city in review."""
    applicant = meets_requirements(applicant or member())
    return submit_application(applicant, charter=charter_in_force(), statement=statement)


def endorsement(of: Application, by: User | None = None) -> Endorsement:
    return endorse_application(of, by=by or resident())


def sanction(user: User, kind: str = "held", *, by: User | None = None, days: int = 7) -> Sanction:
    """A sanction with a reason; silenced and suspended for ``days``."""
    until = timezone.now() + timedelta(days=days) if kind in ("silenced", "suspended") else None
    reason = "Insults under three pieces."
    return impose_sanction(user, kind, by=by or editor(), reason=reason, until=until)
