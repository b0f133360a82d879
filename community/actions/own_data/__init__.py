"""What the city knows of a member, for the member alone. Nothing here is anybody else's, or a key.

``account`` is who they are and how they sign in, ``ladder`` applications and what came of them,
``daily`` what happens from day to day.
"""

from community.actions.own_data import account, daily, ladder

ROOMS = (*account.ROOMS, *ladder.ROOMS, *daily.ROOMS)

__all__ = ["ROOMS"]
