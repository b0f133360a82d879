"""Record and notice of a standing that ended or came back, alike for all four ways."""

from community.actions.notices import notify_member
from community.actions.record import Fact, write_record
from community.models import City, FormerStanding, User


def tell_of_move(
    former: FormerStanding,
    kind: str,
    notice: str,
    url: str,
    *,
    member: User,
    by: User | None,
    reason: str = "",
) -> None:
    """Enter ``kind`` with what the locked ``member`` is now, and leave ``notice`` about ``url``."""
    write_record(
        kind,
        member=member,
        by=by,
        standing=member.standing,
        facts=facts_of(former),
        reason=reason,
    )
    name = City.current().standing_name(former.standing)
    notify_member(member, notice, url, standing=name)


def facts_of(former: FormerStanding) -> dict[str, Fact]:
    """The same for leaving and coming back, so that the record says what belongs together."""
    facts: dict[str, Fact] = {"former": former.pk, "held": former.standing}
    return facts | ({"sanction": former.sanction_id} if former.sanction_id else {})
