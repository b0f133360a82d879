"""Take members and their applications over as they stand, and tell nobody.

What is taken over stands in the civic record too, at its own time: the record explains every
standing.
"""

from community.actions.importing.applications import (
    ImportedApplication,
    ImportedMessage,
    import_application,
)
from community.actions.importing.ballots import ImportedVotes
from community.actions.importing.members import ImportedMember, enter_standing, import_member

__all__ = [
    "ImportedApplication",
    "ImportedMember",
    "ImportedMessage",
    "ImportedVotes",
    "enter_standing",
    "import_application",
    "import_member",
]
