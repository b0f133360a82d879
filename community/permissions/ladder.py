"""Who may apply, endorse, decide and look; each with its twin over many rows.

The twins stand here and not on the QuerySets, because they read the tables of rights, and models
do not import permissions. ``tests/community/test_rights.py`` binds each pair.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.models import (
    AppealParty,
    Application,
    Ballot,
    City,
    Endorsement,
    Sanction,
    Standing,
    User,
)
from community.models.ballots import BallotQuerySet
from community.models.ladder import ApplicationQuerySet
from community.permissions.checks import Person, has_right, is_taken, staff_may
from community.permissions.tables import (
    ENDORSE,
    RIGHTS,
    STAFF_RIGHTS,
    TAKEN,
    Grant,
    Right,
    StaffRight,
)

DECIDE = StaffRight.DECIDE_APPLICATIONS
DECIDING_ROLES = [role for role, rights in STAFF_RIGHTS.items() if DECIDE in rights]


def can_apply(user: Person) -> bool:
    """Whether the way is free; the requirements are another question."""
    return (
        has_right(user, Right.APPLY)
        and isinstance(user, User)
        and user.next_standing is not None
        and not user.applications.open().exists()
        and not is_waiting(user)
    )


def is_waiting(user: User) -> bool:
    """Whether the waiting time after a decline is still running."""
    return user.applications.filter(
        standing=user.next_standing, again_after__gt=timezone.now()
    ).exists()


def may_vouch(user: Person, standing: str) -> bool:
    """Whether ``user`` is among those who may endorse for ``standing``."""
    right = ENDORSE[Standing(standing)]
    if has_right(user, right):
        return True
    return (
        standing == Standing.RESIDENT
        and isinstance(user, User)
        and staff_may(user, DECIDE)
        and not is_taken(user, right)
    )


def people_who_may_vouch(standing: str) -> QuerySet[User]:
    """The twin of ``may_vouch``: everybody who may endorse for ``standing``."""
    right = ENDORSE[Standing(standing)]
    if standing != Standing.RESIDENT:
        return people_with(right)
    editors = User.groups.through.objects.filter(group__name__in=DECIDING_ROLES)
    return people_with(right, also=Q(is_staff=True, pk__in=editors.values("user")))


def people_who_may_vote() -> QuerySet[User]:
    """Everybody who may vote on applications: the twin of ``has_right(user, Right.VOTE)``."""
    return people_with(Right.VOTE)


def people_with(right: Right, *, also: Q | None = None) -> QuerySet[User]:
    """Everybody whose standing carries ``right``, or who is among ``also``, unless a sanction in
    force takes it.
    """
    by_standing = also or Q(pk__in=[])
    for rung in (rung for rung in Standing if RIGHTS[right][rung] is Grant.YES):
        by_standing |= with_rights_of(rung)
    kinds = [kind for kind, taken in TAKEN.items() if right in taken]
    silent = Sanction.objects.in_force().filter(user=OuterRef("pk"), kind__in=kinds)
    return User.objects.filter(~Exists(silent), by_standing, is_active=True)


def with_rights_of(standing: Standing) -> Q:
    """Everybody whose effective standing this is."""
    asleep = Q(standing=Standing.CITIZEN, dormant_since__isnull=False)
    if standing is Standing.RESIDENT:
        return Q(standing=Standing.RESIDENT) | asleep
    if standing is Standing.CITIZEN:
        return Q(standing=Standing.CITIZEN, dormant_since__isnull=True)
    return Q(standing=standing)


def has_endorsed(user: Person, application: Application) -> bool:
    return Endorsement.objects.filter(application=application, endorser_id=user.pk).exists()


def holds_enough(user: Person, standing: str) -> bool:
    """Whether ``user`` holds as many open endorsements as the charter in force lets one person."""
    charter = City.current().charter
    limit = charter.step_to(standing).endorsements_each if charter else 0
    if not limit:
        return False
    return open_endorsements(user).filter(application__standing=standing).count() >= limit


def open_endorsements(user: Person) -> QuerySet[Endorsement]:
    """The endorsements of ``user`` whose applications are not decided."""
    opened = Application.OPEN_STATES
    return Endorsement.objects.filter(endorser_id=user.pk, application__state__in=opened)


def can_endorse(user: Person, application: Application) -> bool:
    return (
        application.takes_endorsements
        and application.applicant_id != user.pk
        and may_vouch(user, application.standing)
        and not has_endorsed(user, application)
        and not holds_enough(user, application.standing)
    )


def applications_to_vouch_for(user: Person) -> ApplicationQuerySet:
    """The twin of ``can_endorse``, the longest waiting first."""
    standings = [standing for standing in ENDORSE if may_vouch(user, standing)]
    if not standings:
        return Application.objects.none()
    endorsed = Endorsement.objects.filter(endorser_id=user.pk).values("application")
    full = [standing for standing in standings if holds_enough(user, standing)]
    return (
        Application.objects.taking_endorsements()
        .filter(standing__in=[standing for standing in standings if standing not in full])
        .exclude(Q(applicant_id=user.pk) | Q(pk__in=endorsed))
        .select_related("applicant")
        .order_by("submitted_at")
    )


def can_decide(user: Person, application: Application) -> bool:
    """Whether ``user`` may decide at all; the state is the action's question."""
    return (
        staff_may(user, DECIDE)
        and application.applicant_id != user.pk
        and not has_endorsed(user, application)
        and not has_declined(user, application)
    )


