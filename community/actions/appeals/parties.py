"""Who else has a part in a sanction: the reporters, whom a higher app knows.

It says whom with ``reporters_are`` when it is loaded.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from community.models import User

Reporters = Callable[[User, UUID | None, datetime], Iterable[int]]
_known_by: list[Reporters] = []


def reporters_are(tell: Reporters) -> None:
    """``tell`` gets the member, the uuid of the comment that it was for, where one was named, and
    the time of the sanction; it returns the keys of those who reported.
    """
    if tell not in _known_by:
        _known_by.append(tell)


def reporters_behind(member: User, comment: UUID | None, at: datetime) -> list[int]:
    return [pk for tell in _known_by for pk in tell(member, comment, at)]
