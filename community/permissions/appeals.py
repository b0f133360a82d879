"""Who judges an appeal, and who reads what of it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.models import Appeal, AppealParty, PanelSeat, Role, Sanction, User
from community.models.appeals import AppealQuerySet, PanelSeatQuerySet
from community.permissions.checks import Person, has_right, may_open_desk, staff_may
from community.permissions.ladder import people_with
from community.permissions.tables import (
    OFF_THE_DESK,
    STAFF_RIGHTS,
    Right,
    StaffRight,
)

DECIDE = StaffRight.DECIDE_APPEALS
DECIDING_ROLES = [role for role in Role if DECIDE in STAFF_RIGHTS[role]]
State, Part = Appeal.State, AppealParty.Part
Reference = int | OuterRef


def can_appeal(user: Person, owner: User | None) -> bool:
    """Whether ``user`` may object to what was decided about ``owner``, time and state apart."""
    return owner is not None and owner.pk == user.pk and has_right(user, Right.APPEAL)


def has_part(user: Person, appeal: Appeal) -> bool:
    return parts_of(user).filter(appeal=appeal).exists()


def parts_of(user: Person) -> QuerySet[AppealParty]:
    """Every part that ``user`` has in any matter."""
    return AppealParty.objects.filter(user_id=user.pk or 0)


def seats_of(user: Person) -> PanelSeatQuerySet:
    return PanelSeat.objects.filter(juror_id=user.pk or 0)


def seats_waiting_for(user: Person) -> PanelSeatQuerySet:
    """Where the panel still waits for the opinion of ``user``, the most urgent first."""
    return seats_of(user).waiting().filter(appeal__state=State.PANEL).order_by("answer_by")


def people_who_may_sit() -> QuerySet[User]:
    """Everybody who may be drawn: ``has_right(user, SIT_ON_PANEL)`` as a list."""
    return people_with(Right.SIT_ON_PANEL)


def people_free_for_panel(appeal: Appeal) -> QuerySet[User]:
    """Those who may be drawn for ``appeal``: without a part in it, and not drawn for it before.

    Nor an editor: one decides where the panel does not.
    """
    parties = AppealParty.objects.filter(appeal=appeal).values("user")
    drawn = PanelSeat.objects.filter(appeal=appeal, juror__isnull=False).values("juror")
    editors = User.groups.through.objects.filter(group__name__in=DECIDING_ROLES).values("user")
    free = people_who_may_sit().exclude(pk__in=parties).exclude(pk__in=drawn)
    return free.exclude(is_staff=True, pk__in=editors)


def editors_free_for(appeal: Reference) -> QuerySet[User]:
    """The editors who may decide the appeal of this key: the list form of ``can_decide_appeal``."""
    roles = User.groups.through.objects.filter(user=OuterRef("pk"), group__name__in=DECIDING_ROLES)
    off = Sanction.objects.in_force().filter(user=OuterRef("pk"), kind__in=OFF_THE_DESK)
    part = AppealParty.objects.filter(user=OuterRef("pk"), appeal=appeal)
    judged = PanelSeat.objects.filter(juror=OuterRef("pk"), appeal=appeal).exclude(opinion="")
    return User.objects.filter(
        Exists(roles), ~Exists(off), ~Exists(part), ~Exists(judged), is_active=True, is_staff=True
    )


def has_judged(user: Person, appeal: Appeal) -> bool:
    """Whether ``user`` gave an opinion on the panel."""
    return seats_of(user).filter(appeal=appeal).exclude(opinion="").exists()


def can_decide_appeal(user: Person, appeal: Appeal) -> bool:
    """An editor without a part in the matter; the state is the action's question."""
    return staff_may(user, DECIDE) and not has_part(user, appeal) and not has_judged(user, appeal)


def can_grant_appeal(user: Person, appeal: Appeal) -> bool:
    """Who decided may give in, where there is nobody else to decide."""
    return (
        may_open_desk(user)
        and appeal.member_id != user.pk
        and parts_of(user).filter(appeal=appeal, part=Part.DECIDER).exists()
        and not editors_free_for(appeal.pk).exists()
    )


def is_juror(user: Person, appeal: Appeal) -> bool:
    """Whether ``user`` holds a seat, still."""
    return seats_of(user).taken().filter(appeal=appeal).exists()


def can_see_appeal(user: Person, appeal: Appeal) -> bool:
    """The member, everybody who was ever drawn, and the editor whose turn it is or was."""
    if not user.is_authenticated:
        return False
    if user.pk in (appeal.member_id, appeal.decided_by_id):
        return True
    if seats_of(user).filter(appeal=appeal).exists():
        return True
    return appeal.state == State.EDITOR and (
        can_decide_appeal(user, appeal) or can_grant_appeal(user, appeal)
    )


def appeals_visible_to(user: Person) -> AppealQuerySet:
    """The twin of ``can_see_appeal``."""
    if not user.is_authenticated:
        return Appeal.objects.none()
    own = Q(member_id=user.pk) | Q(decided_by_id=user.pk)
    seen = own | Q(pk__in=seats_of(user).values("appeal"))
    return Appeal.objects.filter(seen | Q(pk__in=appeals_before(user).values("pk")))


def appeals_before(user: Person) -> AppealQuerySet:
    """Those that wait for ``user`` as an editor, or as the one who decided and may give in."""
    waiting = Appeal.objects.with_editors().order_by()
    decided = parts_of(user).filter(part=Part.DECIDER).values("appeal")
    nobody_else = ~Exists(editors_free_for(OuterRef(OuterRef("pk"))))
    mine = Q(pk__in=[])
    if staff_may(user, DECIDE):
        part = parts_of(user).values("appeal")
        judged = seats_of(user).exclude(opinion="").values("appeal")
        mine = ~Q(pk__in=part) & ~Q(pk__in=judged)
    if may_open_desk(user):
        given_in = Appeal.objects.filter(nobody_else, pk__in=decided).exclude(member_id=user.pk)
        mine |= Q(pk__in=given_in.values("pk"))
    return waiting.filter(mine)


def can_see_matter(user: Person, appeal: Appeal) -> bool:
    """Whether ``user`` reads the comment, the reason and the statement."""
    if appeal.state == State.EDITOR and can_decide_appeal(user, appeal):
        return True  # also an editor who gave a seat back before
    return can_see_appeal(user, appeal) and (
        is_juror(user, appeal) or not seats_of(user).filter(appeal=appeal).exists()
    )
