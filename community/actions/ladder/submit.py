"""A member asks for the next standing."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.actions.ladder.drafts import forget_application_draft
from community.actions.ladder.quiz import has_passed
from community.actions.ladder.requirements import Requirement, progress
from community.actions.ladder.stages import go_on
from community.actions.ladder.telling import tell_received
from community.actions.people import lock_member
from community.errors import Refused
from community.models import Application, Charter, CharterStep, City, Standing, User
from community.permissions import Right, has_right, people_who_may_vouch


def submit_application(user: User, *, charter: Charter, statement: str) -> Application:
    """Ask for the standing after the present one, under the ``charter`` that was accepted.

    The same application sent twice is one. Requirements are checked now and kept as they stood.
    """
    statement = statement.strip()
    with transaction.atomic():
        member = lock_member(user)
        sent_before = open_application(member)
        if sent_before is not None and sent_before.statement == statement:
            return sent_before
        standing, step = refuse_unless_free(member, charter, sent_before)
        requirements = refuse_unless_met(member, step)
        if not statement:
            raise Refused(_("Write a few words about yourself first."))
        if step.quiz_questions and not has_passed(member, charter):
            raise Refused(_("First comes the quiz on the charter. Your words are kept."))
        application = store(member, step, standing, statement, requirements)
        forget_application_draft(member)
        tell_received(application)
        if not application.endorsements_needed:
            go_on(application)
    return application


def open_application(member: User) -> Application | None:
    opened = member.applications.open()
    return opened.select_related("charter", "applicant").first()


def refuse_unless_free(
    member: User, charter: Charter, sent_before: Application | None
) -> tuple[Standing, CharterStep]:
    """Return the standing asked for and its step, or say what stands in the way."""
    if not has_right(member, Right.APPLY):
        raise PermissionDenied(_("You may not apply at present."))
    if sent_before is not None:
        raise Refused(_("You have an open application already. See how it is doing on its page."))
    standing = member.next_standing
    if standing is None:
        raise Refused(_("You are a citizen. There is nothing higher here."))
    if City.current().charter_id != charter.pk:
        raise Refused(_("The charter has changed meanwhile. Please read the new one first."))
    step = charter.step_to(standing)
    if not step.is_open:
        raise Refused(_("Applications for this are not taken yet."))
    refuse_while_waiting(member, standing)
    return standing, step


def refuse_while_waiting(member: User, standing: Standing) -> None:
    waiting = member.applications.filter(standing=standing, again_after__gt=timezone.now())
    last = waiting.order_by("-again_after").first()
    if last is not None and last.again_after is not None:
        day = date_format(timezone.localtime(last.again_after), "DATE_FORMAT")
        raise Refused(_("You may apply again after %(day)s.") % {"day": day})


def refuse_unless_met(member: User, step: CharterStep) -> list[Requirement]:
    requirements = progress(member, step)
    missing = [asked.sentence for asked in requirements if not asked.met]
    if missing:
        raise Refused(_("Something is still missing:") + " " + " ".join(missing))
    return requirements


def is_young(step: CharterStep, applicant: User | None = None) -> bool:
    """Whether too few others may endorse for this step; then editors decide without.

    No more are counted than it takes.
    """
    people = people_who_may_vouch(step.standing)
    if applicant is not None:
        people = people.exclude(pk=applicant.pk)
    enough = step.charter.young_city
    return people.order_by()[:enough].count() < enough


def store(
    member: User,
    step: CharterStep,
    standing: Standing,
    statement: str,
    requirements: list[Requirement],
) -> Application:
    now, young = timezone.now(), is_young(step, member)
    return Application.objects.create(
        applicant=member,
        charter=step.charter,
        standing=standing,
        statement=statement,
        snapshot=[asked.as_row() for asked in requirements],
        endorsements_needed=0 if young else step.endorsements,
        is_young=young,
        submitted_at=now,
        expires_at=now + timedelta(days=step.endorsement_days),
    )
