"""An account is closed: ``asking`` sets the day and takes it back, ``parting`` is the city's part
of the deletion, which ``config.leaving`` puts together out of all apps, in one transaction.
"""

from community.actions.leaving.asking import (
    accounts_due,
    ask_to_close,
    is_only_administrator,
    keep_account,
    refuse_if_only_administrator,
)
from community.actions.leaving.parting import (
    addresses_of,
    delete_account,
    lock_to_leave,
    part_from_city,
    rows_left,
)

__all__ = [
    "accounts_due",
    "addresses_of",
    "ask_to_close",
    "delete_account",
    "is_only_administrator",
    "keep_account",
    "lock_to_leave",
    "part_from_city",
    "refuse_if_only_administrator",
    "rows_left",
]