def has_declined(user: Person, application: Application) -> bool:
    """Whether ``user`` declined it before an appeal brought it back."""
    return declines_of(user).filter(appeal__application=application).exists()


def declines_of(user: Person) -> QuerySet[AppealParty]:
    decided = AppealParty.objects.filter(user_id=user.pk or 0, part=AppealParty.Part.DECIDER)
    return decided.filter(appeal__application__isnull=False)


def applications_decidable_by(user: Person) -> ApplicationQuerySet:
    """The twin of ``can_decide``."""
    if not staff_may(user, DECIDE):
        return Application.objects.none()
    own_or_endorsed = Q(applicant_id=user.pk) | Q(
        pk__in=Endorsement.objects.filter(endorser_id=user.pk).values("application")
    )
    declined = declines_of(user).values("appeal__application")
    return Application.objects.exclude(own_or_endorsed).exclude(pk__in=declined)


def can_see_application(user: Person, application: Application) -> bool:
    """The applicant, the editors, and while it is open those who may vouch; see also messages."""
    if not user.is_authenticated:
        return False
    return (
        application.applicant_id == user.pk
        or staff_may(user, DECIDE)
        or (application.is_open and may_vouch(user, application.standing))
    )


def applications_visible_to(user: Person) -> ApplicationQuerySet:
    """The twin of ``can_see_application``."""
    if staff_may(user, DECIDE):
        return Application.objects.all()
    if not user.is_authenticated:
        return Application.objects.none()
    standings = [standing for standing in ENDORSE if may_vouch(user, standing)]
    to_vouch_for = Q(state__in=Application.OPEN_STATES, standing__in=standings)
    return Application.objects.filter(Q(applicant_id=user.pk) | to_vouch_for)


def can_see_messages(user: Person, application: Application) -> bool:
    """Questions, answers and the reason are between the applicant and the editors.

    Where there is a hearing, all who may vote read them too.
    """
    if not user.is_authenticated:
        return False
    if application.applicant_id == user.pk or staff_may(user, DECIDE):
        return True
    return application.hearing_until is not None and has_right(user, Right.VOTE)


def can_ask_in_hearing(user: Person, application: Application) -> bool:
    """Who may vote, and the editors; never the applicant. Whether it is on is a state."""
    return application.applicant_id != user.pk and sees_ballots(user)


def can_see_ballot(user: Person, ballot: Ballot) -> bool:
    """Those who may vote, the editors, and the applicant."""
    return user.is_authenticated and (
        ballot.application.applicant_id == user.pk or sees_ballots(user)
    )


def ballots_visible_to(user: Person) -> BallotQuerySet:
    """The twin of ``can_see_ballot``."""
    rows = Ballot.objects.select_related("application__applicant", "application__charter")
    if not user.is_authenticated:
        return rows.none()
    return rows if sees_ballots(user) else rows.filter(application__applicant_id=user.pk)


def sees_ballots(user: Person) -> bool:
    return has_right(user, Right.VOTE) or staff_may(user, DECIDE)


def can_withdraw(user: Person, application: Application) -> bool:
    return user.is_authenticated and application.applicant_id == user.pk


def can_sanction(user: Person, member: User, kind: str) -> bool:
    """Editors ban; nobody sanctions themselves, and staff only those who may appoint staff."""
    right = StaffRight.BAN if kind == Sanction.Kind.BANNED else StaffRight.SANCTION
    return (
        staff_may(user, right)
        and member.pk != user.pk
        and (not member.roles or staff_may(user, StaffRight.APPOINT))
    )
