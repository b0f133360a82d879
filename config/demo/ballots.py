"""The ballots of the demo: the sums, and in an open one who has voted. How is written nowhere."""

from community.actions.importing import ImportedVotes
from community.models import User
from config.demo.reading import Facts


def votes_of(row: Facts, cast: dict[str, User]) -> ImportedVotes:
    return ImportedVotes(
        yes=row["yes"],
        no=row["no"],
        abstain=row["abstain"],
        voters=[cast[handle] for handle in row.get("voters", [])],
    )
