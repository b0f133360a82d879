"""Standings that end and come back, in one file each: ``revoke`` takes one with a ban and gives it
back after an appeal, ``renounce`` is the member's own way out and in. ``moves`` changes the row.
"""

from community.actions.standing.renounce import renounce_standing, return_standing
from community.actions.standing.revoke import ban_and_revoke, restore_standing, revoke_standing

__all__ = [
    "ban_and_revoke",
    "renounce_standing",
    "restore_standing",
    "return_standing",
    "revoke_standing",
]
