"""What a room of somebody's own data is: a file of the archive that they may load.

Each app has its rooms in ``actions.own_data``; ``config.own_data`` puts them together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from community.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Values: text, numbers, truth, times, days, lists of text and lists of such rows.
Row = dict[str, object]
CHUNK = 500


@dataclass(frozen=True)
class Room:
    """``of`` names the relations (``app.Model.field``) whose rows it holds; a test compares."""

    name: str
    title: "StrOrPromise"
    of: tuple[str, ...]
    rows: Callable[[User], Iterable[Row]]
